#include "problem/names.hpp"

#include <algorithm>

namespace losscert::problem {

const std::vector<Function>& functions() {
  static const std::vector<Function> table = {
      {"exp", 1, 1, true},      {"log", 1, 1, true},       {"sqrt", 1, 1, true},       {"sin", 1, 1, true},     {"cos", 1, 1, true},
      {"tanh", 1, 1, true},     {"arctan", 1, 1, true},    {"sigmoid", 1, 1, true},    {"relu", 1, 1, true},    {"abs", 1, 1, true},
      {"max", 2, 2, false},     {"min", 2, 2, false},      {"leaky_relu", 2, 2, true}, {"elu", 2, 2, true},     {"selu", 1, 1, true},
      {"softplus", 1, 2, true}, {"softplus2", 1, 1, true}, {"softsign", 1, 1, true},   {"swish", 1, 1, true},   {"quadratic", 1, 1, true},
      {"power", 2, 2, true},    {"identity", 1, 1, true},  {"dot", 2, 2, false},       {"normsq", 1, 1, false}, {"sum", 1, 1, false},
      {"diff", 2, 2, false},
  };
  return table;
}

const Function* find_function(const std::string& name) {
  for (const Function& f : functions())
    if (f.name == name) return &f;
  return nullptr;
}

namespace {
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Number of insertions, deletions and replacements that turn a into b.
std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
      diagonal = above;
    }
  }
  return row[b.size()];
}
}  // namespace

bool is_name(const std::string& text) {
  if (text.empty() || !is_letter(text[0])) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool is_reserved(const std::string& name) { return name == "L" || name == "eps" || name == "oo" || name == "step" || find_function(name) != nullptr; }

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
  if (word.size() > 64) return "";
  std::string best;
  std::size_t least = word.size() <= 3 ? 2 : 1 + (word.size() + 2) / 3;  // strictly below this counts as near
  for (const std::string& c : candidates) {
    const std::size_t d = edit_distance(word, c);
    if (d < least && d < std::max(word.size(), c.size())) {
      least = d;
      best = c;
    }
  }
  return best;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& candidates) {
  const std::string near = nearest(word, candidates);
  if (!near.empty()) return "; did you mean '" + near + "'?";
  if (candidates.empty()) return "; nothing is declared here";
  std::string list;
  for (std::size_t i = 0; i < candidates.size() && i < 12; ++i) list += (i ? ", " : "") + candidates[i];
  return "; known here: " + list + (candidates.size() > 12 ? ", ..." : "");
}

}  // namespace losscert::problem
