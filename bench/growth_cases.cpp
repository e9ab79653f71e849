#include "growth_cases.hpp"

namespace losscert::bench {

namespace {

std::string filled(int rows, int columns, const std::string& entry) {
  std::string row, all;
  for (int k = 0; k < columns; ++k) row += (k ? ", " : "") + entry;
  for (int k = 0; k < rows; ++k) all += std::string(k ? ", " : "") + "[" + row + "]";
  return "[" + all + "]";
}

std::string weights(int layer) { return "W" + std::to_string(layer); }

// x = 1, 2, ..., N; the residual (1, -2, 1, 0, ..., 0) is orthogonal to 1 and x, and its product with x^2 is 2 > 0. With W1 = 0, the entries of W2 1/m
// and all other weights 1 every sample has the output c = 1 for one hidden layer, exp(1) for two, exp(exp(1)) for three, ...; y = c - r. All derivatives of the layers above are positive,
// so that the tangent minorant has a definite Hessian in W1.
std::string network(const Size& s) {
  std::string text = "[network]\ninputs = 1\nlayers = [\n", c = "1";
  for (int k = 1; k <= s.layers; ++k) {
    text += "  { units = " + std::to_string(k == 1 ? s.neurons : 1) + ", activation = \"exp\", weights = \"" + weights(k) + "\" },\n";
    if (k > 1) c = "exp(" + c + ")";
  }
  text += "  { units = 1, activation = \"identity\", weights = \"" + weights(s.layers + 1) + "\" },\n]\n\n[data]\nx = [";
  for (int n = 1; n <= s.samples; ++n) text += (n > 1 ? ", [" : "[") + std::to_string(n) + "]";
  text += "]\ny = [";
  for (int n = 1; n <= s.samples; ++n) text += std::string(n > 1 ? ", [\"" : "[\"") + c + (n == 1 || n == 3 ? " - 1" : n == 2 ? " + 2" : "") + "\"]";
  return text + "]\n\n[loss]\nkind = \"squared\"\nreduction = \"sum\"\n";
}

std::string upper(int layer, const Size& s) { return layer == 2 ? filled(1, s.neurons, "1/" + std::to_string(s.neurons)) : filled(1, 1, "1"); }

std::string claim(const Size& s, bool strict) {
  std::string text = "\n[[claims]]\nid = \"minimum\"\nkind = \"local-minimum\"\n" + std::string(strict ? "strict = true\n" : "") + "at = { W1 = \"" +
                     filled(s.neurons, 1, "0") + "\"";
  for (int k = 2; k <= s.layers + 1; ++k) text += ", " + weights(k) + " = \"" + upper(k, s) + "\"";
  return text + " }\n";
}

}  // namespace

std::string symbolic_case(const Size& s) { return "title = \"Growth: flat directions, by exact symbols\"\n\n" + network(s) + claim(s, false); }

std::string interval_case(const Size& s) {
  std::string distance;
  for (int k = 2; k <= s.layers + 1; ++k) distance += (k > 2 ? " + " : "") + std::string("normsq(") + weights(k) + " - " + upper(k, s) + ")";
  return "title = \"Growth: a definite Hessian, by enclosures\"\n\n" + network(s) + "\n[regulariser]\nexpression = \"" + distance + "\"\n" + claim(s, true);
}

}  // namespace losscert::bench
