// The functions that the case has, put back for their reductions (cases/README.md): for each argument z the atom of the reduction is written by the function of z, an identity, and the sum
// expanded again. A function of an argument becomes a symbol with the text of the call as its name, so that it prints as it should.
#include <algorithm>

#include "report/formula.hpp"
#include "report/situation.hpp"
#include "symbolic/functions.hpp"
#include "symbolic/terms.hpp"

namespace losscert::report {
namespace {

using GiNaC::numeric;
using symbolic::Head;

// All atoms of e, those inside of others too.
void atoms_of(const Expr& e, Head h, GiNaC::exset& found) {
  for (const auto& part : e) {
    if (GiNaC::is_a<GiNaC::power>(part) || GiNaC::is_a<GiNaC::mul>(part) || GiNaC::is_a<GiNaC::add>(part)) {
      atoms_of(part, h, found);
    } else if (!GiNaC::is_a<GiNaC::symbol>(part) && !GiNaC::is_a<numeric>(part)) {
      if (symbolic::head(part) == h) found.insert(part);
      atoms_of(part, h, found);
    }
  }
}
GiNaC::exset atoms_of(const Expr& e, Head h) {
  GiNaC::exset found;
  atoms_of(GiNaC::lst{e}, h, found);
  return found;
}

class Reader {
public:
  explicit Reader(const std::set<std::string>& functions) : functions_(functions) {}

  Expr read(const Expr& e) const {
    Expr r = e;
    if (calls("softplus") || calls("logistic")) r = softplus(r);
    if (calls("tanh") || calls("sigmoid") || calls("swish")) r = logistic(r);
    if (calls("abs") || calls("softsign")) r = absolute(r);
    return r;
  }

private:
  bool calls(const char* name) const { return functions_.count(name) > 0; }
  static Expr call(const std::string& name, const Expr& z) { return symbolic::symbol(name + "(" + symbolic::to_text(z) + ")"); }

  // Of z and -z the one that does not begin with a minus: tanh(-z) = -tanh(z), sigmoid(-z) = 1 - sigmoid(z).
  static bool begins_with_minus(const Expr& z) { return symbolic::to_text(z).front() == '-'; }
  static Expr odd(const std::string& name, const Expr& z) { return begins_with_minus(z) ? Expr(-call(name, GiNaC::expand(-z))) : call(name, z); }
  static Expr sigmoid(const Expr& z) { return begins_with_minus(z) ? Expr(1 - call("sigmoid", GiNaC::expand(-z))) : call("sigmoid", z); }

  // 1 + exp(z): z
  static std::optional<Expr> one_plus_exp(const Expr& sum) {
    if (!GiNaC::is_a<GiNaC::add>(sum) || sum.nops() != 2) return std::nullopt;
    for (std::size_t k = 0; k < 2; ++k)
      if (sum.op(k).is_equal(1) && !GiNaC::is_a<numeric>(sum.op(1 - k)) && !GiNaC::is_a<GiNaC::mul>(sum.op(1 - k)) && !GiNaC::is_a<GiNaC::power>(sum.op(1 - k)) &&
          !GiNaC::is_a<GiNaC::symbol>(sum.op(1 - k)) && symbolic::head(sum.op(1 - k)) == Head::Exp)
        return sum.op(1 - k).op(0);
    return std::nullopt;
  }

  static Expr softplus(const Expr& e) {
    GiNaC::exmap map;
    for (const auto& a : atoms_of(e, Head::Log))
      if (const auto z = one_plus_exp(a.op(0))) map[a] = call("softplus", *z);
    return map.empty() ? e : e.subs(map, GiNaC::subs_options::no_pattern);
  }

  // With s = 1/(1 + exp(z)): exp(z)*s^k = s^(k-1) - s^k. s is sigmoid(-z), or (1 - tanh(z/2))/2.
  Expr logistic(const Expr& e) const {
    Expr sum = 0;
    bool some = false;
    std::map<Expr, Expr, GiNaC::ex_is_less> for_s;
    for (auto t : symbolic::terms_of(e)) {
      Expr factor = 1;
      for (auto& p : t.powers) {
        const auto z = p.exponent.is_negative() && p.exponent.is_integer() ? one_plus_exp(p.base) : std::nullopt;
        if (!z) continue;
        some = true;
        const int k = (-p.exponent).to_int();
        const Expr s = calls("tanh") ? Expr((1 - odd("tanh", GiNaC::expand(*z / 2))) / 2) : sigmoid(GiNaC::expand(-*z));
        Expr f = GiNaC::pow(s, k);
        if (!t.exponent.is_zero() && (t.exponent - *z).expand().is_zero()) {
          f = GiNaC::pow(s, k - 1) * (1 - s);
          t.exponent = 0;
        }
        factor *= f;
        p.exponent = 0;
      }
      t.powers.erase(std::remove_if(t.powers.begin(), t.powers.end(), [](const auto& p) { return p.exponent.is_zero(); }), t.powers.end());
      sum += symbolic::to_expr(t) * factor;
    }
    return some ? sum.expand() : e;
  }

  // relu(z) = (abs(z) + z)/2 and relu(-z) = (abs(z) - z)/2, where both occur.
  static Expr absolute(const Expr& e) {
    const auto atoms = atoms_of(e, Head::Relu);
    GiNaC::exmap map;
    std::vector<Expr> calls;
    for (const auto& a : atoms)
      for (const auto& b : atoms) {
        if (map.count(a) > 0 || !(a.op(0) + b.op(0)).expand().is_zero()) continue;
        const std::string first = symbolic::to_text(a.op(0)), second = symbolic::to_text(b.op(0));
        const Expr z = first.size() < second.size() || (first.size() == second.size() && first < second) ? a.op(0) : b.op(0);
        calls.push_back(call("abs", z));
        map[a] = (calls.back() + a.op(0)) / 2;
        map[b] = (calls.back() + b.op(0)) / 2;
      }
    return map.empty() ? e : e.subs(map, GiNaC::subs_options::no_pattern).expand();
  }

  const std::set<std::string>& functions_;
};

}  // namespace

std::string shown(const Expr& e, const std::set<std::string>& functions, std::size_t most) {
  constexpr std::size_t kReadable = 400, kLongest = 420;
  Expr r = e;
  if (e.nops() <= kReadable && !functions.empty()) {
    try {
      r = Reader(functions).read(e);
    } catch (const std::exception&) {
      r = e;
    }
  }
  const std::string text = symbolic::to_text(r);
  auto f = parse_formula(text);
  if (!f || f->op != Formula::Op::Sum) return text;
  const std::size_t all = f->children.size();
  if (all <= most && text.size() <= kLongest) return text;
  std::size_t kept = 0, length = 0;
  for (; kept < all && kept < most; ++kept) {
    length += plain(f->children[kept]).size() + 3;
    if (kept > 0 && length > kLongest - 40) break;
  }
  if (kept >= all) return text;
  f->children.resize(kept);
  f->children.push_back({Formula::Op::Dots, "", {}, {}});
  return plain(*f);
}

}  // namespace losscert::report
