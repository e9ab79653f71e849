// Formulas for HTML: MathML Core.
#include "report/formula.hpp"
#include "report/formula_name.hpp"

namespace losscert::report {
namespace {

using Op = Formula::Op;

std::string mi(const std::string& text) { return "<mi>" + html_text(text) + "</mi>"; }
std::string mo(const std::string& text) { return "<mo>" + text + "</mo>"; }
std::string row(const std::string& inside) { return "<mrow>" + inside + "</mrow>"; }

class Writer {
public:
  explicit Writer(const Abstracts& abstracts) : abstracts_(abstracts) {}

  std::string write(const Formula& f, int level) const {
    const auto bracketed = [&](bool need, const std::string& s) { return need ? parenthesised(s) : s; };
    switch (f.op) {
      case Op::Number: return "<mn>" + html_text(f.text) + "</mn>";
      case Op::Name: return name(f.text);
      case Op::Dots: return mo("…");
      case Op::Index: return row(write(f.children[0], 3) + "<mo stretchy=\"false\">[</mo><mn>" + html_text(f.text) + "</mn><mo stretchy=\"false\">]</mo>");
      case Op::Vector: return "<mo stretchy=\"false\">[</mo>" + list(f.children) + "<mo stretchy=\"false\">]</mo>";
      case Op::Call: return call(f);
      case Op::Negate: return bracketed(level > 1, "<mo form=\"prefix\">−</mo>" + write(f.children[0], 2));
      case Op::Sum: {
        std::string s;
        for (const auto& c : f.children) {
          const bool minus = c.op == Op::Negate && !s.empty();
          s += minus ? mo("−") + write(c.children[0], 2) : (s.empty() ? "" : mo("+")) + write(c, 1);
        }
        return bracketed(level > 1, s);
      }
      case Op::Product: {
        std::string s;
        const Formula* before = nullptr;
        for (const auto& c : f.children) {
          if (before != nullptr) s += c.op == Op::Number || (c.op == Op::Quotient && before->op == Op::Number) ? mo("⋅") : "<mspace width=\"0.17em\"/>";
          s += write(c, 2);
          before = &c;
        }
        return bracketed(level > 2, s);
      }
      case Op::Quotient: return "<mfrac>" + row(write(f.children[0], 0)) + row(write(f.children[1], 0)) + "</mfrac>";
      case Op::Power: return power(f);
      case Op::Relation: {
        std::string s = write(f.children[0], 1);
        for (std::size_t k = 0; k < f.signs.size(); ++k) s += relation(f.signs[k]) + write(f.children[k + 1], 1);
        return bracketed(level > 0, s);
      }
      case Op::List: {
        std::string s = write(f.children[0], 0);
        for (std::size_t k = 0; k < f.signs.size(); ++k) s += (f.signs[k] == "," ? "<mo separator=\"true\">,</mo>" : "<mtext>&#xa0;and&#xa0;</mtext>") + write(f.children[k + 1], 0);
        return s;
      }
    }
    return "";
  }

  // A browser breaks no line within <math>.
  void pieces(const Formula& f, const std::string& before, std::vector<std::string>& out) const {
    constexpr std::size_t kShort = 24;
    if (width(f) <= kShort || (f.op != Op::Relation && f.op != Op::List && f.op != Op::Sum)) return out.push_back(before + write(f, f.op == Op::Relation || f.op == Op::List ? 0 : 1));
    for (std::size_t k = 0; k < f.children.size(); ++k) {
      const Formula& c = f.children[k];
      if (f.op == Op::Sum) {
        const bool minus = c.op == Op::Negate;
        const std::string sign = k == 0 ? (minus ? "<mo form=\"prefix\">−</mo>" : "") : minus ? "<mo form=\"infix\">−</mo>" : "<mo form=\"infix\">+</mo>";
        out.push_back((k == 0 ? before : "") + sign + write(minus ? c.children[0] : c, minus ? 2 : 1));
      } else if (f.op == Op::Relation) {
        pieces(c, k == 0 ? before : relation(f.signs[k - 1]), out);
      } else {
        pieces(c, k == 0 ? before : "", out);
        if (k < f.signs.size()) out.back() += f.signs[k] == "," ? "<mo separator=\"true\">,</mo>" : "<mtext>&#xa0;and</mtext>";
      }
    }
  }

private:
  static std::string parenthesised(const std::string& s) { return "<mo stretchy=\"false\">(</mo>" + s + "<mo stretchy=\"false\">)</mo>"; }
  static std::string relation(const std::string& sign) {
    // Also where it begins a piece.
    const auto mo = [](const std::string& text) { return "<mo form=\"infix\">" + text + "</mo>"; };
    if (sign == "!=") return mo("≠");
    if (sign == "<=") return mo("≤");
    if (sign == ">=") return mo("≥");
    if (sign == "<") return mo("&lt;");
    if (sign == ">") return mo("&gt;");
    if (sign == "->") return mo("→");
    if (sign == "in") return mo("∈");
    return mo(html_text(sign));
  }

