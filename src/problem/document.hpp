// A TOML file as a plain tree with line numbers, tables in file order; and typed access to it. toml++ stays inside document.cpp.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "problem/case.hpp"

namespace losscert::problem {

struct Entry;

struct Node {
  enum class Kind { String, Integer, Boolean, Float, Date, Array, Table };
  Kind kind{};
  std::string text;  ///< String: the value; Integer: its decimal digits
  long long integer = 0;
  bool boolean = false;
  std::vector<Node> items;                            ///< Array
  std::vector<Entry> entries;                         ///< Table, in file order
  int line = 0;                                       ///< where the value begins (a table's entry: where its key stands)
  int text_line = 0;                                  ///< String: where its first character stands
};

struct Entry {
  std::string key;
  Node value;
};

/// The whole file: bytes for the digest, and its tree.
struct Document {
  std::string digest;
  Node root;
};

/// Reads at most 1 MiB. Throws InputError for what is not a readable UTF-8 text file in TOML.
Document read_document(const std::string& path);

/// "a string", "an integer", ...
std::string kind_name(Node::Kind k);

/// One table whose keys are known. Every accessor throws InputError with the line at fault.
class Fields {
public:
  /// `where` names the table in messages, as in "[network]". Keys outside `allowed` are an error.
  Fields(const std::string& file, const Node& table, std::string where, const std::vector<std::string>& allowed);

  const Node* find(const std::string& key) const;     ///< null if absent
  const Node& require(const std::string& key) const;  ///< an error if absent
  std::string string(const std::string& key) const;   ///< empty if absent
  std::string required_string(const std::string& key) const;
  std::optional<bool> boolean(const std::string& key) const;
  SyntaxPtr expression(const std::string& key) const;  ///< null if absent
  [[noreturn]] void fail(const Node& at, const std::string& message) const;
  int line() const { return table_.line; }
  const std::string& file() const { return file_; }
  const std::string& where() const { return where_; }

private:
  const std::string& file_;
  const Node& table_;
  std::string where_;
};

/// An expression or relation from a string (or integer) node.
SyntaxPtr expression_of(const std::string& file, const Node& n, const std::string& what);
RelationSyntax relation_of(const std::string& file, const Node& n, const std::string& what);
/// An array of relations; or a single one, if `or_one`.
std::vector<RelationSyntax> relations_of(const std::string& file, const Node& n, const std::string& what, bool or_one = false);
/// An array of strings.
std::vector<std::string> strings_of(const std::string& file, const Node& n, const std::string& what);
/// A table name -> expression.
Assignment assignment_of(const std::string& file, const Node& n, const std::string& what);

}  // namespace losscert::problem
