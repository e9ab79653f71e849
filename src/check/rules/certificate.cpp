#include "check/rules/certificate.hpp"

#include <algorithm>
#include <set>

#include "check/enclosure/zero.hpp"
#include "check/rules/concrete.hpp"
#include "check/rules/lemma.hpp"
#include "check/rules/roots.hpp"
#include "check/rules/spot_check.hpp"
#include "check/rules/within.hpp"
#include "check/algebra/abstract.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

std::map<std::string, int> read_dimensions(const CaseFile& c, const Node& node) {
  std::map<std::string, int> dims;
  for (const auto& [name, n] : node.members()) {
    const auto it = std::find_if(c.dimensions.begin(), c.dimensions.end(), [&wanted = name](const auto& d) { return d.first == wanted; });
    if (it == c.dimensions.end()) n.fail("the case has no such dimension");
    const int value = static_cast<int>(n.integer(1, 1000));
    if (std::count(it->second.begin(), it->second.end(), value) == 0) n.fail("the case does not list this value");
    dims[name] = value;
  }
  if (dims.size() != c.dimensions.size()) node.fail("every dimension of the case needs a value");
  return dims;
}

// Certainly true for the constant p.
bool holds(const Context& roots, const Relation& r) {
  const bool may_vanish = r.rel == Rel::Equal || r.rel == Rel::LessEqual || r.rel == Rel::GreaterEqual;
  return (may_vanish && is_zero(r.p)) || roots.immediate(r.p).within(signs_of(r.rel));
}

// Constants for symbols of the claim, in which the abstract functions are already concrete; all relations must hold there. So the hypotheses do not contradict each other.
Substitution read_constants(const Session& session, const Context& roots, const Statement& st, const Node& node) {
  Substitution s;
  for (const auto& [name, n] : node.members()) {
    if (const auto f = abstract_name(name); f && f->order == 0) continue;
    const auto id = session.builder.known_symbol(name);
    const bool eps = name == "eps" && st.on_path && st.text->kind == "value";  // in a limit eps moves: no constant may stand for it
    if ((!id && !eps) || (id && session.roots.ranges.count(*id) > 0)) n.fail("not a symbol of the claim");
    const AtomId symbol = eps ? symbol_id("eps") : *id;
    if (st.at.gives(symbol)) n.fail("the point gives '" + name + "' already");
    const Poly p = read_expression(roots, n);
    for (const AtomId a : atoms_of(p))
      if ((atom(a).kind == Kind::Symbol && session.roots.ranges.count(a) == 0) || atom(a).kind == Kind::Abstract)
        n.fail("a constant is needed, without '" + atom(a).name + "'");
    s[symbol] = p;
  }
  const auto check = [&](const Relation& before) {
    const Relation r{substitute(before.p, s), before.rel};
    for (const AtomId a : atoms_of(r.p))
      if (atom(a).kind == Kind::Symbol && session.roots.ranges.count(a) == 0) node.fail("'" + atom(a).name + "' needs a value");
    if (!holds(roots, r)) node.fail("not shown to hold: " + to_text(before.p) + " " + to_text(before.rel) + " 0");
  };
  for (const auto& r : st.assumptions) check(r);
  for (const auto& r : st.where) check({AtPoint(r.p, st.at).poly(), r.rel});
  if (const auto eps = s.find(symbol_id("eps")); eps != s.end()) check({symbol("eps"), Rel::Greater});
  require_domain(roots, substitute(substitute(st.where_domain, st.at.values()), s), node);
  return s;
}

bool contains_any(const Poly& p, const std::vector<AtomId>& ids) {
  const auto atoms = atoms_of(p);
  return std::any_of(ids.begin(), ids.end(), [&](AtomId a) { return atoms.count(a) > 0; });
}

Frame proved_frame(const Context& roots, const Statement& st) {
  Frame s{st.f, st.over, st.at, PointContext(roots), roots, {}};
  for (const auto& r : st.assumptions) s.g.assume(s.at_point(r.p), r.rel), s.params.assume(r.p, r.rel);
  for (const auto& r : st.where) {
    const AtPoint p = s.at_point(r.p);
    s.g.assume(p, r.rel);
    if (!contains_any(p.poly(), st.over)) s.params.assume(p.poly(), r.rel);
    if (signs_of(r.rel).within(nonzero)) s.open.push_back(r);
  }
  return s;
}

