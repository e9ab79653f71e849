#include "check/text/syntax.hpp"

#include <algorithm>

#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

constexpr int max_depth = 200;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

constexpr std::size_t max_length = std::size_t{4} << 20;

class Parser {
public:
  explicit Parser(const std::string& text) : text_(text) {
    if (text.size() > max_length) throw Reject("an expression is longer than 4 MiB");
  }

  SyntaxPtr expression_to_end() {
    auto e = expression();
    end();
    return e;
  }

  RelationSyntax relation() {
    RelationSyntax r;
    r.sides.push_back(expression());
    Rel rel;
    while (take_relop(rel)) {
      r.rels.push_back(rel);
      r.sides.push_back(expression());
    }
    if (r.rels.empty()) fail("a relation needs one of == != < <= > >=");
    return r;
  }

  bool take(std::string_view token) {
    skip();
    if (text_.compare(pos_, token.size(), token) != 0) return false;
    pos_ += token.size();
    return true;
  }

  void end() {
    skip();
    if (pos_ != text_.size()) fail("unexpected '" + text_.substr(pos_, 12) + "'");
  }

private:
  struct Nest {
    explicit Nest(Parser& p) : parser(p) {
      if (++parser.depth_ > max_depth + 1) parser.fail("nesting deeper than 200 levels");
    }
    ~Nest() { --parser.depth_; }
    Nest(const Nest&) = delete;
    Nest& operator=(const Nest&) = delete;
    Parser& parser;
  };

  [[noreturn]] void fail(const std::string& what) const {
    throw Reject(what + " at character " + std::to_string(pos_ + 1) + " of '" + text_.substr(0, 60) + "'");
  }
  void skip() {
    while (pos_ < text_.size() && (text_[pos_] == ' ' || text_[pos_] == '\t' || text_[pos_] == '\n' || text_[pos_] == '\r')) ++pos_;
  }
  char peek() {
    skip();
    return pos_ < text_.size() ? text_[pos_] : '\0';
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++pos_;
    return true;
  }
  void want(char c) {
    if (!take(c)) fail(std::string("missing '") + c + "'");
  }
  bool take_relop(Rel& rel) {
    if (take("==")) return rel = Rel::Equal, true;
    if (take("!=")) return rel = Rel::NotEqual, true;
    if (take("<=")) return rel = Rel::LessEqual, true;
    if (take(">=")) return rel = Rel::GreaterEqual, true;
    if (take("<")) return rel = Rel::Less, true;
    if (take(">")) return rel = Rel::Greater, true;
    return false;
  }

  // A list node with a single plain member is that member.
  static SyntaxPtr list(Syntax::Op op, std::vector<SyntaxPtr> kids, std::vector<bool> inverted) {
    if (kids.size() == 1 && !inverted[0]) return kids[0];
    auto s = std::make_shared<Syntax>();
    s->op = op;
    s->kids = std::move(kids);
    s->inverted = std::move(inverted);
    return s;
  }

  static SyntaxPtr raised(SyntaxPtr base, SyntaxPtr exponent) {
    auto s = std::make_shared<Syntax>();
    s->op = Syntax::Op::Power;
    s->kids = {std::move(base), std::move(exponent)};
    return s;
  }

  SyntaxPtr expression() {
    const Nest nest(*this);
    std::vector<SyntaxPtr> kids;
    std::vector<bool> minus;
    bool negative = take('-');
    if (!negative) take('+');
    for (;;) {
      kids.push_back(term());
      minus.push_back(negative);
      if (take('+'))
        negative = false;
      else if (take('-'))
        negative = true;
      else
        return list(Syntax::Op::Sum, std::move(kids), std::move(minus));
    }
  }

  SyntaxPtr term() {
    std::vector<SyntaxPtr> kids;
    std::vector<bool> divided;
    bool divide = false;
    for (;;) {
      kids.push_back(factor());
      // a/p^n is a*p^(-n): the inverse of the power multiplied out would be another atom than the power of p's inverse. Only for a literal n >= 0, since p^(-n) then asks for
      // p != 0 as the division does; for n < 0 the condition would be lost.
      const bool by_power = divide && kids.back()->op == Syntax::Op::Power && kids.back()->kids[1]->op == Syntax::Op::Number;
      if (by_power) kids.back() = raised(kids.back()->kids[0], list(Syntax::Op::Sum, {kids.back()->kids[1]}, {true}));
      divided.push_back(divide && !by_power);
      if (take('*'))
        divide = false;
      else if (take('/'))
        divide = true;
      else
        return list(Syntax::Op::Product, std::move(kids), std::move(divided));
    }
  }

  SyntaxPtr factor() {
    if (take('-')) return list(Syntax::Op::Sum, {power()}, {true});
    return power();
  }

  SyntaxPtr power() {
    auto base = primary();
    if (!take('^')) return base;
    const Nest nest(*this);
    return raised(std::move(base), factor());
  }

