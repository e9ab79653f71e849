#include "report/figures.hpp"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "report/notation.hpp"

namespace losscert::report {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// All objects of a proof, outermost first, in the order of the file.
void visit(const json& node, const std::function<void(const json&)>& f) {
  if (node.is_object()) f(node);
  if (node.is_structured())
    for (const auto& child : node) visit(child, f);
}

std::string text_of(const json& j) { return j.is_string() ? j.get<std::string>() : j.dump(); }

ordered_json number(const claim::Expr& e, const interval::Box& box) {
  ordered_json j = {{"exact", symbolic::to_text(e)}};
  if (const std::string d = decimal(e, box); !d.empty()) j["decimal"] = d;
  return j;
}

ordered_json number(const std::string& text) {
  const auto q = rational(text);
  return q ? number(*q, {}) : ordered_json{{"exact", text}};
}

using RationalBox = std::vector<std::pair<GiNaC::numeric, GiNaC::numeric>>;

std::optional<RationalBox> box_of(const json& j) {
  RationalBox box;
  for (const auto& side : j) {
    const auto lo = rational(text_of(side.at(0))), hi = rational(text_of(side.at(1)));
    if (!lo || !hi) return std::nullopt;
    box.emplace_back(GiNaC::ex_to<GiNaC::numeric>(*lo), GiNaC::ex_to<GiNaC::numeric>(*hi));
  }
  return box;
}

// The box of the one leaf that holds the root.
std::optional<RationalBox> unique_leaf(const json& tree, RationalBox box) {
  if (tree.contains("unique") || tree.contains("within")) return box;
  if (!tree.contains("split")) return std::nullopt;
  const auto k = tree.at("split").get<std::size_t>();
  const auto cut = rational(text_of(tree.at("at")));
  if (!cut || k >= box.size()) return std::nullopt;
  RationalBox left = box;
  left[k].second = box[k].first = GiNaC::ex_to<GiNaC::numeric>(*cut);
  if (auto found = unique_leaf(tree.at("left"), std::move(left))) return found;
  return unique_leaf(tree.at("right"), std::move(box));
}

// One entry a node that matters to a reader, by rule.
ordered_json step(const json& node) {
  const std::string rule = node.at("rule");
  ordered_json j = {{"rule", rule}};
  const auto copy = [&](const char* member) {
    if (node.contains(member)) j[member] = ordered_json::parse(node.at(member).dump());
  };
  if (rule == "definite" || rule == "definite-box") {
    j["inertia"] = {{"positive", node.contains("gradient") ? node.at("gradient").size() : 0}, {"zero", 0}, {"negative", 0}};
    if (rule == "definite-box") {
      j["radius"] = number(text_of(node.at("radius")));
      j["modulus"] = number(text_of(node.at("modulus")));
    }
  } else if (rule == "fibrewise") {
    copy("flat");
    copy("manifold");
    for (const char* member : {"neighbourhood", "radius", "modulus"})
      if (node.contains(member)) j[member] = number(text_of(node.at(member)));
  } else if (rule == "leading-form") {
    copy("order");
    copy("weights");
    copy("flat");
    copy("manifold");
  } else if (rule == "coordinates") {
    copy("map");
    copy("point");
  } else if (rule == "slice") {
    copy("fields");
    copy("frozen");
  } else if (rule == "curve") {
    copy("order");
    copy("coefficients");
  } else if (rule == "curvature") {
    copy("direction");
  } else if (rule == "indefinite") {
    copy("first");
    copy("second");
  } else if (rule == "multiplier") {
    copy("multipliers");
  } else if (rule == "lower-bound") {
    copy("value");
    if (node.contains("radius")) j["radius"] = number(text_of(node.at("radius")));
  } else if (rule == "one-sided") {
    copy("direction");
  } else if (rule == "minorant") {
    copy("function");
  } else {
    return nullptr;
  }
  return j;
}

// "u = 0, v = 1/2", cut where it would fill a line.
std::string short_assignment(const ordered_json& object) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : object.items()) parts.push_back(name + " = " + text_of(value));
  constexpr std::size_t kLongest = 60;
  const std::string text = join(parts, ", ");
  return text.size() <= kLongest ? text : text.substr(0, kLongest - 3) + "...";
}

bool has_constant_value(const claim::Claim& c) { return !c.path && c.at.size() == c.over.size() && c.kind != claim::Kind::Always; }

}  // namespace

interval::Box root_enclosures(const claim::Instance& instance, const json& certificate) {
  constexpr unsigned kBits = 256;
  interval::Box result;
  if (!certificate.contains("roots")) return result;
  for (const auto& root : instance.roots) {
    const auto found = certificate.at("roots").find(root.name);
    if (found == certificate.at("roots").end()) continue;
    std::optional<RationalBox> box;
    if (found->contains("refine") && !found->at("refine").empty()) {
      box = box_of(found->at("refine").back());
    } else {
      box = unique_leaf(found->at("tree"), root.box);
    }
    if (!box || box->size() != root.symbols.size()) continue;
    for (std::size_t k = 0; k < box->size(); ++k) result.emplace(root.symbols[k].get_name(), interval::Interval((*box)[k].first, (*box)[k].second, kBits));
  }
  return result;
}

