// Recursive descent over the grammar of cases/README.md. The nesting is counted, so that no input exhausts the stack.
#include <algorithm>

#include "problem/case.hpp"
#include "problem/names.hpp"

namespace losscert::problem {
namespace {

constexpr int max_nesting = 200;
constexpr std::size_t max_digits = 1000;
constexpr int max_exponent = 1000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

class Parser {
public:
  Parser(const std::string& text, const std::string& file, int line) : text_(text), file_(file), line_(line) {}

  SyntaxPtr whole_expression() {
    SyntaxPtr e = expression();
    if (!at_end()) fail_at_rest("an operator or the end");
    return e;
  }

  RelationSyntax whole_relation() {
    RelationSyntax r;
    r.sides.push_back(expression());
    r.line = r.sides[0]->line;
    for (;;) {
      const std::string op = relop();
      if (op.empty()) break;
      r.relops.push_back(op);
      r.sides.push_back(expression());
    }
    if (!at_end()) fail_at_rest("an operator, a relation sign or the end");
    if (r.relops.empty()) fail("a relation is wanted here", "write two expressions with one of == != < <= > >= between them");
    return r;
  }

private:
  // One level of nesting, as long as it lives.
  struct Level {
    explicit Level(Parser& p) : parser(p) {
      if (++parser.depth_ > max_nesting) parser.fail_nesting();
    }
    ~Level() { --parser.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    Parser& parser;
  };

  [[noreturn]] void fail(const std::string& what, const std::string& cure) const {
    std::string shown;
    for (char c : text_) {
      if (shown.size() >= 57) {
        shown += "...";
        break;
      }
      shown += static_cast<unsigned char>(c) < 32 ? ' ' : c;
    }
    throw InputError(file_, line(), "in '" + shown + "': " + what + "; " + cure);
  }
  [[noreturn]] void fail_nesting() const { fail("nested more than 200 deep", "give the inner parts names in [definitions]"); }

  [[noreturn]] void fail_at_rest(const std::string& wanted) const {
    const char c = text_[pos_];
    const std::string place = " at character " + std::to_string(pos_ + 1);
    if (c == ')' || c == ']') fail(std::string("'") + c + "'" + place + " closes nothing", "remove it, or open it before");
    if (c == '=') fail("a single '='" + place, "equality is written ==");
    if (c == ',') fail("a comma" + place + " outside of a call or a vector", "a vector is written [a, b]");
    if (is_letter(c) || is_digit(c) || c == '(' || c == '[')
      fail("an operator is missing" + place, "a product is written with *, as in 2*x");
    if (c == '<' || c == '>' || c == '!') fail("a relation sign" + place + " where an expression is wanted", "give one expression");
    if (c == '&') fail("'&'" + place, "relations are joined by && only in `sets`; elsewhere give an array of relations");
    if (static_cast<unsigned char>(c) >= 128) fail("a character that is not ASCII" + place, "write operators and names in ASCII, as in x1*x2 - 3");
    fail(std::string("unexpected '") + c + "'" + place, wanted + " would be right");
  }

  int line() const {
    const std::size_t end = std::min(pos_, text_.size());
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_), text_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    counted_ = end;  // pos_ only grows
    return line_;
  }

  void skip_space() {
    while (pos_ < text_.size() && (text_[pos_] == ' ' || text_[pos_] == '\t' || text_[pos_] == '\n' || text_[pos_] == '\r')) ++pos_;
  }
  bool at_end() {
    skip_space();
    return pos_ >= text_.size();
  }
  bool peek(char c) { return !at_end() && text_[pos_] == c; }
  bool accept(char c) {
    if (!peek(c)) return false;
    ++pos_;
    return true;
  }

  std::string relop() {
    if (at_end()) return "";
    for (const char* op : {"==", "!=", "<=", ">=", "<", ">"})
      if (text_.compare(pos_, std::char_traits<char>::length(op), op) == 0) {
        pos_ += std::char_traits<char>::length(op);
        return op;
      }
    return "";
  }

  std::shared_ptr<Syntax> node(Syntax::Op op, std::vector<SyntaxPtr> children = {}) const {
    auto n = std::make_shared<Syntax>();
    n->op = op;
    n->children = std::move(children);
    n->line = line();
    return n;
  }

  SyntaxPtr expression() {
    std::vector<SyntaxPtr> terms;
    skip_space();
    bool negative = accept('-');
    if (!negative) accept('+');
    for (;;) {
      SyntaxPtr t = term();
      terms.push_back(negative ? node(Syntax::Op::Negate, {t}) : t);
      if (accept('-'))
        negative = true;
      else if (accept('+'))
        negative = false;
      else
        break;
    }
    return terms.size() == 1 ? terms[0] : node(Syntax::Op::Add, std::move(terms));
  }

  SyntaxPtr term() {
    std::vector<SyntaxPtr> factors{factor()};
    int divisions = 0;  // each makes the tree one level deeper
    for (;;) {
      if (accept('*')) {
        factors.push_back(factor());
      } else if (accept('/')) {
        if (depth_ + ++divisions > max_nesting) fail_nesting();
        SyntaxPtr numerator = factors.size() == 1 ? factors[0] : node(Syntax::Op::Multiply, std::move(factors));
        SyntaxPtr denominator = factor();
        factors = {node(Syntax::Op::Divide, {numerator, denominator})};
      } else {
        break;
      }
    }
    return factors.size() == 1 ? factors[0] : node(Syntax::Op::Multiply, std::move(factors));
  }

