#include "problem/document.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "problem/names.hpp"
#include "support/digest.hpp"

namespace losscert::problem {
namespace {

constexpr std::size_t max_bytes = std::size_t{1} << 20;

std::string read_bytes(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) throw InputError(path, 0, "there is no such file; give the path of a case file");
  if (fs::is_directory(status)) throw InputError(path, 0, "is a directory; give the path of a case file");
  if (!fs::is_regular_file(status)) throw InputError(path, 0, "is not a regular file; give the path of a case file");
  const auto size = fs::file_size(path, error);
  const std::string too_large = "the file is larger than 1 MiB; a case is a small text file";
  if (!error && size > max_bytes) throw InputError(path, 0, too_large);
  std::ifstream in(path, std::ios::binary);
  if (!in) throw InputError(path, 0, std::string("cannot be read (") + std::strerror(errno) + "); give a readable case file");
  std::string bytes(max_bytes + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) throw InputError(path, 0, "cannot be read; give a readable case file");
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > max_bytes) throw InputError(path, 0, too_large);
  return bytes;
}

// Length of the valid UTF-8 sequence at i (no overlong forms, no surrogates), 0 if there is none.
std::size_t utf8_length(const std::string& s, std::size_t i) {
  auto byte = [&](std::size_t k) { return k < s.size() ? static_cast<unsigned char>(s[k]) : 0U; };
  const unsigned c = byte(i);
  if (c < 0x80) return 1;
  const std::size_t n = c >= 0xC2 && c <= 0xDF ? 2 : c >= 0xE0 && c <= 0xEF ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 0;
  for (std::size_t k = 1; k < n; ++k)
    if ((byte(i + k) & 0xC0U) != 0x80) return 0;
  if ((c == 0xE0 && byte(i + 1) < 0xA0) || (c == 0xED && byte(i + 1) > 0x9F) || (c == 0xF0 && byte(i + 1) < 0x90) || (c == 0xF4 && byte(i + 1) > 0x8F))
    return 0;
  return n;
}

void want_text(const std::string& path, const std::string& bytes) {
  int line = 1;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t n = bytes[i] == '\0' ? 0 : utf8_length(bytes, i);
    if (n == 0) throw InputError(path, line, "not text: byte " + std::to_string(i + 1) + " is no UTF-8; a case is a TOML file in UTF-8");
    if (bytes[i] == '\n') ++line;
    i += n;
  }
}

// toml++ descends once for each part of a dotted key, without a limit. Dots outside of strings and comments are counted by line.
void want_short_keys(const std::string& path, const std::string& bytes) {
  int line = 1, dots = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\n') {
      ++line;
      dots = 0;
    } else if (c == '#') {
      const std::size_t end = bytes.find('\n', i);
      if (end == std::string::npos) return;
      i = end - 1;
    } else if (c == '"' || c == '\'') {
      const bool is_long = bytes.compare(i, 3, std::string(3, c)) == 0;
      const std::string close(is_long ? 3 : 1, c);
      for (i += close.size(); i < bytes.size() && bytes.compare(i, close.size(), close) != 0; ++i) {
        if (bytes[i] == '\\' && c == '"') ++i;
        if (i < bytes.size() && bytes[i] == '\n') {
          ++line;
          if (!is_long) break;  // not closed: the parser will say so
        }
      }
      i += close.size() - 1;
    } else if (c == '.' && ++dots > 50) {
      throw InputError(path, line, "a key of more than 50 parts; the names of a case have no dots");
    }
  }
}

Node convert(const toml::node& from) {
  Node n;
  const auto begin = from.source().begin, end = from.source().end;
  n.line = static_cast<int>(begin.line);
  if (const auto* s = from.as_string()) {
    n.kind = Node::Kind::String;
    n.text = s->get();
    // A multi-line string spans one line more than its text has if a newline follows the opening quotes.
    const int spanned = static_cast<int>(end.line) - n.line;
    const int inside = static_cast<int>(std::count(n.text.begin(), n.text.end(), '\n'));
    n.text_line = n.line + (spanned > inside ? 1 : 0);
  } else if (const auto* i = from.as_integer()) {
    n.kind = Node::Kind::Integer;
    n.integer = i->get();
    n.text = std::to_string(n.integer);
    n.text_line = n.line;
  } else if (const auto* b = from.as_boolean()) {
    n.kind = Node::Kind::Boolean;
    n.boolean = b->get();
  } else if (const auto* a = from.as_array()) {
    n.kind = Node::Kind::Array;
    for (const toml::node& item : *a) n.items.push_back(convert(item));
  } else if (const auto* t = from.as_table()) {
    n.kind = Node::Kind::Table;
    std::vector<std::pair<toml::source_position, std::size_t>> order;
    for (const auto& [key, value] : *t) {
      order.emplace_back(key.source().begin, n.entries.size());
      n.entries.push_back({std::string(key.str()), convert(value)});
      n.entries.back().value.line = static_cast<int>(key.source().begin.line);
    }
    std::sort(order.begin(), order.end());
    std::vector<Entry> sorted;
    for (const auto& [position, k] : order) sorted.push_back(std::move(n.entries[k]));
    n.entries = std::move(sorted);
  } else {
    n.kind = from.is_floating_point() ? Node::Kind::Float : Node::Kind::Date;
  }
  return n;
}

