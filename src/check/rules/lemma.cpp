#include "check/rules/lemma.hpp"

#include <algorithm>

#include "check/enclosure/zero.hpp"
#include "check/meaning/statement.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

using Relations = std::vector<Relation>;
using Symbols = std::vector<AtomId>;

bool is_one_of(AtomId v, const Symbols& list) { return std::find(list.begin(), list.end(), v) != list.end(); }

const Statement& lemma_of(const Context& g, const Node& node) {
  const Node name = node.at("lemma");
  const Lemmas* all = g.session().lemmas;
  const auto it = all == nullptr ? Lemmas::const_iterator() : all->find(name.text());
  if (all == nullptr || it == all->end()) name.fail("no claim in 'using' that 'lemmas' proves");
  return it->second;
}

// What stands for the parameters and variables of the lemma, which holds for all their values; those left out stand for themselves. What `moves` is no such value.
Substitution read_values(const Context& g, const Node& node, const Symbols& moves, const Point& s) {
  Substitution values;
  if (!node.has("by")) return values;
  const Builder& b = g.session().builder;
  for (const auto& [name, e] : node.at("by").members()) {
    const auto id = b.known_symbol(name);
    if (!id || !(b.is_parameter(*id) || b.is_variable(*id))) e.fail("no parameter or variable of the case");
    if (is_one_of(*id, moves)) e.fail("the variable moves: nothing can stand for it");
    const Poly p = read_expression(g, e, s);
    for (const AtomId v : moves)
      if (contains(p, v)) e.fail("the expression contains '" + atom(v).name + "', which moves");
    values[*id] = p;
  }
  return values;
}

// `assumptions` and `where` at the points that the lemma gives.
Relations hypotheses(const Statement& lemma) {
  Relations all = lemma.assumptions;
  for (const auto& r : lemma.where) all.push_back({AtPoint(r.p, lemma.at).poly(), r.rel});
  return all;
}

// They hold for these values, by one proof each, and are defined.
template <class G>
void prove_hypotheses(const G& g, const Point& s, const Statement& lemma, const Relations& wanted, const Substitution& values, const Node& node) {
  const auto proofs = node.at("hypotheses").items();
  if (proofs.size() != wanted.size()) node.at("hypotheses").fail(std::to_string(wanted.size()) + " proofs are needed, one for each hypothesis of the lemma");
  for (const auto& domain : {substitute(lemma.where_domain, lemma.at.values()), lemma.at_domain}) require_domain(g, substitute(substitute(domain, values), s.values()), node);
  for (std::size_t i = 0; i < proofs.size(); ++i) {
    const AtPoint p(substitute(wanted[i].p, values), s);
    if constexpr (std::is_same_v<G, PointContext>)
      prove_sign_within(g, p, proofs[i], signs_of(wanted[i].rel));
    else
      prove_sign_within(g, p.poly(), proofs[i], signs_of(wanted[i].rel));
  }
}

// And s is one of the points that the lemma gives.
void prove_point_of(const Setting& s, const Statement& lemma, const Substitution& values, const Node& node) {
  Relations wanted = hypotheses(lemma);
  for (const AtomId v : lemma.over)
    if (lemma.at.gives(v)) wanted.push_back({symbol(atom(v).name) - lemma.at.values().at(v), Rel::Equal});
  prove_hypotheses(s.g, s.at, lemma, wanted, values, node);
}

// What the lemma says of signs, for all values that satisfy its hypotheses.
Relations signs_said(const Statement& lemma, const Node& node) {
  const ClaimText& text = *lemma.text;
  if (text.kind == "always") return lemma.statement;
  const Poly gap = lemma.f.unproved() - lemma.value;  // defined where the hypotheses hold, as the lemma's proof has shown
  if (text.kind == "lower-bound") return {{gap, text.strict ? Rel::Greater : Rel::GreaterEqual}};
  if (text.kind == "infimum") return {{gap, text.attained ? Rel::GreaterEqual : Rel::Greater}};
  if (text.kind == "minimizers") return {{gap, Rel::GreaterEqual}};
  if (text.kind == "value" && !lemma.on_path) return {{gap, Rel::Equal}};
  node.at("lemma").fail("a claim of this kind says nothing of signs");
}

