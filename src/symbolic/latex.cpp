// Expressions in LaTeX, for reports.
#include <array>
#include <cctype>
#include <algorithm>

#include "symbolic/abstract.hpp"
#include "symbolic/layout.hpp"

namespace losscert::symbolic {
namespace {

using namespace detail;
using GiNaC::ex_to;
using GiNaC::numeric;

std::string number(const numeric& n) {
  std::ostringstream out;
  if (n.is_integer()) out << n;
  else out << "\\frac{" << n.numer() << "}{" << n.denom() << "}";
  return out.str();
}

std::string word(const std::string& w) {
  static constexpr std::array greek{"alpha", "beta",  "gamma", "delta", "epsilon", "zeta", "eta",   "theta", "iota",  "kappa", "lambda", "mu",    "nu",  "xi",  "pi",    "rho",
                                    "sigma", "tau",   "phi",   "chi",   "psi",     "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi",     "Sigma", "Phi", "Psi", "Omega", "Upsilon"};
  if (w == "eps") return "\\varepsilon";
  if (std::find(greek.begin(), greek.end(), w) != greek.end()) return "\\" + w;
  return w.size() == 1 ? w : "\\mathit{" + w + "}";
}

// x1 -> x_1; w[1,2] and x1[2] keep their brackets, and names with a bar are set whole: two names that differ are never set alike.
std::string name(const std::string& n) {
  std::string stem = n, component;
  if (const auto open = stem.find('['); open != std::string::npos) {
    component = stem.substr(open);
    stem.erase(open);
  }
  std::size_t digits = stem.size();
  while (digits > 1 && std::isdigit(static_cast<unsigned char>(stem[digits - 1]))) --digits;
  if (!std::all_of(stem.begin(), stem.begin() + static_cast<std::ptrdiff_t>(digits), [](unsigned char c) { return std::isalpha(c) != 0; })) {
    std::string whole;
    for (char c : stem) whole += c == '_' ? std::string("\\_") : std::string(1, c);
    return "\\mathit{" + whole + "}" + component;
  }
  const std::string index = stem.substr(digits), base = word(stem.substr(0, digits));
  return base + (index.empty() ? "" : "_" + (index.size() == 1 ? index : "{" + index + "}")) + component;
}

class Writer {
public:
  std::string sum(const Expr& e) {
    std::string out;
    for (const TermLayout& t : layout_.terms(e)) out += (t.negative ? (out.empty() ? "-" : " - ") : out.empty() ? "" : " + ") + term(t);
    return out;
  }

private:
  std::string term(const TermLayout& t) {
    const bool plain = t.coefficient.numer().is_equal(1);
    std::string over = product(t.over, plain && !t.under.empty());
    if (t.under.empty()) {
      if (over.empty()) return number(t.coefficient);
      return t.coefficient.is_equal(1) ? over : number(t.coefficient) + " " + over;
    }
    const numeric a = t.coefficient.numer(), b = t.coefficient.denom();
    std::string under = product(t.under, b.is_equal(1));
    if (!plain || over.empty()) over = number(a) + (over.empty() ? "" : " " + over);
    if (!b.is_equal(1)) under = number(b) + " " + under;
    return "\\frac{" + over + "}{" + under + "}";
  }

  // `alone`: nothing stands beside the product, so that a single sum needs no parentheses.
  std::string product(const std::vector<PowerLayout>& powers, bool alone) {
    if (alone && powers.size() == 1 && powers.front().exponent.is_equal(1)) return sum(powers.front().base);
    std::string out;
    // The thin space keeps a*b apart from the name ab.
    for (const PowerLayout& p : powers) out += (out.empty() ? "" : " \\, ") + power(p);
    return out;
  }

  std::string power(const PowerLayout& p) {
    const Head h = head(p.base);
    if (p.exponent.is_equal(numeric(1, 2))) return "\\sqrt{" + sum(p.base) + "}";
    std::string base = atom(p.base, h);
    if (p.exponent.is_equal(1)) return base;
    if (base.back() == ']') base = "{" + base + "}";
    if (h == Head::Exp) base = "\\left(" + base + "\\right)";
    return base + "^{" + (p.exponent.is_integer() ? number(p.exponent) : number(p.exponent.numer()) + "/" + number(p.exponent.denom())) + "}";
  }

  std::string atom(const Expr& e, Head h) {
    switch (h) {
      case Head::Symbol: return name(ex_to<Symbol>(e).get_name());
      case Head::Number: return ex_to<numeric>(e).is_nonneg_integer() ? number(ex_to<numeric>(e)) : "\\left(" + number(ex_to<numeric>(e)) + "\\right)";
      case Head::Exp: return "e^{" + sum(e.op(0)) + "}";
      case Head::Relu: return "\\left[" + sum(e.op(0)) + "\\right]_+";
      case Head::Step: return "\\mathbf{1}_{" + sum(e.op(0)) + " > 0}";
      case Head::Log:
      case Head::Sin:
      case Head::Cos:
      case Head::Arctan: return std::string("\\") + function_name(h) + "\\left(" + sum(e.op(0)) + "\\right)";
      case Head::Abstract: {
        const AbstractPart a = abstract_part(e);
        const std::string order = a.order <= 3 ? std::string(static_cast<std::size_t>(a.order), '\'') : "^{(" + std::to_string(a.order) + ")}";
        return name(a.function->name) + order + "\\left(" + sum(e.op(0)) + "\\right)";
      }
      default: return "\\left(" + sum(e) + "\\right)";
    }
  }

  Layout layout_;
};

}  // namespace

std::string to_latex(const Expr& e) { return Writer().sum(e); }

}  // namespace losscert::symbolic
