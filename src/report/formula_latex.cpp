// Formulas for LaTeX: parentheses do not grow, so that lines can be broken within them.
#include <algorithm>
#include <array>
#include <utility>

#include "report/formula.hpp"
#include "report/formula_name.hpp"

namespace losscert::report {
namespace {

using Op = Formula::Op;

class Writer {
public:
  explicit Writer(const Abstracts& abstracts) : abstracts_(abstracts) {}

  // level as in plain(): 0 relation, 1 sum, 2 product, 3 factor of a power
  std::string write(const Formula& f, int level) const {
    const auto bracketed = [&](bool need, const std::string& s) { return need ? "(" + s + ")" : s; };
    switch (f.op) {
      case Op::Number: return number(f.text);
      case Op::Name: return name(f.text);
      case Op::Dots: return "\\dots";
      case Op::Index: return write(f.children[0], 3) + "[" + f.text + "]";
      case Op::Vector: return "[" + list(f.children) + "]";
      case Op::Call: return call(f);
      case Op::Negate: return bracketed(level > 1, "-" + write(f.children[0], 2));
      case Op::Sum: {
        std::string s;
        for (const auto& c : f.children) {
          const bool minus = c.op == Op::Negate && !s.empty();
          s += minus ? " - " + write(c.children[0], 2) : (s.empty() ? "" : " + ") + write(c, 1);
        }
        return bracketed(level > 1, s);
      }
      case Op::Product: {
        std::string s;
        for (const auto& c : f.children) {
          const bool digits = c.op == Op::Number && !s.empty();
          s += (s.empty() ? "" : digits ? " \\cdot " : "\\,\\allowbreak ") + write(c, 2);
        }
        return bracketed(level > 2, s);
      }
      case Op::Quotient:
        if (is_wide(f.children[0]) || is_wide(f.children[1])) return bracketed(level > 2, write(f.children[0], 2) + "/\\allowbreak " + write(f.children[1], 3));
        return "\\frac{" + write(f.children[0], 0) + "}{" + write(f.children[1], 0) + "}";
      case Op::Power: return power(f);
      case Op::Relation: {
        std::string s = write(f.children[0], 1);
        for (std::size_t k = 0; k < f.signs.size(); ++k) s += relation(f.signs[k]) + write(f.children[k + 1], 1);
        return bracketed(level > 0, s);
      }
      case Op::List: {
        std::string s = write(f.children[0], 0);
        for (std::size_t k = 0; k < f.signs.size(); ++k) s += (f.signs[k] == "," ? ",\\ \\allowbreak " : "\\ \\text{and}\\ \\allowbreak ") + write(f.children[k + 1], 0);
        return s;
      }
    }
    return "";
  }

private:
  static std::string relation(const std::string& sign) {
    static const std::array<std::pair<const char*, const char*>, 8> all{{{"=", " = "}, {"!=", " \\neq "}, {"<", " < "}, {"<=", " \\leq "}, {">", " > "}, {">=", " \\geq "}, {"->", " \\to "}, {"in", " \\in "}}};
    for (const auto& [text, set] : all)
      if (sign == text) return set;
    return " " + sign + " ";
  }

  // Room for a break in numbers that would fill a line.
  static std::string number(const std::string& digits) {
    constexpr std::size_t kGroup = 15;
    std::string s;
    for (std::size_t k = 0; k < digits.size(); ++k) s += (k > 0 && k % kGroup == 0 ? "\\allowbreak " : "") + std::string(1, digits[k]);
    return s;
  }

  static std::string name(const std::string& text) {
    const SetName n = set_name(text);
    std::string s = !n.greek.empty() ? "\\" + n.greek : n.letters;
    if (n.greek.empty() && n.letters.size() > 1) {
      s = "\\mathit{";
      for (char c : n.letters) s += c == '_' ? std::string("\\_") : std::string(1, c);
      s += "}";
    }
    return n.index.empty() ? s : s + "_{" + n.index + "}";
  }

  static std::size_t width(const Formula& f) {
    std::size_t w = f.text.size() + 1;
    for (const auto& c : f.children) w += width(c);
    return w;
  }
  // A fraction cannot be broken.
  static bool is_wide(const Formula& f) {
    constexpr std::size_t kWidest = 36;
    return width(f) > kWidest;
  }

  std::string list(const std::vector<Formula>& parts) const {
    std::string s;
    for (const auto& p : parts) s += (s.empty() ? "" : ",\\,\\allowbreak ") + write(p, 0);
    return s;
  }

  std::string call(const Formula& f) const {
    const auto& c = f.children;
    if (f.text == "exp" && c.size() == 1 && !is_wide(c[0])) return "e^{" + write(c[0], 0) + "}";
    if (f.text == "sqrt" && c.size() == 1 && !is_wide(c[0])) return "\\sqrt{" + write(c[0], 0) + "}";
    if (f.text == "abs" && c.size() == 1) return "\\lvert " + write(c[0], 0) + "\\rvert";
    if (f.text == "normsq" && c.size() == 1) return "\\lVert " + write(c[0], 0) + "\\rVert^2";
    if (f.text == "dot" && c.size() == 2) return "\\langle " + write(c[0], 0) + ",\\,\\allowbreak " + write(c[1], 0) + "\\rangle";
    if (f.text == "diff" && c.size() == 2) return "\\frac{\\partial " + write(c[0], 3) + "}{\\partial " + write(c[1], 3) + "}";
    if (f.text == "diff" && c.size() == 3) {
      const std::string v = write(c[1], 3), w = write(c[2], 3);
      return "\\frac{\\partial^2 " + write(c[0], 3) + "}{\\partial " + (v == w ? v + "{}^2" : v + "\\,\\partial " + w) + "}";
    }
    return function(f.text) + "(" + list(c) + ")";
  }

