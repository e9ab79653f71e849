// Values of a TOML document by their type. Everything that is not of the type wanted is a CaseError with its line.
#pragma once
#include <toml++/toml.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/text/case_file.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

inline int line_of(const toml::node& n) { return static_cast<int>(n.source().begin.line); }
[[noreturn]] void fail(const toml::node& n, const std::string& what);

/// f(), its Reject with the line of n.
template <class F>
auto parsed(const toml::node& n, F f) {
  try {
    return f();
  } catch (const Reject& r) {
    fail(n, r.what());
  }
}

/// A table with its keys in file order (toml++ sorts them by name).
std::vector<std::pair<std::string, const toml::node*>> in_order(const toml::table& t);
void only(const toml::table& t, const std::set<std::string>& allowed);  ///< no other keys

// `what` names the value in a message.
const toml::table& table(const toml::node& n, const std::string& what);
const toml::array& array(const toml::node& n, const std::string& what);
std::string text(const toml::node& n, const std::string& what);
bool boolean(const toml::node& n, const std::string& what);
std::string expression_text(const toml::node& n, const std::string& what);  ///< a string or an integer; a float is never exact
SyntaxPtr expression(const toml::node& n, const std::string& what);
RelationSyntax relation(const toml::node& n, const std::string& what);
std::vector<RelationSyntax> relations(const toml::node& n, const std::string& what);
Rational rational(const toml::node& n, const std::string& what);
std::string size(const toml::node& n, const std::string& what);  ///< an integer from 1, or a name to be looked up among the dimensions
Assignment assignment(const toml::node& n, const std::string& what);

}  // namespace losscert::check