  SyntaxPtr factor() {
    if (accept('-')) return node(Syntax::Op::Negate, {power()});
    return power();
  }

  SyntaxPtr power() {
    SyntaxPtr base = primary();
    if (!accept('^')) return base;
    const Level level(*this);
    SyntaxPtr exponent = factor();
    return node(Syntax::Op::Power, {base, exponent});
  }

  SyntaxPtr primary() {
    SyntaxPtr p = atom();
    int brackets = 0;
    while (accept('[')) {
      if (depth_ + ++brackets > max_nesting) fail_nesting();
      auto n = node(Syntax::Op::Index, {p});
      do n->indices.push_back(index());
      while (accept(','));
      if (!accept(']')) fail("an index is not closed", "add ']'");
      p = n;
    }
    return p;
  }

  int index() {
    skip_space();
    const std::size_t begin = pos_;
    while (pos_ < text_.size() && is_digit(text_[pos_])) ++pos_;
    const std::string digits = text_.substr(begin, pos_ - begin);
    if (digits.empty() || digits.size() > 6 || (!at_end() && text_[pos_] != ',' && text_[pos_] != ']'))
      fail("an index must be an integer", "components are counted from 1, as in w[1]");
    return std::stoi(digits);
  }

  SyntaxPtr atom() {
    if (at_end())
      fail(pos_ == 0 || text_.find_first_not_of(" \t\r\n") == std::string::npos ? "the expression is empty" : "the expression ends too early",
           "an operand is wanted");
    const char c = text_[pos_];
    if (is_digit(c)) return number();
    if (is_letter(c)) return name();
    if (c == '(') {
      const Level level(*this);
      const std::size_t open = pos_++;
      SyntaxPtr e = expression();
      close(')', open);
      return e;
    }
    if (c == '[') {
      const Level level(*this);
      const std::size_t open = pos_++;
      if (peek(']')) fail("an empty vector", "a vector has at least one entry");
      auto v = node(Syntax::Op::Vector);
      do v->children.push_back(expression());
      while (accept(','));
      close(']', open);
      return v;
    }
    if (c == '.') fail("a number that begins with '.'", "write 0.5, not .5");
    if (c == '+' || c == '-' || c == '*' || c == '/' || c == '^')
      fail(std::string("'") + c + "' at character " + std::to_string(pos_ + 1) + " where an operand is wanted",
           "put a number, a name or a parenthesis before it");
    fail_at_rest("a number, a name, '(' or '['");
  }

  void close(char bracket, std::size_t open) {
    if (accept(bracket)) return;
    if (at_end())
      fail(std::string("the '") + text_[open] + "' at character " + std::to_string(open + 1) + " is not closed", std::string("add '") + bracket + "'");
    fail_at_rest(std::string("',' or '") + bracket + "'");
  }

  SyntaxPtr number() {
    const std::size_t begin = pos_;
    auto digits = [&] {
      while (pos_ < text_.size() && is_digit(text_[pos_])) ++pos_;
    };
    digits();
    if (pos_ < text_.size() && text_[pos_] == '.') {
      ++pos_;
      if (pos_ >= text_.size() || !is_digit(text_[pos_])) fail("a number that ends with '.'", "write 2 or 2.0, not 2.");
      digits();
    }
    if (pos_ + 1 < text_.size() && (text_[pos_] == 'e' || text_[pos_] == 'E')) {
      const std::size_t after = pos_ + (text_[pos_ + 1] == '-' || text_[pos_ + 1] == '+' ? 2 : 1);
      if (after < text_.size() && is_digit(text_[after])) {
        pos_ = after;
        digits();
        if (pos_ - after > 4 || std::stoi(text_.substr(after, pos_ - after)) > max_exponent) fail("a number with an exponent beyond 1000", "write a number nearer to 1");
      }
    }
    if (pos_ - begin > max_digits) fail("a number of more than 1000 digits", "shorten it");
    auto n = node(Syntax::Op::Number);
    n->text = text_.substr(begin, pos_ - begin);
    return n;
  }

  SyntaxPtr name() {
    const std::size_t begin = pos_;
    while (pos_ < text_.size() && (is_letter(text_[pos_]) || is_digit(text_[pos_]) || text_[pos_] == '_')) ++pos_;
    const std::string word = text_.substr(begin, pos_ - begin);
    if (!peek('(')) {
      auto n = node(Syntax::Op::Name);
      n->text = word;
      return n;
    }
    const Level level(*this);
    const std::size_t open = pos_++;
    if (peek(')')) fail("'" + word + "()' has no argument", "write " + word + " without parentheses, or give its arguments");
    auto n = node(Syntax::Op::Call);
    n->text = word;
    do n->children.push_back(expression());
    while (accept(','));
    close(')', open);
    return n;
  }

  const std::string& text_;
  const std::string& file_;
  std::size_t pos_ = 0;
  mutable std::size_t counted_ = 0;  // newlines before this are in line_
  mutable int line_;
  int depth_ = 0;
};

}  // namespace

SyntaxPtr parse_expression(const std::string& text, const std::string& file, int line) { return Parser(text, file, line).whole_expression(); }
RelationSyntax parse_relation(const std::string& text, const std::string& file, int line) { return Parser(text, file, line).whole_relation(); }

}  // namespace losscert::problem