  std::string function(const std::string& text) const {
    static const std::set<std::string> known = {"exp", "log", "sin", "cos", "arctan", "tanh", "max", "min"};
    if (known.count(text) > 0) return "\\" + text;
    if (const auto bar = text.rfind('_'); bar != std::string::npos && abstracts_.count(text.substr(0, bar)) > 0) return name(text.substr(0, bar)) + "^{(" + text.substr(bar + 1) + ")}";
    const SetName n = set_name(text);
    if (!n.greek.empty() || n.letters.size() == 1) return name(text);
    std::string s = "\\operatorname{";
    for (char c : text) s += c == '_' ? std::string("\\_") : std::string(1, c);
    return s + "}";
  }

  std::string power(const Formula& f) const {
    const auto &base = f.children[0], &exponent = f.children[1];
    const bool half = exponent.op == Op::Quotient && exponent.children[0].text == "1" && exponent.children[1].text == "2";
    if (half && !is_wide(base)) return "\\sqrt{" + write(base, 0) + "}";
    const bool call = base.op == Op::Call || base.op == Op::Index;
    const std::string b = call || base.op == Op::Power ? "{(" + write(base, 0) + ")}" : "{" + write(base, 3) + "}";
    return (base.op == Op::Name || base.op == Op::Number ? b : b.substr(1, b.size() - 2)) + "^{" + write(exponent, 0) + "}";
  }

  const Abstracts& abstracts_;
};

}  // namespace

std::string latex(const Formula& f, const Abstracts& abstracts) { return Writer(abstracts).write(f, 0); }

std::string latex_text(const std::string& text) {
  static const std::array<std::pair<const char*, const char*>, 46> known{{
      {"α", "$\\alpha$"}, {"β", "$\\beta$"}, {"γ", "$\\gamma$"}, {"δ", "$\\delta$"}, {"ε", "$\\varepsilon$"}, {"ϵ", "$\\epsilon$"}, {"η", "$\\eta$"}, {"θ", "$\\theta$"}, {"κ", "$\\kappa$"},
      {"λ", "$\\lambda$"}, {"μ", "$\\mu$"}, {"ν", "$\\nu$"}, {"ξ", "$\\xi$"}, {"π", "$\\pi$"}, {"ρ", "$\\rho$"}, {"σ", "$\\sigma$"}, {"τ", "$\\tau$"}, {"φ", "$\\varphi$"}, {"χ", "$\\chi$"},
      {"ψ", "$\\psi$"}, {"ω", "$\\omega$"}, {"Γ", "$\\Gamma$"}, {"Δ", "$\\Delta$"}, {"Λ", "$\\Lambda$"}, {"Σ", "$\\Sigma$"}, {"Φ", "$\\Phi$"}, {"Ω", "$\\Omega$"}, {"∈", "$\\in$"},
      {"≤", "$\\leq$"}, {"≥", "$\\geq$"}, {"≠", "$\\neq$"}, {"→", "$\\to$"}, {"∞", "$\\infty$"}, {"∂", "$\\partial$"}, {"∇", "$\\nabla$"}, {"×", "$\\times$"}, {"·", "$\\cdot$"}, {"²", "$^2$"},
      {"–", "--"}, {"—", "---"}, {"‘", "`"}, {"’", "'"}, {"“", "``"}, {"”", "''"}, {"…", "\\dots{}"}, {"§", "\\S{}"},
  }};
  std::string out;
  for (std::size_t k = 0; k < text.size();) {
    const auto c = static_cast<unsigned char>(text[k]);
    if (c < 0x80) {
      switch (text[k]) {
        case '\\': out += "\\textbackslash{}"; break;
        case '~': out += "\\textasciitilde{}"; break;
        case '^': out += "\\textasciicircum{}"; break;
        case '<': out += "\\textless{}"; break;
        case '>': out += "\\textgreater{}"; break;
        case '|': out += "\\textbar{}"; break;
        case '"': out += "\\textquotedbl{}"; break;
        case '-': out += "-"; break;
        case '{': case '}': case '$': case '&': case '#': case '_': case '%': out += "\\" + std::string(1, text[k]); break;
        // Long words of formulas may be broken after these.
        case '(': case ')': case ',': case '+': case '*': case '/': case '=': out += std::string(1, text[k]) + "\\allowbreak{}"; break;
        default: out += c < 0x20 && c != '\n' ? ' ' : text[k];
      }
      ++k;
      continue;
    }
    std::size_t length = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
    length = std::min(length, text.size() - k);
    const std::string one = text.substr(k, length);
    std::string set = "?";
    for (const auto& [character, latex] : known)
      if (one == character) set = latex;
    // What LaTeX itself knows of Latin letters with accents.
    if (length == 2 && c == 0xc3) set = one;
    out += set;
    k += length;
  }
  return out;
}

}  // namespace losscert::report
