#include "prove/proof/node.hpp"

#include <nlohmann/json.hpp>

namespace losscert::prove::proof {

namespace {

Json to_json(const Object& members) {
  Json j = Json::object();
  for (const auto& [key, value] : members) j[key] = value.json();
  return j;
}

struct Write {
  Json operator()(const symbolic::Expr& e) const { return symbolic::to_text(e); }
  Json operator()(const std::string& text) const { return text; }
  Json operator()(long n) const { return n; }
  Json operator()(bool b) const { return b; }
  Json operator()(const std::shared_ptr<const Node>& n) const {
    Json j = to_json(n->members);
    j["rule"] = name(n->rule);
    return j;
  }
  Json operator()(const std::shared_ptr<const List>& list) const {
    Json j = Json::array();
    for (const auto& v : *list) j.push_back(v.json());
    return j;
  }
  Json operator()(const std::shared_ptr<const Object>& object) const { return to_json(*object); }
};

}  // namespace

Json Value::json() const { return std::visit(Write{}, held_); }

const char* name(Rule rule) {
  switch (rule) {
    case Rule::Zero: return "zero";
    case Rule::Interval: return "interval";
    case Rule::Assumption: return "assumption";
    case Rule::Exp: return "exp";
    case Rule::Property: return "property";
    case Rule::Relu: return "relu";
    case Rule::ExpDifference: return "exp-difference";
    case Rule::Sum: return "sum";
    case Rule::Product: return "product";
    case Rule::Square: return "square";
    case Rule::Inverse: return "inverse";
    case Rule::Rewrite: return "rewrite";
    case Rule::Substitute: return "substitute";
    case Rule::Pieces: return "pieces";
    case Rule::Cases: return "cases";
    case Rule::Partition: return "partition";
    case Rule::Absurd: return "absurd";
    case Rule::Logarithms: return "logarithms";
    case Rule::Root: return "root";
    case Rule::ArctanDifference: return "arctan-difference";
    case Rule::Convex: return "convex";
    case Rule::MeanValue: return "mean-value";
    case Rule::FromInfinity: return "from-infinity";
    case Rule::Multiplier: return "multiplier";
    case Rule::OneSided: return "one-sided";
    case Rule::Curvature: return "curvature";
    case Rule::Indefinite: return "indefinite";
    case Rule::Curve: return "curve";
    case Rule::Coordinates: return "coordinates";
    case Rule::LowerBound: return "lower-bound";
    case Rule::Definite: return "definite";
    case Rule::DefiniteBox: return "definite-box";
    case Rule::Fibrewise: return "fibrewise";
    case Rule::LeadingForm: return "leading-form";
    case Rule::Minorant: return "minorant";
    case Rule::Slice: return "slice";
    case Rule::Lemma: return "lemma";
  }
  return "";
}

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> rules = [] {
    std::vector<Rule> out;
    for (int k = 0; k <= static_cast<int>(Rule::Lemma); ++k) out.push_back(static_cast<Rule>(k));
    return out;
  }();
  return rules;
}

}  // namespace losscert::prove::proof