ordered_json figures(const ClaimResult& r) {
  const json& certificate = *r.evidence;
  const interval::Box box = root_enclosures(*r.instance, certificate);
  ordered_json j;
  j["proves"] = r.verdict == Verdict::Proved ? "claim" : "negation";
  j["precision_bits"] = certificate.value("precision", 128);
  for (const char* member : {"model", "witness"})
    if (certificate.contains(member)) j[member] = ordered_json::parse(certificate.at(member).dump());
  for (const auto& [name, x] : box) j["roots"][name] = {{"decimal", x.decimal(30)}, {"lower", symbolic::to_text(x.lower())}, {"upper", symbolic::to_text(x.upper())}};
  if (has_constant_value(*r.claim) && !certificate.at("proof").contains("no-root")) {
    for (const auto& [v, e] : r.claim->at) j["point"][v.get_name()] = number(e, box);
    j["value"] = number(symbolic::canonical(symbolic::substitute(r.claim->function, r.claim->at)), box);
  }
  std::vector<std::string> rules;
  std::size_t cells = 0;
  std::optional<claim::Expr> eps0;
  ordered_json steps = ordered_json::array();
  visit(certificate.at("proof"), [&](const json& node) {
    // All parts hold up to the smallest.
    if (const auto q = node.contains("eps0") ? rational(text_of(node.at("eps0"))) : std::nullopt; q && (!eps0 || GiNaC::ex_to<GiNaC::numeric>(*q) < GiNaC::ex_to<GiNaC::numeric>(*eps0))) eps0 = q;
    if (!node.contains("rule") || !node.at("rule").is_string()) return;
    const std::string rule = node.at("rule");
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
    if (rule == "partition") cells += node.at("cells").size() - 1;
    // Every cell of a long case split has such a step; the first ones show what they are like.
    constexpr std::size_t kShown = 50;
    if (ordered_json s = step(node); !s.is_null() && steps.size() < kShown) steps.push_back(std::move(s));
  });
  if (certificate.at("proof").contains("point")) j["example"] = ordered_json::parse(certificate.at("proof").at("point").dump());
  if (certificate.at("proof").contains("no-root")) j["absent_root"] = certificate.at("proof").at("no-root").at("name");
  if (eps0) j["eps0"] = number(*eps0, {});
  j["rules"] = rules;
  if (cells > 0) j["partition_cells"] = cells + 1;
  j["steps"] = std::move(steps);
  return j;
}

std::string in_short(const ClaimResult& r) {
  if (!r.checked) return r.reason;
  const ordered_json f = figures(r);
  std::vector<std::string> parts;
  for (const auto& s : f.at("steps")) {
    const std::string rule = s.at("rule");
    std::string words;
    if (rule == "definite") words = "Hessian positive definite";
    if (rule == "definite-box") words = "Hessian positive definite, radius " + text_of(s.at("radius").at("exact")) + ", modulus " + text_of(s.at("modulus").at("exact"));
    if (rule == "fibrewise")
      words = "fibrewise convexity, " + counted(s.at("flat").size(), "flat direction", "flat directions") + (s.contains("radius") ? ", radius " + text_of(s.at("radius").at("exact")) : "");
    if (rule == "leading-form") words = "definite leading form of degree " + s.at("order").dump();
    if (rule == "slice") words = counted(s.at("frozen").size(), "symmetry", "symmetries");
    if (rule == "coordinates") words = "new coordinates";
    if (rule == "curve") words = "descent curve of order " + s.at("order").dump();
    if (rule == "curvature" || rule == "indefinite") words = "negative curvature";
    if (rule == "multiplier") words = "multiplier identity";
    if (rule == "lower-bound") words = s.contains("radius") ? "lowest within radius " + text_of(s.at("radius").at("exact")) : "lower bound attained";
    if (rule == "one-sided") words = "one-sided derivative";
    if (rule == "minorant") words = "minorant that touches";
    if (!words.empty() && std::find(parts.begin(), parts.end(), words) == parts.end()) parts.push_back(words);
  }
  if (r.evidence->contains("lemmas")) {
    std::vector<std::string> lemmas;
    for (const auto& lemma : r.evidence->at("lemmas")) lemmas.push_back(lemma.at("claim"));
    parts.push_back("by " + join(lemmas, ", "));
  }
  if (f.contains("absent_root")) parts.push_back("there is no root " + f.at("absent_root").get<std::string>() + " in its box");
  if (f.contains("partition_cells")) parts.push_back(f.at("partition_cells").dump() + " cells");
  if (f.contains("example")) parts.push_back((r.claim->kind == claim::Kind::Suboptimal ? "lower at " : "attained at ") + short_assignment(f.at("example")));
  if (f.contains("witness") && !f.at("witness").empty()) parts.push_back("witness " + short_assignment(f.at("witness")));
  if (!parts.empty()) return join(parts, "; ");
  const auto rules = f.at("rules").get<std::vector<std::string>>();
  if (rules.empty()) return "asymptotics along the path";
  if (rules == std::vector<std::string>{"zero"}) return "exact identity";
  if (rules == std::vector<std::string>{"interval"}) return "interval evaluation";
  return "signs by " + join(rules, ", ");
}

}  // namespace losscert::report