  SyntaxPtr primary() {
    auto s = std::make_shared<Syntax>();
    const char c = peek();
    const auto start = pos_;
    if (is_digit(c)) {
      while (pos_ < text_.size() && is_digit(text_[pos_])) ++pos_;
      if (pos_ + 1 < text_.size() && text_[pos_] == '.' && is_digit(text_[pos_ + 1])) {
        ++pos_;
        while (pos_ < text_.size() && is_digit(text_[pos_])) ++pos_;
      }
      if (pos_ + 1 < text_.size() && (text_[pos_] == 'e' || text_[pos_] == 'E')) {
        const std::size_t sign = text_[pos_ + 1] == '-' || text_[pos_ + 1] == '+' ? 2 : 1;
        if (pos_ + sign < text_.size() && is_digit(text_[pos_ + sign])) {
          pos_ += sign;
          while (pos_ < text_.size() && is_digit(text_[pos_])) ++pos_;
        }
      }
      if (pos_ < text_.size() && (is_word(text_[pos_]) || text_[pos_] == '.')) fail("bad number");
      s->op = Syntax::Op::Number;
      s->text = text_.substr(start, pos_ - start);
      return s;
    }
    if (is_letter(c)) {
      while (pos_ < text_.size() && is_word(text_[pos_])) ++pos_;
      s->text = text_.substr(start, pos_ - start);
      s->op = Syntax::Op::Name;
      if (take('(')) {
        s->op = Syntax::Op::Call;
        do s->kids.push_back(expression());
        while (take(','));
        want(')');
      }
      return indexed(s);
    }
    if (take('(')) {
      auto e = expression();
      want(')');
      return indexed(e);
    }
    if (take('[')) {
      s->op = Syntax::Op::Vector;
      do s->kids.push_back(expression());
      while (take(','));
      want(']');
      return indexed(s);
    }
    fail(c == '\0' ? "an expression is missing" : "unexpected character");
  }

  SyntaxPtr indexed(SyntaxPtr e) {
    int chain = 0;
    while (take('[')) {
      if (++chain > 4) fail("too many indices");
      auto s = std::make_shared<Syntax>();
      s->op = Syntax::Op::Index;
      s->kids = {e};
      do {
        int n = 0;
        if (!is_digit(peek())) fail("an index is a positive integer");
        while (pos_ < text_.size() && is_digit(text_[pos_]) && n < 100000) n = 10 * n + (text_[pos_++] - '0');
        if (n < 1 || n >= 100000) fail("an index is a positive integer");
        s->indices.push_back(n);
      } while (take(','));
      want(']');
      e = s;
    }
    return e;
  }

  const std::string& text_;
  std::size_t pos_ = 0;
  int depth_ = 0;
};

}  // namespace

Rel negated(Rel r) {
  switch (r) {
    case Rel::Equal:
      return Rel::NotEqual;
    case Rel::NotEqual:
      return Rel::Equal;
    case Rel::Less:
      return Rel::GreaterEqual;
    case Rel::LessEqual:
      return Rel::Greater;
    case Rel::Greater:
      return Rel::LessEqual;
    case Rel::GreaterEqual:
      break;
  }
  return Rel::Less;
}

const char* to_text(Rel r) {
  switch (r) {
    case Rel::Equal:
      return "==";
    case Rel::NotEqual:
      return "!=";
    case Rel::Less:
      return "<";
    case Rel::LessEqual:
      return "<=";
    case Rel::Greater:
      return ">";
    case Rel::GreaterEqual:
      break;
  }
  return ">=";
}

SyntaxPtr parse_expression(const std::string& text) {
  spend(text.size() / 16);  // an entry of `domain` is read again wherever it is tried
  return Parser(text).expression_to_end();
}

RelationSyntax parse_relation(const std::string& text) {
  Parser p(text);
  auto r = p.relation();
  p.end();
  return r;
}

std::vector<RelationSyntax> parse_conjunction(const std::string& text) {
  Parser p(text);
  std::vector<RelationSyntax> out{p.relation()};
  while (p.take("&&")) out.push_back(p.relation());
  p.end();
  return out;
}

bool is_name(const std::string& s) {
  if (s.empty() || !is_letter(s[0])) return false;
  for (const char c : s)
    if (!is_word(c)) return false;
  return true;
}

bool is_derivative_name(const std::string& text, const std::string& name) {
  return text.size() > name.size() + 1 && text.compare(0, name.size() + 1, name + "_") == 0 &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(name.size()) + 1, text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string component_name(const Syntax& s) {
  if (s.op == Syntax::Op::Name) return s.text;
  if (s.op != Syntax::Op::Index || s.kids[0]->op != Syntax::Op::Name) throw Reject("a symbol is a name or an indexed name");
  std::string n = s.kids[0]->text + "[";
  for (std::size_t i = 0; i < s.indices.size(); ++i) n += (i > 0 ? "," : "") + std::to_string(s.indices[i]);
  return n + "]";
}

Rational rational_constant(const Syntax& s) {
  using Op = Syntax::Op;
  if (s.op == Op::Number) return Rational::from_decimal(s.text);
  if (s.op == Op::Sum) {
    Rational r;
    for (std::size_t i = 0; i < s.kids.size(); ++i) r = s.inverted[i] ? r - rational_constant(*s.kids[i]) : r + rational_constant(*s.kids[i]);
    return r;
  }
  if (s.op == Op::Product) {
    Rational r(1);
    for (std::size_t i = 0; i < s.kids.size(); ++i) r = s.inverted[i] ? r / rational_constant(*s.kids[i]) : r * rational_constant(*s.kids[i]);
    return r;
  }
  if (s.op == Op::Power) {
    const auto n = rational_constant(*s.kids[1]).to_long();
    if (n && *n >= -1000 && *n <= 1000) return rational_constant(*s.kids[0]).pow(*n);
  }
  throw Reject("a rational number is needed");
}

}  // namespace losscert::check
