#include "report/formula.hpp"

#include <cctype>

namespace losscert::report {
namespace {

using Op = Formula::Op;

class Reader {
public:
  explicit Reader(const std::string& text) : text_(text) {}

  std::optional<Formula> read() {
    Formula f = list();
    skip();
    if (failed_ || at_ != text_.size()) return std::nullopt;
    return f;
  }

private:
  static constexpr int kDeepest = 200;

  void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  bool eat(const char* token) {
    skip();
    const std::string t = token;
    if (text_.compare(at_, t.size(), t) != 0) return false;
    const bool word = std::isalpha(static_cast<unsigned char>(t[0])) != 0;
    if (word && at_ + t.size() < text_.size() && is_name(text_[at_ + t.size()])) return false;
    at_ += t.size();
    return true;
  }
  bool next_is(char c) {
    skip();
    return at_ < text_.size() && text_[at_] == c;
  }
  static bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
  Formula fail() {
    failed_ = true;
    at_ = text_.size() + 1;
    return {};
  }

  Formula list() {
    Formula f{Op::List, "", {relation()}, {}};
    while (!failed_) {
      if (eat(",")) f.signs.emplace_back(",");
      else if (eat("and") || eat("&&")) f.signs.emplace_back("and");
      else break;
      f.children.push_back(relation());
    }
    return f.children.size() == 1 ? std::move(f.children.front()) : f;
  }

  Formula relation() {
    Formula f{Op::Relation, "", {sum()}, {}};
    while (!failed_) {
      if (eat("==")) f.signs.emplace_back("=");
      else if (eat("!=")) f.signs.emplace_back("!=");
      else if (eat("<=")) f.signs.emplace_back("<=");
      else if (eat(">=")) f.signs.emplace_back(">=");
      else if (eat("->")) f.signs.emplace_back("->");
      else if (eat("<")) f.signs.emplace_back("<");
      else if (eat(">")) f.signs.emplace_back(">");
      else if (eat("=")) f.signs.emplace_back("=");
      else if (eat("in")) f.signs.emplace_back("in");
      else break;
      f.children.push_back(sum());
    }
    return f.children.size() == 1 ? std::move(f.children.front()) : f;
  }

  Formula sum() {
    if (++depth_ > kDeepest) return fail();
    Formula f{Op::Sum, "", {}, {}};
    if (eat("+")) {}
    f.children.push_back(product());
    while (!failed_) {
      skip();
      if (text_.compare(at_, 2, "->") == 0) break;
      if (eat("+")) f.children.push_back(product());
      else if (eat("-")) f.children.push_back({Op::Negate, "", {product()}, {}});
      else break;
    }
    --depth_;
    return f.children.size() == 1 ? std::move(f.children.front()) : f;
  }

  // a*b/c*d is ((a*b)/c)*d.
  Formula product() {
    if (next_is('-')) {
      ++at_;
      if (++depth_ > kDeepest) return fail();
      Formula f{Op::Negate, "", {product()}, {}};
      --depth_;
      return f;
    }
    Formula f = power();
    while (!failed_) {
      if (eat("*")) {
        if (f.op != Op::Product) f = {Op::Product, "", {std::move(f)}, {}};
        f.children.push_back(factor());
      } else if (eat("/")) {
        Formula over = std::move(f);
        f = {Op::Quotient, "", {}, {}};
        f.children.push_back(std::move(over));
        f.children.push_back(factor());
      } else {
        break;
      }
    }
    return f;
  }

  Formula factor() {
    if (!next_is('-')) return power();
    ++at_;
    if (++depth_ > kDeepest) return fail();
    Formula f{Op::Negate, "", {factor()}, {}};
    --depth_;
    return f;
  }

  Formula power() {
    Formula base = primary();
    if (failed_ || !eat("^")) return base;
    if (++depth_ > kDeepest) return fail();
    Formula f{Op::Power, "", {std::move(base), factor()}, {}};
    --depth_;
    return f;
  }

  std::vector<Formula> arguments(const char* end) {
    std::vector<Formula> all;
    do all.push_back(relation());
    while (!failed_ && eat(","));
    if (!failed_ && !eat(end)) fail();
    return all;
  }

