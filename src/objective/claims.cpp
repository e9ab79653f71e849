#include "objective/claims.hpp"

#include <algorithm>

#include "objective/contradiction.hpp"

namespace losscert::objective {

using claim::Claim;
using claim::Kind;
using problem::Assignment;
using problem::Binding;
using problem::ClaimSyntax;
using symbolic::Relation;
using symbolic::Substitution;

namespace {

Kind kind_named(const std::string& name) {
  for (int k = 0; k <= static_cast<int>(Kind::DivergencePath); ++k)
    if (claim::to_string(static_cast<Kind>(k)) == name) return static_cast<Kind>(k);
  throw std::logic_error("kind_named: " + name);
}

// Builds one claim. `fix` is put into everything, and so is what `at` gives outside of `over`; then `at` into `where`.
class ClaimBuilder {
public:
  ClaimBuilder(Evaluator& e, const ClaimSyntax& c) : e_(e), c_(c) {
    fix_needs_ = needs([&] { fix_ = build_assignment(e, c.fix, false); });
  }

  Claim build() {
    Claim out;
    out.id = c_.id;
    out.kind = kind_named(c_.kind);
    out.expect_proved = c_.expect_proved;
    out.says = c_.says;
    out.printed = c_.printed;
    out.correction = c_.correction;
    out.note = c_.note;
    out.line = c_.line;
    out.strict = c_.strict.value_or(false);
    out.attained = c_.attained.value_or(false);
    out.decreasing = c_.decreasing.value_or(true);
    out.over = over();
    const Obligations of_at = needs([&] {
      if (c_.at) point(out);
    });
    const Obligations of_function = needs([&] { out.function = c_.function ? fixed(e_.scalar(c_.function, "'function'").value) : fixed(e_.objective().value); });
    const Obligations of_path = needs([&] {
      if (c_.path.empty()) return;
      const Assignment& a = e_.source().paths.at(c_.path);
      out.path = fixed(build_assignment(e_, a, true), a);
    });
    const Obligations of_where = needs([&] { where(out); });
    const Obligations of_of = needs([&] { out.of = c_.of ? fixed(e_.scalar(c_.of, "'of'").value) : out.function; });
    const Obligations of_own = needs([&] {
      values(out);
      statements(out);
    });
    const Obligations of_diverges = needs([&] {
      for (const auto& d : c_.diverges) out.diverges.push_back(fixed(e_.scalar(d, "an entry of 'diverges'").value));
    });
    out.domains.function = conditions({&of_function, &fix_needs_});
    out.domains.where = conditions({&of_where});
    for (Relation& r : out.domains.where) r.expr = symbolic::substitute(r.expr, out.at);
    out.domains.at = out.kind == Kind::Infimum ? conditions({&of_at}) : conditions({&of_at, &of_path});  // there the path is a hint
    out.domains.own = out.kind == Kind::Always ? conditions({&of_own, &fix_needs_}) : conditions({&of_own});
    out.domains.path = c_.of ? conditions({&of_of, &of_diverges, &of_path, &fix_needs_}) : conditions({&of_function, &of_diverges, &of_path, &fix_needs_});
    return out;
  }

private:
  template <class F>
  Obligations needs(F f) {
    const Arithmetic::Collect collect(e_.arithmetic());
    f();
    return collect.here();
  }
  std::vector<Relation> conditions(std::initializer_list<const Obligations*> lists) const {
    Obligations all;
    for (const auto* list : lists) all.insert(list->begin(), list->end());
    std::vector<Relation> out;
    for (const std::size_t k : all) {
      const Obligation& o = e_.arithmetic().obligations()[k];
      out.push_back({fixed(o.p), o.rel});
    }
    return out;
  }

  void statements(Claim& out) const {
    for (const auto& r : c_.statement) append(out.statement, relations(r));
    if (c_.condition) {
      const auto list = relations(*c_.condition);
      if (list.size() != 1) e_.fail(c_.condition->line, "'condition' is " + std::to_string(list.size()) + " scalar relations; give a single one");
      out.condition = list[0];
    }
    for (const auto& s : c_.sets) {
      claim::Set set;
      for (const auto& r : s) append(set, relations(r));
      out.sets.push_back(std::move(set));
    }
  }

  static void append(std::vector<Relation>& to, const std::vector<Relation>& from) { to.insert(to.end(), from.begin(), from.end()); }

  Expr fixed(const Expr& x) const { return fix_.empty() ? x : symbolic::substitute(x, fix_); }
  Substitution fixed(Substitution s, const Assignment& a) const {
    for (auto& [v, x] : s) {
      x = fixed(x);
      for (const Symbol& u : symbolic::symbols_of(x))
        if (s.count(u))
          e_.fail(c_.line, "with 'fix' put in, the expression for " + v.get_name() + " contains " + u.get_name() + ", which is given too; use other variables");
    }
    for (const Binding& b : a)
      for (const Binding& f : c_.fix)
        if (b.name == f.name) e_.fail(c_.line, "'" + b.name + "' is given and in 'fix'; give it in one of them");
    return s;
  }
  std::vector<Relation> relations(const problem::RelationSyntax& r) const {
    std::vector<Relation> out = e_.relations(r);
    for (Relation& x : out) x.expr = fixed(x.expr);
    return out;
  }

