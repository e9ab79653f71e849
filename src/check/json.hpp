// Certificates as trees of JSON values: read with a depth limit, without duplicate members, without floats.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace losscert::check {

struct Json {
  enum class Type { Null, Boolean, Integer, String, Array, Object };
  Type type = Type::Null;
  long integer = 0;                ///< Integer; Boolean as 0 or 1
  std::string text;                ///< String
  std::vector<Json> items;         ///< Array; Object: the values
  std::vector<std::string> names;  ///< Object, distinct
};

/// Throws Reject.
Json parse_json(const std::string& bytes);

/// A value together with its JSON pointer; every accessor throws Reject with that pointer.
class Node {
public:
  explicit Node(const Json& j, std::string path = "") : j_(&j), path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  [[noreturn]] void fail(const std::string& reason) const;

  void only(std::initializer_list<std::string_view> names) const;  ///< an object with no other members than these
  bool has(std::string_view name) const;
  Node at(std::string_view name) const;
  std::vector<std::pair<std::string, Node>> members() const;
  std::vector<Node> items() const;
  const std::string& text() const;
  long integer(long lo, long hi) const;
  bool boolean() const;
  bool is_null() const { return j_->type == Json::Type::Null; }

private:
  const Json* j_;
  std::string path_;
};

}  // namespace losscert::check
