#include "check/text/words.hpp"

#include <map>
#include <set>

namespace losscert::check {

namespace {

// Functions of scalars with their numbers of arguments (cases/README.md).
const std::map<std::string, std::pair<int, int>>& scalar_functions() {
  static const std::map<std::string, std::pair<int, int>> f = {
      {"exp", {1, 1}},        {"log", {1, 1}},       {"sqrt", {1, 1}},  {"sin", {1, 1}},      {"cos", {1, 1}},       {"tanh", {1, 1}},
      {"arctan", {1, 1}},     {"sigmoid", {1, 1}},   {"relu", {1, 1}},  {"abs", {1, 1}},      {"max", {2, 2}},       {"min", {2, 2}},
      {"leaky_relu", {2, 2}}, {"elu", {2, 2}},       {"selu", {1, 1}},  {"softplus", {1, 2}}, {"softplus2", {1, 1}}, {"softsign", {1, 1}},
      {"swish", {1, 1}},      {"quadratic", {1, 1}}, {"power", {2, 2}}, {"identity", {1, 1}}};
  return f;
}

}  // namespace

std::optional<std::pair<int, int>> arguments_of(const std::string& name) {
  const auto it = scalar_functions().find(name);
  return it == scalar_functions().end() ? std::nullopt : std::optional(it->second);
}

bool is_reserved(const std::string& name) {
  static const std::set<std::string> words = {"L", "eps", "oo", "diff", "dot", "normsq", "sum", "step"};
  return words.count(name) > 0 || scalar_functions().count(name) > 0;
}

}  // namespace losscert::check