  std::vector<Symbol> over() const {
    std::vector<Symbol> out;
    for (const problem::Declaration& d : e_.source().variables) {
      const bool fixed_here = std::any_of(c_.fix.begin(), c_.fix.end(), [&](const Binding& b) { return b.name == d.name; });
      const bool listed = c_.over ? std::find(c_.over->begin(), c_.over->end(), d.name) != c_.over->end() : !fixed_here;
      if (!listed) continue;
      const auto& components = e_.symbols(d.name);
      out.insert(out.end(), components.begin(), components.end());
    }
    return out;
  }

  void point(Claim& out) {
    for (const Binding& b : *c_.at) out.at_text[b.name] = b.text;
    const Substitution given = fixed(build_assignment(e_, *c_.at, false), *c_.at);
    Substitution constant;
    for (const auto& [v, x] : given) {
      const bool varied = std::any_of(out.over.begin(), out.over.end(), [&, &name = v](const Symbol& o) { return o.get_name() == name.get_name(); });
      (varied ? out.at : constant)[v] = x;
      if (varied) continue;
      for (const Symbol& o : out.over)
        if (symbolic::contains(x, o)) e_.fail(c_.line, "'at' gives " + v.get_name() + ", which is not in 'over', by " + o.get_name() + ", which is; what does not move may not depend on what does");
    }
    if (constant.empty()) return;
    for (auto& [v, x] : fix_) x = symbolic::substitute(x, constant);
    fix_.merge(constant);
    for (auto& [v, x] : out.at) x = fixed(x);
  }

  // An error if x contains a symbol of `given`.
  void free_of(const Expr& x, const Substitution& given, int line, const std::string& what, const std::string& by) const {
    for (const Symbol& s : symbolic::symbols_of(x))
      if (given.count(s)) e_.fail(line, what + " contains " + s.get_name() + ", which " + by + " gives; use parameters and free variables");
  }

  void where(Claim& out) const {
    const bool hint = out.kind == Kind::Infimum;
    for (const auto& r : c_.where)
      for (Relation& x : relations(r)) {
        if (out.path && !hint) free_of(x.expr, *out.path, r.line, "'where'", "the path");
        x = e_.guarded(r.line, [&] { return symbolic::substitute(x, out.at); });
        out.where.push_back(std::move(x));
      }
  }

  void values(Claim& out) const {
    if (c_.equals_infinity == "oo") out.limit = claim::LimitSort::PlusInfinity;
    if (c_.equals_infinity == "-oo") out.limit = claim::LimitSort::MinusInfinity;
    const problem::SyntaxPtr source = c_.value ? c_.value : c_.equals;
    if (!source) return;
    Evaluator::Locals locals;
    if (out.kind == Kind::Value && out.path) locals["eps"] = scalar_value(e_.arithmetic().symbol(symbolic::symbol("eps")));
    out.value = fixed(e_.scalar(source, c_.value ? "'value'" : "the limit", locals).value);
    if (out.path && out.kind != Kind::Infimum) free_of(out.value, *out.path, source->line, "the value", "the path");
    free_of(out.value, out.at, source->line, "'value'", "'at'");
    if (out.kind != Kind::Infimum && out.kind != Kind::Minimizers) return;
    for (const Symbol& v : out.over)
      if (symbolic::contains(out.value, v))
        e_.fail(source->line, "'value' contains " + v.get_name() + ", over which the claim minimises; use parameters and the other variables");
  }

  Evaluator& e_;
  const ClaimSyntax& c_;
  Substitution fix_;
  Obligations fix_needs_;
};

}  // namespace

Substitution build_assignment(Evaluator& e, const Assignment& a, bool with_eps) {
  Evaluator::Locals locals;
  if (with_eps) locals["eps"] = scalar_value(e.arithmetic().symbol(symbolic::symbol("eps")));
  Substitution out;
  for (const Binding& b : a) {
    const Value v = e.evaluate(b.value, locals);
    const Value wanted = e.declared(b.name);
    if (!same_shape(v, wanted)) e.fail(b.line, "'" + b.name + "' is " + shape_name(wanted) + " and is given " + shape_name(v) + "; give it its own shape");
    for (std::size_t i = 0; i < v.entries.size(); ++i) out[e.symbols(b.name)[i]] = v.entries[i].value;
  }
  for (const Binding& b : a)
    for (const Symbol& component : e.symbols(b.name))
      for (const Symbol& s : symbolic::symbols_of(out.at(component)))
        if (out.count(s))
          e.fail(b.line, "the expression for '" + b.name + "' contains " + s.get_name() + ", which is given here too; use parameters and other variables");
  return out;
}

Claim build_claim(Evaluator& e, const ClaimSyntax& c, const std::vector<Relation>& assumptions) {
  Claim out = e.guarded(c.line, [&] { return ClaimBuilder(e, c).build(); });
  std::vector<Relation> hypotheses = assumptions;
  hypotheses.insert(hypotheses.end(), out.where.begin(), out.where.end());
  if (const auto what = e.guarded(c.line, [&] { return contradiction(hypotheses); }))
    e.fail(c.line, "the hypotheses of '" + c.id + "' contradict each other: " + *what + "; nothing satisfies them, so change 'where', 'at' or the assumptions");
  return out;
}

}  // namespace losscert::objective
