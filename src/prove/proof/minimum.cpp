#include "prove/proof/minimum.hpp"

namespace losscert::prove::proof {

namespace {

Minimum make(Rule rule, Object members) { return Minimum(std::make_shared<const Node>(Node{rule, std::move(members)})); }

void add(Object& members, const FlatSet& set) {
  List flat;
  for (const auto& v : set.flat) flat.push_back(v);
  members.emplace_back("flat", std::move(flat));
  members.emplace_back("manifold", to_object(set.manifold));
  if (set.neighbourhood) members.emplace_back("neighbourhood", *set.neighbourhood);
}

}  // namespace

Object to_object(const ByVariable& proofs) {
  Object out;
  for (const auto& [v, p] : proofs) out.emplace_back(v.get_name(), p.value());
  return out;
}

Minimum lower_bound(const LowerBound& b) {
  Object members{{"value", b.value}, {"at", b.at.value()}, {"bound", b.bound.value()}};
  if (b.radius) members.emplace_back("radius", *b.radius);
  if (!b.apart.empty()) members.emplace_back("apart", to_object(b.apart));
  return make(Rule::LowerBound, std::move(members));
}

Minimum definite(const Pieces& pieces, const ByVariable& gradient, const std::vector<Sign>& minors) {
  return make(Rule::Definite, {{"pieces", to_list(pieces)}, {"gradient", to_object(gradient)}, {"minors", to_list(minors)}});
}

Minimum definite_box(const Pieces& pieces, const ByVariable& gradient, const GiNaC::numeric& radius, const GiNaC::numeric& modulus) {
  return make(Rule::DefiniteBox, {{"pieces", to_list(pieces)}, {"gradient", to_object(gradient)}, {"radius", radius}, {"modulus", modulus}});
}

Minimum fibrewise(const Fibrewise& f) {
  Object members{{"pieces", to_list(f.pieces)}, {"gradient", to_object(f.gradient)}};
  add(members, f.set);
  if (f.radius_and_modulus) {
    members.emplace_back("radius", f.radius_and_modulus->first);
    members.emplace_back("modulus", f.radius_and_modulus->second);
  } else {
    members.emplace_back("minors", to_list(f.minors));
  }
  return make(Rule::Fibrewise, std::move(members));
}

Minimum leading_form(const LeadingForm& f) {
  Object weights, faces;
  for (const auto& [v, w] : f.weights) weights.emplace_back(v.get_name(), w);
  for (const auto& [v, sides] : f.faces) faces.emplace_back(v.get_name(), Object{{"+", sides.first.value()}, {"-", sides.second.value()}});
  Object members{{"pieces", to_list(f.pieces)},     {"constant", to_object(f.constant)}, {"weights", std::move(weights)}, {"order", f.order},
                 {"lower", to_list(f.lower)}, {"faces", std::move(faces)}};
  add(members, f.set);
  return make(Rule::LeadingForm, std::move(members));
}

Minimum slice(const Slice& s) {
  List fields, frozen;
  for (const auto& f : s.fields) fields.push_back(to_object(f));
  for (const auto& v : s.frozen) frozen.push_back(v);
  return make(Rule::Slice, {{"fields", std::move(fields)}, {"pieces", to_list(s.pieces)}, {"frozen", std::move(frozen)}, {"minor", s.minor.value()}, {"minimum", s.minimum.value()}});
}

Minimum minorant(const Minorant& m) {
  Object members{{"function", m.function}, {"at", m.at.value()}, {"bound", m.bound.value()}, {"minimum", m.minimum.value()}};
  if (m.radius) members.emplace_back("radius", *m.radius);
  return make(Rule::Minorant, std::move(members));
}

}  // namespace losscert::prove::proof