// The witness is put into the function for all symbols but the variables of differentiation, and into the point.
Frame refuted_frame(const Context& roots, const Statement& st, const Substitution& witness) {
  Substitution constants;
  for (const auto& [a, p] : witness)
    if (std::count(st.over.begin(), st.over.end(), a) == 0) constants[a] = p;
  Frame s{st.f.substitute(constants), st.over, Point(witness), PointContext(roots), roots, {}};
  for (const auto& [v, e] : st.at.values()) s.at.give(v, substitute(e, witness));
  return s;
}

// Who claims something of a point claims that there is one. `absent`: the symbols of a root that does not exist, which no hypothesis may need (read_constants has seen to that, if none got a value).
void require_point_of(const Statement& st, const std::vector<AtomId>& absent, const Substitution& constants, const Node& node) {
  static const std::set<std::string> kinds{"value", "critical-point", "local-minimum", "local-maximum", "saddle", "suboptimal"};
  if (st.on_path || kinds.count(st.text->kind) == 0) node.fail("a claim of this kind does not say that the root exists");
  if (std::none_of(st.at.values().begin(), st.at.values().end(), [&](const auto& x) { return contains_any(x.second, absent); })) node.fail("the point is not made of this root");
  if (std::any_of(absent.begin(), absent.end(), [&](AtomId a) { return constants.count(a) > 0; })) node.fail("the witness gives a value to a root");
}

// The statement with the witness in place: what is compared with the function afterwards.
Statement at_witness(Statement st, const Substitution& w) {
  const auto all = [&](std::vector<Relation>& rs) {
    for (auto& r : rs) r.p = substitute(r.p, w);
  };
  all(st.statement);
  for (auto& set : st.sets) all(set);
  st.value = substitute(st.value, w);
  st.of = st.of.substitute(w);
  for (auto& d : st.diverges) d = d.substitute(w);
  st.own_domain = substitute(st.own_domain, w);
  st.at_domain = substitute(st.at_domain, w);
  return st;
}

}  // namespace

std::string claimed_name(const std::string& bytes) {
  try {
    const Json j = parse_json(bytes);
    const Node top(j);
    std::map<std::string, int> dims;
    for (const auto& [name, n] : top.at("dimensions").members()) dims[name] = static_cast<int>(n.integer(1, 1000));
    const std::string name = instance_name(top.at("claim").text(), dims);
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 127; });
    return plain && name.size() < 200 ? name : "?";
  } catch (const Reject&) {
    return "?";
  }
}

