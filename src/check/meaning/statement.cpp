#include "check/meaning/statement.hpp"

#include <algorithm>

#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

bool mentions(const Poly& p, const Substitution& s) {
  const auto atoms = atoms_of(p);
  return std::any_of(s.begin(), s.end(), [&](const auto& x) { return atoms.count(x.first) > 0; });
}

bool mentions_any(const Poly& p, const std::vector<AtomId>& ids) {
  const auto atoms = atoms_of(p);
  return std::any_of(ids.begin(), ids.end(), [&](AtomId a) { return atoms.count(a) > 0; });
}

std::vector<Relation> substituted(std::vector<Relation> rs, const Substitution& s) {
  for (auto& r : rs) r.p = substitute(r.p, s);
  return rs;
}

}  // namespace

Statement read_statement(Builder& b, const ClaimText& c) {
  Statement st;
  st.text = &c;
  st.on_path = !c.path.empty() && c.kind != "infimum";

  std::set<AtomId> fixed_ids, over_ids;
  for (const auto& [name, e] : c.fix)
    for (const AtomId id : b.components(name)) fixed_ids.insert(id);
  if (c.over)
    for (const auto& name : *c.over)
      for (const AtomId id : b.components(name))
        if (!over_ids.insert(id).second) throw Reject("'over' lists '" + name + "' twice");
  for (const AtomId id : b.variables())  // declaration order
    if (c.over ? over_ids.count(id) > 0 : fixed_ids.count(id) == 0) st.over.push_back(id);
  if (st.over.empty() && (c.kind != "always" || !b.variables().empty())) throw Reject("'over' lists nothing");  // numbers alone
  const auto is_over = [&](AtomId a) { return std::count(st.over.begin(), st.over.end(), a) > 0; };

  Obligations fix_domain;
  Substitution fix = b.assignment(c.fix, fix_domain);
  for (const auto& [v, e] : fix)
    if (is_over(v)) throw Reject("'" + atom(v).name + "' is in 'fix' and in 'over'");
  for (const auto& [v, e] : fix)
    if (mentions(e, fix)) throw Reject("an expression in 'fix' contains a fixed variable");

  Substitution at;
  if (c.at || st.on_path) {
    const Substitution given = st.on_path ? b.assignment(b.case_file().paths.at(c.path), st.at_domain, true) : b.assignment(*c.at, st.at_domain);
    for (const auto& [v, e] : given) {
      if (fix.count(v) > 0) throw Reject("'" + atom(v).name + "' is in 'fix' and in 'at'");
      if (mentions(e, given)) throw Reject("the point contains a variable that it gives: " + to_text(e));
    }
    Substitution constant;  // what `at` gives outside `over` is fixed as far as the claim is concerned
    for (const auto& [v, e] : given) {
      if (!is_over(v) && st.on_path) throw Reject("the path gives '" + atom(v).name + "', which is not in 'over'");
      (is_over(v) ? at : constant)[v] = substitute(e, fix);
    }
    for (auto& [v, e] : fix) e = substitute(e, constant);
    fix.insert(constant.begin(), constant.end());
    for (auto& [v, e] : at) e = substitute(e, fix);
    // `fix` can bring back what the point gives (x = y + 1 with y := x); and a constant is no function of what moves
    for (const auto& [v, e] : at)
      if (mentions(e, at) || mentions(e, fix)) throw Reject("with 'fix' put in, the point contains a variable that it gives: " + to_text(e));
    for (const auto& [v, e] : fix)
      if (mentions(e, fix)) throw Reject("'fix' and 'at' together contain a variable that they give: " + to_text(e));
    for (const auto& [v, e] : constant)
      if (mentions_any(fix.at(v), st.over)) throw Reject("'at' gives '" + atom(v).name + "', which is not in 'over', by a variable in 'over': " + to_text(e));
    st.at_domain = substitute(st.at_domain, fix);
  }
  st.at = Point(at);
  fix_domain = substitute(fix_domain, fix);

  const auto guarded = [&](const SyntaxPtr& s, Obligations& domain, bool eps = false) {
    Obligations own;
    Poly p = substitute(b.scalar(*s, own, eps), fix);
    domain.merge(substitute(own, fix));
    return p;
  };
  const auto relations = [&](const std::vector<RelationSyntax>& list, Obligations& domain) {
    std::vector<Relation> out;
    for (const auto& r : list) {
      Obligations own;
      for (const auto& x : substituted(b.relations(r, own), fix)) out.push_back(x);
      domain.merge(substitute(own, fix));
    }
    return out;
  };

  Poly f;
  Obligations domain, path_domain;  // of the function; of `of` and diverges
  if (c.function) {
    f = guarded(c.function, domain);
  } else {
    const Guarded o = b.objective().substitute(fix);
    f = o.unproved();
    domain = o.domain();
  }
  domain.insert(fix_domain.begin(), fix_domain.end());

  for (const auto& r : b.case_file().assumptions)
    for (const auto& x : b.relations(r, st.where_domain)) {
      for (const AtomId a : atoms_of(x.p))
        if (b.is_variable(a)) throw Reject("an assumption speaks of the variable '" + atom(a).name + "'");
      st.assumptions.push_back(x);
    }
  st.where = relations(c.where, st.where_domain);
  st.statement = relations(c.condition ? std::vector{*c.condition} : c.statement, st.own_domain);
  if (c.condition && st.statement.size() != 1) throw Reject("a condition must be one scalar relation");
  if (c.value) st.value = guarded(c.value, st.own_domain, st.on_path && c.kind == "value");
  Poly of = c.of ? guarded(c.of, path_domain) : f;
  if (!c.of) path_domain = domain;
  // what is put in must be defined, also where it cancels and where the function plays no part
  if (c.of) path_domain.insert(fix_domain.begin(), fix_domain.end());
  if (c.kind == "always") st.own_domain.insert(fix_domain.begin(), fix_domain.end());
  if (st.on_path) {  // a path must be defined wherever something is said along it
    domain.insert(st.at_domain.begin(), st.at_domain.end());
    path_domain.insert(st.at_domain.begin(), st.at_domain.end());
  }
  std::vector<Poly> diverges;
  for (const auto& d : c.diverges) diverges.push_back(guarded(d, path_domain));
  st.f = Guarded(std::move(f), std::move(domain));
  st.of = Guarded(std::move(of), path_domain);
  for (auto& d : diverges) st.diverges.emplace_back(std::move(d), path_domain);
  for (const auto& set : c.sets) st.sets.push_back(relations(set, st.own_domain));

  // Where a name would mean two things, nothing is proved.
  if (mentions(st.value, at)) throw Reject("'value' contains a variable that the point gives");
  for (const auto& r : st.where)
    if (st.on_path && mentions(r.p, at)) throw Reject("'where' may not contain a variable that the path gives");
  if ((c.kind == "infimum" || c.kind == "minimizers") && mentions_any(st.value, st.over)) throw Reject("'value' contains a variable in 'over'");
  return st;
}

std::string instance_name(const std::string& id, const std::map<std::string, int>& dimensions) {
  std::string s;
  for (const auto& [name, n] : dimensions) s += (s.empty() ? "[" : ",") + name + "=" + std::to_string(n);
  return id + (s.empty() ? "" : s + "]");
}

}  // namespace losscert::check
