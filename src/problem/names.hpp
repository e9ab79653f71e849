// The words of the case language: its functions, its reserved names, and the nearest word to a misspelt one.
#pragma once
#include <string>
#include <vector>

namespace losscert::problem {

struct Function {
  std::string name;
  int least, most;     ///< number of arguments
  bool is_activation;  ///< may stand as an activation in a layer: a function of one scalar, or of one and a constant
};
const std::vector<Function>& functions();
const Function* find_function(const std::string& name);  ///< null if there is none

/// A letter, then letters, digits, underscores.
bool is_name(const std::string& text);
/// L, eps, oo, step (the derivative of relu in certificates) and the functions.
bool is_reserved(const std::string& name);

/// "did you mean 'x'?" material: the candidate nearest to word, empty if none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);
/// "; did you mean 'x'?" or else "; known here: a, b, c" (at most a dozen of them).
std::string suggestion(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace losscert::problem
