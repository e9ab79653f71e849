// Certificates as trees of JSON values: read with a depth limit, without duplicate members, without floats.
#pragma once
#include <memory>
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
  explicit Node(const Json& j) : j_(&j) {}

  std::string path() const;
  [[noreturn]] void fail(const std::string& reason) const;

  void only(const std::vector<std::string_view>& names, std::string_view also = {}) const;  ///< an object with no other members than these
  bool has(std::string_view name) const;
  Node at(std::string_view name) const;
  std::vector<std::pair<std::string, Node>> members() const;
  std::vector<Node> items() const;
  const std::string& text() const;
  long integer(long lo, long hi) const;
  bool boolean() const;
  bool is_null() const { return j_->type == Json::Type::Null; }

private:
  // Where a value stands: a path is only written out when it is asked for, as many long ones would fill the memory.
  struct Place {
    std::shared_ptr<const Place> parent;  ///< null: the whole certificate
    const Json* within = nullptr;
    std::size_t index = 0;
  };
  Node(const Json& j, std::shared_ptr<const Place> place) : j_(&j), place_(std::move(place)) {}
  Node child(std::size_t index) const { return {j_->items[index], std::make_shared<const Place>(Place{place_, j_, index})}; }

  const Json* j_;
  std::shared_ptr<const Place> place_;
};

}  // namespace losscert::check