// The lemma speaks of the function that is looked at, and both are defined near the point. `values` says nothing of what moves, so their derivatives agree as well.
void require_same_function(const Setting& s, const Guarded& of_lemma, const Substitution& values, const Node& node) {
  const Guarded f = of_lemma.substitute(values);
  if (!is_zero(f.unproved() - s.f.unproved())) node.at("lemma").fail("the lemma speaks of another function: " + to_text(f.unproved()));
  require_domain(s.g, f.opened().domain_at(s.at), node);
  require_domain(s.g, s.f.opened().domain_at(s.at), node);
}

}  // namespace

void assume_instances(Frame& s, const Node& instances, bool on_path) {
  if (on_path) instances.fail("along a path no lemma is used");
  for (const auto& n : instances.items()) {
    n.only({"lemma", "by", "everywhere", "hypotheses"});
    const bool everywhere = n.has("everywhere") && n.at("everywhere").boolean();
    const Statement& lemma = lemma_of(s.g, n);
    const Relations said = signs_said(lemma, n);
    const Substitution values = everywhere ? read_values(s.params, n, {}, {}) : read_values(s.g, n, {}, s.at);
    if (everywhere)
      prove_hypotheses(s.params, {}, lemma, hypotheses(lemma), values, n);
    else
      prove_hypotheses(s.g, s.at, lemma, hypotheses(lemma), values, n);
    for (const auto& r : said) {
      const Poly p = substitute(AtPoint(r.p, lemma.at).poly(), values);
      if (everywhere) s.params.assume(p, r.rel);
      s.g.assume(s.at_point(p), r.rel);
    }
  }
}

void excluded_by_lemma(const Setting& s, Mode mode, const Node& node) {
  const Statement& lemma = lemma_of(s.g, node);
  const std::string& kind = lemma.text->kind;
  const bool of_minima = kind == "no-local-minimum";
  if (of_minima ? mode != Mode::Minimum : kind != "no-critical-point" && kind != "critical-points-satisfy" && kind != "critical-set")
    node.at("lemma").fail("a claim of this kind excludes no such points");
  for (const AtomId v : lemma.over)
    if (!is_one_of(v, s.over)) node.at("lemma").fail("the variable '" + atom(v).name + "' of the lemma does not move here");
  const Substitution values = read_values(s.g, node, s.over, s.at);
  require_same_function(s, lemma.f, values, node);
  if (!of_minima) smooth_piece(s, node, 1);  // critical means that the derivatives are 0
  prove_point_of(s, lemma, values, node);
  std::vector<Relations> sets = lemma.sets;
  if (kind == "critical-points-satisfy") sets = {lemma.statement};
  const auto branches = node.at("branches").items();
  if (branches.size() != sets.size()) node.at("branches").fail(std::to_string(sets.size()) + " proofs are needed, one for each set of the lemma");
  for (std::size_t i = 0; i < sets.size(); ++i) {
    Setting in_set = s;
    for (const auto& r : sets[i]) in_set.g.assume(s.at_point(substitute(r.p, values)), r.rel);
    prove_not(in_set, mode, branches[i]);
  }
}

bool minimum_by_lemma(const Setting& s, const Node& node) {
  const Statement& lemma = lemma_of(s.g, node);
  const std::string& kind = lemma.text->kind;
  if (kind != "local-minimum" && kind != "local-maximum") node.at("lemma").fail("a claim of this kind speaks of no local minimum");
  for (const AtomId v : s.over)
    if (!is_one_of(v, lemma.over)) node.at("lemma").fail("the variable '" + atom(v).name + "' does not move in the lemma");
  const Substitution values = read_values(s.g, node, lemma.over, s.at);
  require_same_function(s, kind == "local-maximum" ? -lemma.f : lemma.f, values, node);
  prove_point_of(s, lemma, values, node);
  return lemma.text->strict;
}

}  // namespace losscert::check