namespace {

void check_by(const Table<ClaimRule>& rules, const Claim& c, const Node& proof) {
  const auto* rule = find_rule(rules, c.st.text->kind);
  if (rule == nullptr) proof.fail("there is no such kind of claim");
  proof.only(rule->members);
  rule->prove(c, proof);
}

// What is judged: the certificate, or one of its `lemmas`, whose claim is of the same instance.
struct Part {
  Node node;
  std::map<std::string, int> dims;
  std::string verdict;
  std::set<std::string> shown;  ///< claims proved before, in the same certificate
};

const ClaimText* find_claim(const CaseFile& c, const std::string& id) {
  const auto it = std::find_if(c.claims.begin(), c.claims.end(), [&](const auto& x) { return x.id == id; });
  return it == c.claims.end() ? nullptr : &*it;
}

Accepted judge(const CaseFile& c, const Part& part) {
  clear_table();
  const Node& top = part.node;
  const std::string& verdict = part.verdict;
  const auto& dims = part.dims;
  const bool proved = verdict == "proved";
  const ClaimText* claim = find_claim(c, top.at("claim").text());
  if (claim == nullptr) top.at("claim").fail("the case has no such claim");
  if (find_rule(within_proving_rules(), claim->kind) != nullptr) {
    check_within(c, *claim, dims, proved, top);
    return {instance_name(claim->id, dims), verdict};
  }
  Builder builder = on_behalf_of_the_case([&] { return Builder(c, dims); });
  const Node proof = top.at("proof");
  const bool no_root = !proved && proof.has("no-root");
  // The claim is read before any evidence is looked at: a bound that is reached here is reached by the case itself.
  for (const auto& [name, evidence] : top.at("roots").members()) {
    if (c.roots.count(name) == 0) evidence.fail("the case has no such root");
    builder.admit_root(name);
  }
  if (no_root) {
    const Node name = proof.at("no-root").at("name");
    if (c.roots.count(name.text()) == 0) name.fail("the case has no such root");
    builder.admit_root(name.text());
  }
  const Statement general = on_behalf_of_the_case([&] { return read_statement(builder, *claim); });
  Lemmas lemmas;
  for (const auto& id : claim->lemmas)
    if (part.shown.count(id) > 0) lemmas.emplace(id, on_behalf_of_the_case([&] { return read_statement(builder, *find_claim(c, id)); }));

  Session session{builder, top.has("precision") ? top.at("precision").integer(32, 4096) : 128};
  std::vector<Relation> facts;
  for (const auto& [name, evidence] : top.at("roots").members())
    for (auto& r : prove_root(session, name, evidence)) facts.push_back(std::move(r));
  if (top.has("domain")) {
    session.domain = top.at("domain").items();
    for (const auto& d : session.domain) d.only({"expr", "proof"});
  }
  Context roots(session);
  for (const auto& r : facts) roots.assume(r.p, r.rel);

  std::vector<AtomId> absent;
  if (no_root) {
    proof.only({"no-root"});
    absent = prove_absent_root(session, proof.at("no-root"));
  }
  const Node example = top.at(proved ? "model" : "witness");
  const ConcreteFunctions functions(session, example);
  const Statement concrete = functions.put_in(general);
  if (!proved)
    for (auto& [id, lemma] : lemmas) lemma = functions.put_in(lemma);
  session.lemmas = &lemmas;
  const auto constants = read_constants(session, roots, concrete, example);
  if (!absent.empty()) {
    require_point_of(concrete, absent, constants, proof.at("no-root"));
    return {instance_name(claim->id, dims), verdict};
  }
  const Statement& st = proved ? general : concrete;
  Claim task{st, proved ? proved_frame(roots, st) : refuted_frame(roots, st, constants)};
  if (claim->kind == "local-maximum") task.base.f = -task.base.f;
  if (st.on_path && claim->kind == "value" && constants.count(symbol_id("eps")) == 0) {
    task.base.g.assume(AtPoint::constant(symbol("eps")), Rel::Greater);
    task.base.g.eps = true;
  }
  const auto& base = task.base;
  if (!st.on_path) require_domain(base.g, proved ? st.at_domain : substitute(st.at_domain, constants), proof);
  if (top.has("instances")) assume_instances(task.base, top.at("instances"), st.on_path);  // they speak of the point: it is defined
  if (proved) {
    require_domain(base.g, substitute(st.where_domain, st.at.values()), proof);
    require_domain(base.g, st.own_domain, proof);
    check_by(proving_rules(), task, proof);
  } else {
    const Statement fixed = at_witness(st, constants);
    require_domain(base.g, fixed.own_domain, proof);
    check_by(refuting_rules(), Claim{fixed, base}, proof);
  }
  if (const auto wrong = find_contradiction({concrete, proved, constants, session.roots, builder, proof}))
    throw Contradicted("the rules accept it, but the claim evaluated contradicts the verdict (" + *wrong + "): an error of this program, please report the case and the certificate");
  return {instance_name(claim->id, dims), verdict};
}

// The lemmas one after the other, each with those before it, then the claim.
Accepted judge_all(const CaseFile& c, const std::string& bytes) {
  reset_table();
  const Json json = parse_json(bytes);
  const Node top(json);
  top.only({"format", "version", "case", "claim", "dimensions", "verdict", "precision", "roots", "model", "witness", "domain", "lemmas", "instances", "proof"});
  if (top.at("format").text() != "losscert-certificate") top.at("format").fail("not a certificate of losscert");
  top.at("version").integer(1, 1);
  if (top.at("case").text() != c.digest) top.at("case").fail("made for another case file");
  if (find_claim(c, top.at("claim").text()) == nullptr) top.at("claim").fail("the case has no such claim");
  const std::string verdict = top.at("verdict").text();
  const bool proved = verdict == "proved";
  if (!proved && verdict != "refuted") top.at("verdict").fail("proved or refuted");
  if (top.has("model") != proved || top.has("witness") == proved)
    top.fail(proved ? "'model' is needed, 'witness' is not" : "'witness' is needed, 'model' is not");

  Part part{top, read_dimensions(c, top.at("dimensions")), "proved", {}};
  if (top.has("lemmas"))
    for (const auto& n : top.at("lemmas").items()) {
      n.only({"claim", "precision", "roots", "model", "domain", "instances", "proof"});
      part.node = n;
      judge(c, part);
      if (!part.shown.insert(n.at("claim").text()).second) n.at("claim").fail("the lemma is proved twice");
    }
  part.node = top;
  part.verdict = verdict;
  return judge(c, part);
}

}  // namespace

Accepted check_certificate(const CaseFile& c, const std::string& bytes) try {
  return judge_all(c, bytes);
} catch (const LimitReached& e) {
  throw Reject(e.what(), "/");
}

}  // namespace losscert::check
