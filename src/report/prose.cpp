#include "report/prose.hpp"

#include <algorithm>

#include "report/notation.hpp"
#include "report/outline.hpp"

namespace losscert::report {

void Outline::say(const std::string& text) {
  ++counters_.back();
  if (items_.size() >= most_) {
    ++left_out_;
    return;
  }
  std::string number;
  for (auto c : counters_) number += (number.empty() ? "" : ".") + std::to_string(c);
  std::string sentence = text;
  if (!sentence.empty()) sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
  items_.push_back({number, sentence});
}

std::vector<ProseItem> Outline::finish() {
  if (left_out_ > 0)
    items_.push_back({"...", counted(left_out_, "further sentence of the same kind is", "further sentences of the same kinds are") + " left out here; the certificate holds all of them."});
  return std::move(items_);
}

std::string member_text(const Json& node, const char* member) {
  const auto found = node.find(member);
  return found != node.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string assignment_text(const Json& object) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : object.items()) parts.push_back(name + " = " + (value.is_string() ? value.get<std::string>() : value.dump()));
  return join(parts, ", ");
}

std::string cut_points(const Json& points) {
  constexpr std::size_t kShown = 6;
  std::vector<std::string> parts;
  for (std::size_t k = 0; k < points.size() && k < kShown; ++k) parts.push_back("`" + points[k].get<std::string>() + "`");
  if (points.size() > kShown) return join(parts, ", ") + ", ... (" + std::to_string(points.size()) + " points)";
  return enumerate(parts);
}

}  // namespace losscert::report