  Formula primary() {
    skip();
    if (at_ >= text_.size()) return fail();
    if (eat("...")) return {Op::Dots, "", {}, {}};
    const char c = text_[at_];
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) return number();
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) return name();
    if (eat("(")) {
      Formula f = relation();
      return failed_ || !eat(")") ? fail() : f;
    }
    if (eat("[")) return {Op::Vector, "", arguments("]"), {}};
    return fail();
  }

  Formula number() {
    const auto begin = at_;
    while (at_ < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[at_])) != 0 || (text_[at_] == '.' && text_.compare(at_, 3, "...") != 0))) ++at_;
    return {Op::Number, text_.substr(begin, at_ - begin), {}, {}};
  }

  Formula name() {
    const auto begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    Formula f{Op::Name, text_.substr(begin, at_ - begin), {}, {}};
    if (at_ < text_.size() && text_[at_] == '(') {
      ++at_;
      f.op = Op::Call;
      f.children = arguments(")");
    }
    while (!failed_ && at_ < text_.size() && text_[at_] == '[') {
      const auto close = text_.find(']', at_);
      if (close == std::string::npos) return fail();
      const std::string inside = text_.substr(at_ + 1, close - at_ - 1);
      if (inside.find_first_not_of("0123456789, ") != std::string::npos) return fail();
      std::string indices;
      for (char i : inside)
        if (i != ' ') indices += i;
      at_ = close + 1;
      Formula indexed{Op::Index, indices, {}, {}};
      indexed.children.push_back(std::move(f));
      f = std::move(indexed);
    }
    return f;
  }

  const std::string& text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
};

// The case language again.
class Plain {
public:
  std::string all(const Formula& f) { return write(f, 0); }

private:
  // level: 0 relation, 1 sum, 2 product, 3 factor of a power
  std::string write(const Formula& f, int level) {
    const auto bracketed = [&](bool need, const std::string& s) { return need ? "(" + s + ")" : s; };
    switch (f.op) {
      case Op::Number:
      case Op::Name: return f.text;
      case Op::Dots: return "...";
      case Op::Index: return write(f.children[0], 3) + "[" + f.text + "]";
      case Op::Vector: return "[" + list(f.children) + "]";
      case Op::Call:
        if (f.text == "diff" && f.children.size() == 2) return "d" + write(f.children[0], 3) + "/d" + write(f.children[1], 3);
        if (f.text == "diff" && f.children.size() == 3) {
          const std::string v = write(f.children[1], 3), w = write(f.children[2], 3);
          return "d2" + write(f.children[0], 3) + (v == w ? "/d" + v + "^2" : "/d" + v + " d" + w);
        }
        return f.text + "(" + list(f.children) + ")";
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
        for (const auto& c : f.children) s += (s.empty() ? "" : "*") + write(c, c.op == Op::Quotient && !s.empty() ? 3 : 2);
        return bracketed(level > 2, s);
      }
      case Op::Quotient: return bracketed(level > 2, write(f.children[0], 2) + "/" + write(f.children[1], 3));
      case Op::Power: return bracketed(level > 2, write(f.children[0], 3) + "^" + write(f.children[1], 3));
      case Op::Relation: {
        std::string s = write(f.children[0], 1);
        for (std::size_t k = 0; k < f.signs.size(); ++k) s += " " + f.signs[k] + " " + write(f.children[k + 1], 1);
        return bracketed(level > 0, s);
      }
      case Op::List: {
        std::string s = write(f.children[0], 0);
        for (std::size_t k = 0; k < f.signs.size(); ++k) s += (f.signs[k] == "," ? ", " : " and ") + write(f.children[k + 1], 0);
        return s;
      }
    }
    return "";
  }
  std::string list(const std::vector<Formula>& parts) {
    std::string s;
    for (const auto& p : parts) s += (s.empty() ? "" : ", ") + write(p, 0);
    return s;
  }
};

}  // namespace

std::optional<Formula> parse_formula(const std::string& text) {
  constexpr std::size_t kLongest = 20000;
  if (text.size() > kLongest) return std::nullopt;
  return Reader(text).read();
}

std::string plain(const Formula& f) { return Plain().all(f); }

}  // namespace losscert::report
