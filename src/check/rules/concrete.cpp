#include "check/rules/concrete.hpp"

#include "check/algebra/abstract.hpp"
#include "check/enclosure/zero.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

// sigma_j(t) rel bound for every t: at once, in a context without assumptions.
bool has_property(const Context& line, const Poly& derivative, const Property& p) {
  const Poly e = derivative - Poly(p.bound);
  const bool may_vanish = p.rel == Rel::LessEqual || p.rel == Rel::GreaterEqual;
  return line.immediate(e).within(signs_of(p.rel)) || (may_vanish && is_zero(e));
}

}  // namespace

ConcreteFunctions::ConcreteFunctions(const Session& session, const Node& node) : t_(symbol_id("t of a function")) {  // no name of the language, so no clash
  const Context line(session);
  for (const auto& f : session.builder.case_file().functions) {
    if (!node.has(f.name)) node.fail("the function '" + f.name + "' needs an expression in t");
    const Node n = node.at(f.name);
    try {
      const Guarded g = session.builder.function_expression(*parse_expression(n.text()), t_);
      const Poly phi = defined(line, g.opened(), n);
      if (!is_smooth(phi, static_cast<int>(f.smoothness))) n.fail("not shown to be C^" + std::to_string(f.smoothness) + " on all of R");
      auto& all = derivatives_[f.name];
      all.push_back(phi);
      for (unsigned j = 1; j <= f.smoothness; ++j) all.push_back(derivative(all.back(), t_));
      for (const auto& p : f.properties)
        if (!has_property(line, all.at(p.order), p))
          n.fail("not shown for every t: the derivative of order " + std::to_string(p.order) + " is " + to_text(p.rel) + " " + p.bound.text());
    } catch (const Reject& r) {
      if (!r.path.empty()) throw;
      n.fail(r.what());
    }
  }
}

Substitution ConcreteFunctions::values(const std::set<AtomId>& atoms) const {
  Substitution s;
  for (const AtomId id : atoms)  // what stands in an argument is older than the atom, so it is there already
    if (const Atom& a = atom(id); a.kind == Kind::Abstract)
      s[id] = substitute(derivatives_.at(a.name).at(a.order), {{t_, substitute(arg(a.arg), s)}});
  return s;
}

Obligations ConcreteFunctions::put_in(const Obligations& o) const {
  std::set<AtomId> atoms;
  for (const auto& x : o) atoms.merge(atoms_of(x.p));
  return substitute(o, values(atoms));
}

void ConcreteFunctions::put_in(std::vector<Relation>& rs) const {
  for (auto& r : rs) r.p = put_in(r.p);
}

void ConcreteFunctions::put_in(Substitution& s) const {
  for (auto& [v, e] : s) e = put_in(e);
}

Statement ConcreteFunctions::put_in(Statement st) const {
  st.value = put_in(st.value);
  for (Guarded* e : {&st.f, &st.of}) *e = put_in(*e);
  for (Obligations* o : {&st.at_domain, &st.where_domain, &st.own_domain}) *o = put_in(*o);
  for (auto* rs : {&st.assumptions, &st.where, &st.statement}) put_in(*rs);
  for (auto& set : st.sets) put_in(set);
  for (auto& d : st.diverges) d = put_in(d);
  Substitution at = st.at.values();
  put_in(at);
  st.at = Point(std::move(at));
  return st;
}

}  // namespace losscert::check