std::string one_line(std::string_view s) {
  std::string out;
  for (char c : s.substr(0, 200)) out += static_cast<unsigned char>(c) < 32 ? ' ' : c;
  return out;
}

}  // namespace

Document read_document(const std::string& path) {
  const std::string bytes = read_bytes(path);
  want_text(path, bytes);
  want_short_keys(path, bytes);
  try {
    return {sha256(bytes), convert(toml::parse(std::string_view(bytes)))};
  } catch (const toml::parse_error& e) {
    const std::string what = one_line(e.description());
    const bool twice = what.find("redefine") != std::string::npos || what.find("already") != std::string::npos;
    throw InputError(path, static_cast<int>(e.source().begin.line), what + (twice ? "; give every key and table once" : "; the file must be TOML 1.0"));
  }
}

std::string kind_name(Node::Kind k) {
  switch (k) {
    case Node::Kind::String:
      return "a string";
    case Node::Kind::Integer:
      return "an integer";
    case Node::Kind::Boolean:
      return "true or false";
    case Node::Kind::Float:
      return "a TOML float";
    case Node::Kind::Date:
      return "a date";
    case Node::Kind::Array:
      return "an array";
    case Node::Kind::Table:
      return "a table";
  }
  return "";
}

namespace {
std::string wrong_type(const std::string& what, const Node& n, const std::string& wanted) {
  if (n.kind == Node::Kind::Float) return what + " is a TOML float; write an integer or a string, as in \"0.2\", which is exactly 1/5";
  return what + " is " + kind_name(n.kind) + "; " + wanted + " is wanted";
}
}  // namespace

Fields::Fields(const std::string& file, const Node& table, std::string where, const std::vector<std::string>& allowed)
    : file_(file), table_(table), where_(std::move(where)) {
  if (table.kind != Node::Kind::Table) throw InputError(file, table.line, wrong_type(where_, table, "a table"));
  for (const auto& [key, value] : table.entries)
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end())
      throw InputError(file, value.line, "unknown key '" + one_line(key) + "' in " + where_ + suggestion(key, allowed));
}

const Node* Fields::find(const std::string& key) const {
  for (const auto& [k, value] : table_.entries)
    if (k == key) return &value;
  return nullptr;
}

const Node& Fields::require(const std::string& key) const {
  if (const Node* n = find(key)) return *n;
  fail(table_, where_ + " has no '" + key + "'; add one");
}

std::string Fields::string(const std::string& key) const {
  const Node* n = find(key);
  if (!n) return "";
  if (n->kind != Node::Kind::String) fail(*n, wrong_type("'" + key + "'", *n, "a string"));
  return n->text;
}

std::string Fields::required_string(const std::string& key) const {
  const Node& n = require(key);
  std::string s = string(key);
  if (s.empty()) fail(n, "'" + key + "' is empty; give it a text");
  return s;
}

std::optional<bool> Fields::boolean(const std::string& key) const {
  const Node* n = find(key);
  if (!n) return std::nullopt;
  if (n->kind != Node::Kind::Boolean) fail(*n, wrong_type("'" + key + "'", *n, "true or false, without quotes,"));
  return n->boolean;
}

SyntaxPtr Fields::expression(const std::string& key) const {
  const Node* n = find(key);
  return n ? expression_of(file_, *n, "'" + key + "'") : nullptr;
}

void Fields::fail(const Node& at, const std::string& message) const { throw InputError(file_, at.line, message); }

SyntaxPtr expression_of(const std::string& file, const Node& n, const std::string& what) {
  if (n.kind != Node::Kind::String && n.kind != Node::Kind::Integer) throw InputError(file, n.line, wrong_type(what, n, "an expression, as a string,"));
  return parse_expression(n.text, file, n.text_line);
}

RelationSyntax relation_of(const std::string& file, const Node& n, const std::string& what) {
  if (n.kind != Node::Kind::String) throw InputError(file, n.line, wrong_type(what, n, "a relation, as a string like \"x > 0\","));
  return parse_relation(n.text, file, n.text_line);
}

std::vector<RelationSyntax> relations_of(const std::string& file, const Node& n, const std::string& what, bool or_one) {
  if (n.kind != Node::Kind::Array && or_one) return {relation_of(file, n, what)};
  if (n.kind != Node::Kind::Array) throw InputError(file, n.line, wrong_type(what, n, "an array of relations, like [\"x > 0\"],"));
  std::vector<RelationSyntax> out;
  for (const Node& item : n.items) out.push_back(relation_of(file, item, "an entry of " + what));
  return out;
}

std::vector<std::string> strings_of(const std::string& file, const Node& n, const std::string& what) {
  if (n.kind != Node::Kind::Array) throw InputError(file, n.line, wrong_type(what, n, "an array of strings"));
  std::vector<std::string> out;
  for (const Node& item : n.items) {
    if (item.kind != Node::Kind::String) throw InputError(file, item.line, wrong_type("an entry of " + what, item, "a string"));
    out.push_back(item.text);
  }
  return out;
}

Assignment assignment_of(const std::string& file, const Node& n, const std::string& what) {
  if (n.kind != Node::Kind::Table) throw InputError(file, n.line, wrong_type(what, n, "a table like { w = \"[0, 1]\" }"));
  Assignment out;
  for (const auto& [name, value] : n.entries) out.push_back({name, expression_of(file, value, "'" + name + "'"), value.text, value.line});
  return out;
}

}  // namespace losscert::problem
