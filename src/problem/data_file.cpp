// Samples from a file beside the case: comma-separated numbers, the inputs first in each line, then the targets.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "problem/names.hpp"
#include "problem/reader.hpp"
#include "support/digest.hpp"

namespace losscert::problem {
namespace {

constexpr std::size_t largest = std::size_t{16} << 20;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// digits [ "." digits ] [ "e" [sign] digits ]
bool is_number(const std::string& s) {
  std::size_t k = 0;
  const auto digits = [&] {
    const std::size_t begin = k;
    while (k < s.size() && is_digit(s[k])) ++k;
    return k > begin;
  };
  if (!digits()) return false;
  if (k < s.size() && s[k] == '.' && (++k, !digits())) return false;
  if (k < s.size() && (s[k] == 'e' || s[k] == 'E')) {
    ++k;
    if (k < s.size() && (s[k] == '-' || s[k] == '+')) ++k;
    const std::size_t begin = k;
    if (!digits() || k - begin > 3) return false;
  }
  return k == s.size() && s.size() <= 1000;
}

SyntaxPtr number(std::string text, int line) {
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.erase(0, 1);
  if (!is_number(text)) return nullptr;
  auto n = std::make_shared<Syntax>();
  n->op = Syntax::Op::Number;
  n->text = std::move(text);
  n->line = line;
  if (!negative) return n;
  auto m = std::make_shared<Syntax>();
  m->op = Syntax::Op::Negate;
  m->children = {std::move(n)};
  m->line = line;
  return m;
}

std::string trimmed(const std::string& s) {
  const auto begin = s.find_first_not_of(" \t\r");
  return begin == std::string::npos ? "" : s.substr(begin, s.find_last_not_of(" \t\r") - begin + 1);
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0;;) {
    const auto end = text.find(at, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

std::string bytes_of(const Fields& d, const Node& at, const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  if (error) d.fail(at, "the data file '" + path + "' cannot be read; put it beside the case");
  if (size > largest) d.fail(at, "the data file '" + path + "' is larger than 16 MiB; take fewer samples");
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

void read_data_file(const Fields& d, Case& c, Network& net) {
  const Node& name = d.require("file");
  c.data_file = d.required_string("file");
  if (c.data_file.find('/') != std::string::npos || c.data_file.find('\\') != std::string::npos || c.data_file[0] == '.') d.fail(name, "the data file must stand beside the case; give its name without a folder");
  for (const char* key : {"x", "y"})
    if (const Node* n = d.find(key)) d.fail(*n, "[data] has both 'file' and '" + std::string(key) + "'; keep one of them");
  const std::string path = (std::filesystem::path(c.file).parent_path() / c.data_file).string();
  const std::string bytes = bytes_of(d, name, path), digest = sha256(bytes);
  if (!d.find("digest")) d.fail(name, "a data file wants its digest, so that the case says which data it is about; write digest = \"" + digest + "\"");
  if (d.string("digest") != digest) d.fail(d.require("digest"), "the data file has another digest, " + digest + "; it is not the one that the case is about");
  if (net.inputs.empty() || !is_digit(net.inputs[0])) d.fail(name, "with a data file the number of inputs must be an integer");
  const auto inputs = static_cast<std::size_t>(std::stoi(net.inputs));
  auto lines = split(bytes, '\n');
  while (!lines.empty() && trimmed(lines.back()).empty()) lines.pop_back();
  const std::size_t header = d.boolean("header").value_or(false) ? 1 : 0;
  std::size_t columns = 0;
  for (std::size_t k = header; k < lines.size(); ++k) {
    const auto fail = [&](const std::string& what) { throw InputError(path, static_cast<int>(k) + 1, what); };
    const auto entries = split(lines[k], ',');
    if (columns == 0) columns = entries.size();
    if (entries.size() != columns) fail("has " + std::to_string(entries.size()) + " entries, the lines before have " + std::to_string(columns) + "; give every sample as many");
    if (columns <= inputs) fail("has " + std::to_string(columns) + " entries; " + std::to_string(inputs) + " inputs and at least one target are wanted");
    std::vector<SyntaxPtr> row;
    for (const auto& e : entries) {
      row.push_back(number(trimmed(e), name.line));
      if (!row.back()) fail("'" + trimmed(e).substr(0, 40) + "' is no number; write one such as -2.5e-3" + (k == 0 ? ", or header = true if the first line names the columns" : ""));
    }
    const auto middle = row.begin() + static_cast<std::ptrdiff_t>(inputs);
    net.x.emplace_back(row.begin(), middle);
    net.y.emplace_back(middle, row.end());
  }
  if (net.x.empty()) d.fail(name, "the data file '" + path + "' holds no samples");
}

}  // namespace losscert::problem
