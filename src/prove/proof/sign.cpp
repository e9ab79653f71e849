#include "prove/proof/sign.hpp"

#include "prove/proof/limit.hpp"

namespace losscert::prove::proof {

namespace {

Sign make(Rule rule, Object members = {}) { return Sign(std::make_shared<const Node>(Node{rule, std::move(members)})); }

}  // namespace

List to_list(const Pieces& pieces) {
  List list;
  for (const auto& p : pieces) list.push_back(Object{{"argument", p.argument}, {"proof", p.proof.value()}});
  return list;
}

List to_list(const std::vector<Sign>& proofs) {
  List list;
  for (const auto& p : proofs) list.push_back(p.value());
  return list;
}

Sign zero() { return make(Rule::Zero); }
Sign interval() { return make(Rule::Interval); }
Sign interval(Value form) { return make(Rule::Interval, {{"form", std::move(form)}}); }
Sign assumption() { return make(Rule::Assumption); }
Sign exp() { return make(Rule::Exp); }
Sign property() { return make(Rule::Property); }
Sign relu() { return make(Rule::Relu); }
Sign exp_difference(const Sign& proof) { return make(Rule::ExpDifference, {{"proof", proof.value()}}); }

Sign sum(const std::vector<Part>& terms) {
  List list;
  for (const auto& t : terms) list.push_back(Object{{"expr", t.expr}, {"proof", t.proof.value()}});
  return make(Rule::Sum, {{"terms", std::move(list)}});
}

Sign product(const std::vector<Factor>& factors) {
  List list;
  for (const auto& f : factors) {
    Object factor{{"expr", f.expr}, {"proof", f.proof.value()}};
    if (f.power != 1) factor.emplace_back("power", static_cast<int>(f.power));
    list.push_back(std::move(factor));
  }
  return make(Rule::Product, {{"factors", std::move(list)}});
}

Sign square(Value base, long power) {
  Object members{{"base", std::move(base)}};
  if (power != 2) members.emplace_back("power", static_cast<int>(power));
  return make(Rule::Square, std::move(members));
}

Sign inverse(Value of, const Sign& proof) { return make(Rule::Inverse, {{"of", std::move(of)}, {"proof", proof.value()}}); }
Sign rewrite(Value equation, Value multiplier, const Sign& proof) { return make(Rule::Rewrite, {{"equation", std::move(equation)}, {"multiplier", std::move(multiplier)}, {"proof", proof.value()}}); }
Sign pieces(const Pieces& pieces, const Sign& proof) { return make(Rule::Pieces, {{"pieces", to_list(pieces)}, {"proof", proof.value()}}); }
Sign logarithms(const Sign& proof) { return make(Rule::Logarithms, {{"proof", proof.value()}}); }
Sign root(const Sign& proof) { return make(Rule::Root, {{"proof", proof.value()}}); }
Sign arctan_difference(const Sign& proof) { return make(Rule::ArctanDifference, {{"proof", proof.value()}}); }

Sign convex(const Symbol& variable, Value function, Value at, Value base, const Sign& second) {
  return make(Rule::Convex, {{"variable", variable}, {"function", std::move(function)}, {"at", std::move(at)}, {"base", std::move(base)}, {"second", second.value()}});
}

Sign strictly_convex(const Symbol& variable, Value function, Value at, Value base, const Sign& second, const Sign& apart, const Sign& curved) {
  return make(Rule::Convex, {{"variable", variable},
                             {"function", std::move(function)},
                             {"at", std::move(at)},
                             {"base", std::move(base)},
                             {"second", second.value()},
                             {"apart", apart.value()},
                             {"curved", curved.value()}});
}

Sign mean_value(const MeanValue& m) {
  return make(Rule::MeanValue, {{"variable", m.variable},
                                {"base", m.base},
                                {"low", m.low ? Value(*m.low) : Value("-oo")},
                                {"high", m.high ? Value(*m.high) : Value("oo")},
                                {"at", m.at.value()},
                                {"slope", m.slope.value()},
                                {"side", m.side.value()}});
}

Sign from_infinity(const Symbol& variable, bool right, const Limit& limit, const Sign& value, const Sign& slope) {
  return make(Rule::FromInfinity, {{"variable", variable}, {"end", right ? "oo" : "-oo"}, {"limit", limit.value()}, {"value", value.value()}, {"slope", slope.value()}});
}

Absurd absurd(Value expr, const Sign& proof) { return Absurd(std::make_shared<const Node>(Node{Rule::Absurd, {{"expr", std::move(expr)}, {"proof", proof.value()}}})); }

}  // namespace losscert::prove::proof