  static std::string name(const std::string& text) {
    const SetName n = set_name(text);
    const std::string letters = n.greek.empty() ? mi(n.letters) : mi(n.character);
    return n.index.empty() ? letters : "<msub>" + letters + "<mn>" + n.index + "</mn></msub>";
  }

  std::string list(const std::vector<Formula>& parts) const {
    std::string s;
    for (const auto& p : parts) s += (s.empty() ? "" : "<mo separator=\"true\">,</mo>") + write(p, 0);
    return s;
  }

  static std::size_t width(const Formula& f) {
    std::size_t w = f.text.size() + 1;
    for (const auto& c : f.children) w += width(c);
    return w;
  }

  std::string call(const Formula& f) const {
    const auto& c = f.children;
    constexpr std::size_t kWidest = 36;  // an exponent beyond this is hard to read
    if (f.text == "exp" && c.size() == 1 && width(c[0]) <= kWidest) return "<msup><mi>e</mi>" + row(write(c[0], 0)) + "</msup>";
    if (f.text == "sqrt" && c.size() == 1) return "<msqrt>" + row(write(c[0], 0)) + "</msqrt>";
    if (f.text == "abs" && c.size() == 1) return row("<mo stretchy=\"false\">|</mo>" + write(c[0], 0) + "<mo stretchy=\"false\">|</mo>");
    if (f.text == "normsq" && c.size() == 1) return "<msup>" + row("<mo stretchy=\"false\">‖</mo>" + write(c[0], 0) + "<mo stretchy=\"false\">‖</mo>") + "<mn>2</mn></msup>";
    if (f.text == "dot" && c.size() == 2) return row("<mo stretchy=\"false\">⟨</mo>" + write(c[0], 0) + "<mo separator=\"true\">,</mo>" + write(c[1], 0) + "<mo stretchy=\"false\">⟩</mo>");
    if (f.text == "diff" && c.size() == 2) return "<mfrac>" + row(mo("∂") + write(c[0], 3)) + row(mo("∂") + write(c[1], 3)) + "</mfrac>";
    if (f.text == "diff" && c.size() == 3) {
      const std::string v = write(c[1], 3), w = write(c[2], 3), d = "<mo>∂</mo>", d2 = "<msup><mo>∂</mo><mn>2</mn></msup>";
      return "<mfrac>" + row(d2 + write(c[0], 3)) + row(v == w ? d + "<msup>" + row(v) + "<mn>2</mn></msup>" : d + v + d + w) + "</mfrac>";
    }
    return row(function(f.text) + "<mo>&#x2061;</mo>" + parenthesised(list(c)));
  }

  std::string function(const std::string& text) const {
    if (const auto bar = text.rfind('_'); bar != std::string::npos && abstracts_.count(text.substr(0, bar)) > 0)
      return "<msup>" + name(text.substr(0, bar)) + row(parenthesised("<mn>" + text.substr(bar + 1) + "</mn>")) + "</msup>";
    const SetName n = set_name(text);
    return !n.greek.empty() || n.letters.size() == 1 ? name(text) : mi(text);
  }

  std::string power(const Formula& f) const {
    const auto &base = f.children[0], &exponent = f.children[1];
    if (exponent.op == Op::Quotient && exponent.children[0].text == "1" && exponent.children[1].text == "2") return "<msqrt>" + row(write(base, 0)) + "</msqrt>";
    const bool brackets = base.op == Op::Call || base.op == Op::Power || base.op == Op::Quotient;
    return "<msup>" + row(brackets ? parenthesised(write(base, 0)) : write(base, 3)) + row(write(exponent, 0)) + "</msup>";
  }

  const Abstracts& abstracts_;
};

}  // namespace

std::string mathml(const Formula& f, const Abstracts& abstracts) { return Writer(abstracts).write(f, 0); }

std::vector<std::string> mathml_pieces(const Formula& f, const Abstracts& abstracts) {
  std::vector<std::string> pieces;
  Writer(abstracts).pieces(f, "", pieces);
  return pieces;
}

std::string html_text(const std::string& text) {
  std::string out;
  for (char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
  return out;
}

}  // namespace losscert::report
