#include "check/text/toml.hpp"

#include <algorithm>
#include <tuple>

namespace losscert::check {

void fail(const toml::node& n, const std::string& what) { throw CaseError(what, line_of(n)); }

std::vector<std::pair<std::string, const toml::node*>> in_order(const toml::table& t) {
  std::vector<std::tuple<unsigned, unsigned, std::string, const toml::node*>> keys;
  for (const auto& [k, v] : t) keys.emplace_back(k.source().begin.line, k.source().begin.column, std::string(k.str()), &v);
  std::sort(keys.begin(), keys.end());
  std::vector<std::pair<std::string, const toml::node*>> out;
  for (const auto& [line, column, name, node] : keys) out.emplace_back(name, node);
  return out;
}

void only(const toml::table& t, const std::set<std::string>& allowed) {
  for (const auto& [k, v] : t)
    if (allowed.count(std::string(k.str())) == 0) throw CaseError("unknown key '" + std::string(k.str()) + "'", static_cast<int>(k.source().begin.line));
}

const toml::table& table(const toml::node& n, const std::string& what) {
  if (const auto* t = n.as_table()) return *t;
  fail(n, what + " must be a table");
}

const toml::array& array(const toml::node& n, const std::string& what) {
  if (const auto* a = n.as_array()) return *a;
  fail(n, what + " must be an array");
}

std::string text(const toml::node& n, const std::string& what) {
  if (const auto* s = n.as_string()) return s->get();
  fail(n, what + " must be a string");
}

bool boolean(const toml::node& n, const std::string& what) {
  if (const auto* b = n.as_boolean()) return b->get();
  fail(n, what + " must be true or false");
}

std::string expression_text(const toml::node& n, const std::string& what) {
  if (const auto* i = n.as_integer()) return std::to_string(i->get());
  return text(n, what);
}

SyntaxPtr expression(const toml::node& n, const std::string& what) {
  return parsed(n, [&] { return parse_expression(expression_text(n, what)); });
}

RelationSyntax relation(const toml::node& n, const std::string& what) {
  return parsed(n, [&] { return parse_relation(text(n, what)); });
}

Rational rational(const toml::node& n, const std::string& what) {
  return parsed(n, [&] { return rational_constant(*parse_expression(expression_text(n, what))); });
}

std::vector<RelationSyntax> relations(const toml::node& n, const std::string& what) {
  std::vector<RelationSyntax> out;
  for (const auto& e : array(n, what)) out.push_back(relation(e, what));
  return out;
}

std::string size(const toml::node& n, const std::string& what) {
  if (const auto* i = n.as_integer(); i != nullptr && i->get() >= 1 && i->get() <= 1000) return std::to_string(i->get());
  if (const auto* s = n.as_string(); s != nullptr && is_name(s->get())) return s->get();
  fail(n, what + " must be an integer from 1 to 1000 or the name of a dimension");
}

Assignment assignment(const toml::node& n, const std::string& what) {
  Assignment out;
  for (const auto& [k, v] : in_order(table(n, what))) out.emplace_back(k, expression(*v, what));
  return out;
}

}  // namespace losscert::check
