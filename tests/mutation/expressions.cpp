#include "expressions.hpp"

#include <algorithm>
#include <cctype>
#include <set>

namespace losscert::test {

namespace {

struct Token {
  enum class Kind { Number, Name, Called, Other } kind = Kind::Other;
  std::string text;
};

const std::vector<std::string> functions = {"exp", "log", "sin", "cos", "arctan", "relu", "step"};

bool is_function(const std::string& s) { return std::find(functions.begin(), functions.end(), s) != functions.end(); }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::vector<Token> tokens_of(const std::string& s) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < s.size();) {
    std::size_t end = i + 1;
    Token::Kind kind = Token::Kind::Other;
    if (is_digit(s[i])) {
      kind = Token::Kind::Number;
      while (end < s.size() && (is_digit(s[end]) || s[end] == '.')) ++end;
    } else if (is_word(s[i])) {
      kind = Token::Kind::Name;
      while (end < s.size() && is_word(s[end])) ++end;
      if (end < s.size() && s[end] == '[') end = s.find(']', end) == std::string::npos ? s.size() : s.find(']', end) + 1;
    }
    if (kind == Token::Kind::Name && end < s.size() && s[end] == '(' && !is_function(s.substr(i, end - i))) kind = Token::Kind::Called;  // a function of the case
    out.push_back({kind, s.substr(i, end - i)});
    i = end;
  }
  return out;
}

std::string joined(const std::vector<Token>& tokens) {
  std::string s;
  for (const auto& t : tokens) s += t.text;
  return s;
}

// "9" -> "10"; decimals get a digit more.
std::string incremented(std::string n) {
  if (n.find('.') != std::string::npos) return n + "1";
  std::size_t i = n.size();
  while (i > 0 && n[i - 1] == '9') n[--i] = '0';
  if (i == 0) return "1" + n;
  ++n[i - 1];
  return n;
}

bool only_a_number(const std::vector<Token>& tokens) {
  return std::all_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.kind == Token::Kind::Number || t.text == "-" || t.text == "/"; });
}

}  // namespace

std::vector<std::string> symbols_of(const std::string& expression) {
  std::set<std::string> names;
  for (const auto& t : tokens_of(expression))
    if (t.kind == Token::Kind::Name && !is_function(t.text)) names.insert(t.text);
  return {names.begin(), names.end()};
}

std::vector<std::pair<std::string, std::string>> mutants_of(const std::string& e, const std::vector<std::string>& symbols) {
  const auto tokens = tokens_of(e);
  const bool number = only_a_number(tokens);
  const std::string what = number ? "number " : "expression ";
  std::vector<std::pair<std::string, std::string>> out = {{what + "plus one", e + " + 1"}, {what + "negated", "-(" + e + ")"}, {what + "halved", "(" + e + ")/2"}, {what + "set to 0", "0"}, {what + "set to 1", "1"},
                                                          {what + "made huge", number ? "10^40" : "10^40*(" + e + ")"}, {what + "inverted", "1/(" + e + ")"}, {what + "squared", "(" + e + ")^2"}, {what + "broken", e + " +"}};
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    auto changed = tokens;
    const auto put = [&](const std::string& kind, const std::string& text) {
      changed[i].text = text;
      out.emplace_back(what + kind, joined(changed));
    };
    if (tokens[i].kind == Token::Kind::Number && !number) put("with another number", incremented(tokens[i].text));
    if (tokens[i].text == "+") put("with another sign", "-");
    if (tokens[i].text == "-" && !number) put("with another sign", "+");
    if (tokens[i].kind == Token::Kind::Called) {
      put("with a derivative", tokens[i].text + "_1");
      put("with another function", "exp");
    }
    if (tokens[i].kind == Token::Kind::Name && is_function(tokens[i].text))
      for (const auto& f : functions)
        if (f != tokens[i].text) put("with another function", f);
    if (tokens[i].kind == Token::Kind::Name && !is_function(tokens[i].text))
      for (const auto& s : symbols)
        if (s != tokens[i].text) put("with another symbol", s);
  }
  return out;
}

}  // namespace losscert::test
