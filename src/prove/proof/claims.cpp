#include "prove/proof/claims.hpp"

#include <nlohmann/json.hpp>

namespace losscert::prove::proof {

namespace {

template <class E>
E made(Object members) {
  return E(std::move(members));
}

Object members(const Gradient& g) { return {{"pieces", to_list(g.pieces)}, {"gradient", to_object(g.gradient)}}; }

Object decreasing_members(const Decreasing& d) { return {{"eps0", d.eps0}, {"proof", d.proof.value()}}; }

List to_list(const std::vector<Failure>& failures) {
  List list;
  for (const auto& f : failures) list.push_back(Object{{"index", f.index}, {"proof", f.proof.value()}});
  return list;
}

}  // namespace

namespace proved {

Proved always(const std::vector<Sign>& proofs) { return made<Proved>({{"proofs", to_list(proofs)}}); }
Proved value(const Sign& proof) { return made<Proved>({{"proof", proof.value()}}); }
Proved critical_point(const Gradient& gradient) { return made<Proved>(members(gradient)); }

Proved excluded(const Exclusion& tree, const Pieces& pieces) {
  Object m{{"tree", tree.value()}};
  if (!pieces.empty()) m.emplace_back("pieces", to_list(pieces));
  return made<Proved>(std::move(m));
}


Proved extremum(const Minimum& minimum) { return made<Proved>({{"minimum", minimum.value()}}); }

Proved saddle(const Gradient& gradient, const Exclusion& lower, const Exclusion& higher) {
  Object m = members(gradient);
  m.emplace_back("lower", lower.value());
  m.emplace_back("higher", higher.value());
  return made<Proved>(std::move(m));
}

Proved suboptimal(const Assignment& point, const Sign& proof) { return made<Proved>({{"point", to_object(point)}, {"proof", proof.value()}}); }
Proved lower_bound(const Sign& proof) { return made<Proved>({{"proof", proof.value()}}); }

Proved infimum_attained(const Sign& bound, const Assignment& point, const Sign& proof) {
  return made<Proved>({{"bound", bound.value()}, {"point", to_object(point)}, {"proof", proof.value()}});
}

Proved infimum_approached(const Sign& bound, const Assignment& path, const Limit& limit) {
  return made<Proved>({{"bound", bound.value()}, {"path", to_object(path)}, {"limit", limit.value()}});
}

Proved minimizers(const Assignment& point, int set, const std::vector<Sign>& member, const std::vector<Sign>& on, const std::vector<Sign>& off) {
  return made<Proved>({{"point", to_object(point)}, {"set", set}, {"member", to_list(member)}, {"on", to_list(on)}, {"off", to_list(off)}});
}

Proved critical_set(const std::vector<Gradient>& on, const std::vector<Exclusion>& off) {
  List inside, outside;
  for (const auto& g : on) inside.push_back(members(g));
  for (const auto& tree : off) outside.push_back(tree.value());
  return made<Proved>({{"on", std::move(inside)}, {"off", std::move(outside)}});
}

Proved limit(const Limit& limit) { return made<Proved>({{"limit", limit.value()}}); }

Proved divergence_path(const Limit& limit, const std::vector<Limit>& diverges, const std::optional<Decreasing>& decreasing) {
  List unbounded;
  for (const auto& l : diverges) unbounded.push_back(l.value());
  Object m{{"limit", limit.value()}, {"diverges", std::move(unbounded)}};
  if (decreasing) m.emplace_back("decreasing", decreasing_members(*decreasing));
  return made<Proved>(std::move(m));
}

}  // namespace proved

namespace refuted {

Refuted always(int index, const Sign& proof) { return made<Refuted>({{"index", index}, {"proof", proof.value()}}); }
Refuted value(const Sign& proof) { return made<Refuted>({{"proof", proof.value()}}); }
Refuted excluded(const Exclusion& tree) { return made<Refuted>({{"tree", tree.value()}}); }
Refuted critical_point(const Gradient& gradient) { return made<Refuted>(members(gradient)); }

Refuted critical_point(const Gradient& gradient, const Sign& condition) {
  Object m = members(gradient);
  m.emplace_back("condition", condition.value());
  return made<Refuted>(std::move(m));
}

Refuted minimum(const Minimum& minimum) { return made<Refuted>({{"minimum", minimum.value()}}); }
Refuted maximum(const Minimum& minimum) { return made<Refuted>({{"maximum", minimum.value()}}); }

Refuted constant_path(const Assignment& path, const GiNaC::numeric& reach, const Sign& proof) {
  return made<Refuted>({{"path", to_object(path)}, {"reach", reach}, {"proof", proof.value()}});
}

Refuted suboptimal(Value value, const Sign& at, const Sign& bound) { return made<Refuted>({{"value", std::move(value)}, {"at", at.value()}, {"bound", bound.value()}}); }
Refuted below(const Sign& proof) { return made<Refuted>({{"below", proof.value()}}); }
Refuted above(Value value, const Sign& bound, const Sign& gap) { return made<Refuted>({{"above", Object{{"value", std::move(value)}, {"bound", bound.value()}, {"gap", gap.value()}}}}); }
Refuted attained(const Sign& proof) { return made<Refuted>({{"attained", proof.value()}}); }
Refuted strict(const Sign& proof) { return made<Refuted>({{"strict", proof.value()}}); }
Refuted inside(int set, const std::vector<Sign>& member, const Sign& proof) { return made<Refuted>({{"set", set}, {"member", to_list(member)}, {"proof", proof.value()}}); }
Refuted inside(int set, const std::vector<Sign>& member, const Exclusion& tree) { return made<Refuted>({{"set", set}, {"member", to_list(member)}, {"tree", tree.value()}}); }
Refuted outside(const std::vector<Failure>& failures, const Sign& proof) { return made<Refuted>({{"outside", to_list(failures)}, {"proof", proof.value()}}); }

Refuted outside(const std::vector<Failure>& failures, const Gradient& gradient) {
  Object m = members(gradient);
  m.emplace_back("outside", to_list(failures));
  return made<Refuted>(std::move(m));
}

Refuted limit(const Limit& limit) { return made<Refuted>({{"limit", limit.value()}}); }
Refuted path_limit(const Limit& limit) { return made<Refuted>({{"part", "limit"}, {"limit", limit.value()}}); }
Refuted path_diverges(int index, const Limit& limit) { return made<Refuted>({{"part", "diverges"}, {"index", index}, {"limit", limit.value()}}); }

Refuted path_decreasing(const Decreasing& rising) {
  Object m = decreasing_members(rising);
  m.emplace_back("part", "decreasing");
  return made<Refuted>(std::move(m));
}

Refuted no_root(const std::string& name, const Cover& tree) { return made<Refuted>({{"no-root", Object{{"name", name}, {"tree", tree.value()}}}}); }

}  // namespace refuted

Json Certificate::json(const Proved& proof) const { return frame(true, proof.value()); }
Json Certificate::json(const Refuted& proof) const { return frame(false, proof.value()); }

Json Certificate::frame(bool proved, const Value& proof) const {
  Object evidence;
  for (const auto& [name, root] : roots) evidence.emplace_back(name, root.value());
  List conditions;
  for (const auto& d : domain) conditions.push_back(Object{{"expr", d.expr}, {"proof", d.proof.value()}});
  const Object all{{"verdict", proved ? "proved" : "refuted"},
                   {"precision", static_cast<int>(precision)},
                   {"roots", std::move(evidence)},
                   {proved ? "model" : "witness", Object(example.begin(), example.end())},
                   {"domain", std::move(conditions)},
                   {"proof", proof}};
  return Value(all).json();
}

}  // namespace losscert::prove::proof
