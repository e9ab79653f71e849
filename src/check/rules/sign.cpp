#include "check/rules/sign.hpp"

#include "check/algebra/abstract.hpp"
#include "check/enclosure/zero.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

// Puts the path of the node on an error that has none yet.
template <class F>
auto at_node(const Node& node, F f) {
  try {
    return f();
  } catch (const Reject& r) {
    if (!r.path.empty()) throw;
    node.fail(r.what());
  }
}

}  // namespace

Guarded parse_expression_at(const Context& g, const Node& node) {
  return at_node(node, [&] { return g.session().builder.certificate_expression(*parse_expression(node.text()), g.eps); });
}

namespace {

// relu(z) = |c| relu(n), n normal: the atoms relu(n), step(n) become n, 1 (z >= 0) or 0, 0. Without `strict` step(n) stays.
Substitution piece(const Poly& z, bool nonnegative_side, bool strict) {
  Substitution s;
  if (z.is_rational()) return s;
  const AtomId relu_atom = relu_of(z).terms().begin()->first.powers[0].first;
  s[relu_atom] = nonnegative_side ? arg(atom(relu_atom).arg) : Poly();
  if (strict) s[step_of(z).terms().begin()->first.powers[0].first] = Poly(nonnegative_side ? 1 : 0);
  return s;
}

// Puts pieces into f one after the other; each argument is matched after the earlier pieces are put into it.
Poly put_in(const Context& g, const Point& s, const Node& pieces, bool strict, Poly f, PieceSigns* used = nullptr) {
  std::vector<Substitution> earlier;
  for (const auto& n : pieces.items()) {
    n.only({"argument", "proof"});
    Poly z = read_expression(g, n.at("argument"), s);
    const Shown shown = prove_sign(g, AtPoint(z, s), n.at("proof"));
    const Signs signs = shown.is_no_point() ? positive : shown.signs();  // without a point, neither side is wrong
    const Signs above = strict ? positive : nonnegative, below = strict ? negative : nonpositive;
    if (!signs.within(above) && !signs.within(below)) n.fail("the sign of the argument is not known well enough: " + signs.text());
    if (used != nullptr) used->emplace_back(z, signs);
    for (const auto& e : earlier) z = substitute(z, e);
    earlier.push_back(piece(z, signs.within(above), signs.within(nonzero)));
    f = substitute(f, earlier.back());
  }
  return f;
}

Shown zero_rule(const Context&, const Poly& e, const Node& node) {
  if (!is_zero(e)) node.fail("not shown to be 0: " + to_text(e));
  return zero;
}

Shown interval_rule(const Context& g, const Poly& e, const Node& node) {
  const auto tree = node.has("form") ? parse_expression(node.at("form").text()) : nullptr;
  if (tree && !is_zero(g.session().builder.certificate_expression(*tree, g.eps).unproved() - e)) node.at("form").fail("not shown to be equal to " + to_text(e));
  if (g.box().empty()) return Shown::no_point();
  return tree ? enclose(*tree, g.box(), g.bits()).signs() : g.enclosure(e).signs();
}

Shown assumption_rule(const Context& g, const Poly& e, const Node& node) {
  bool found = false;
  const Signs s = g.matching(e, &found);
  if (!found) node.fail("nothing is assumed of " + to_text(e));
  return s.empty() ? Shown::no_point() : s;  // relations that exclude each other
}

Shown exp_rule(const Context&, const Poly& e, const Node& node) {
  if (e.terms().size() != 1 || !e.terms().begin()->first.powers.empty()) node.fail("not a number times an exponential: " + to_text(e));
  return e.leading().sign() > 0 ? positive : negative;
}

Shown property_rule(const Context&, const Poly& e, const Node&) { return property_signs(e); }

Shown relu_rule(const Context&, const Poly& e, const Node& node) {
  const bool fits = e.terms().size() == 1 && e.terms().begin()->first.exp == 0 && e.terms().begin()->first.powers.size() == 1 &&
                    e.terms().begin()->first.powers[0].second > 0 && atom(e.terms().begin()->first.powers[0].first).kind == Kind::Relu;
  if (!fits) node.fail("not a number times relu: " + to_text(e));
  return nonnegative.times(e.leading().sign());
}

Shown sum_rule(const Context& g, const Poly& e, const Node& node) {
  Shown s = zero;
  Poly total;
  for (const auto& t : node.at("terms").items()) {
    t.only({"expr", "proof"});
    const Poly p = read_expression(g, t.at("expr"));
    total += p;
    s = s + prove_sign(g, p, t.at("proof"));
  }
  if (!is_zero(e - total)) node.fail("the terms are not shown to add up to " + to_text(e));
  return s;
}

Shown product_rule(const Context& g, const Poly& e, const Node& node) {
  Shown s = positive;
  Poly total(1);
  for (const auto& f : node.at("factors").items()) {
    f.only({"expr", "power", "proof"});
    const Poly p = read_expression(g, f.at("expr"));
    const long n = f.has("power") ? f.at("power").integer(1, 1000) : 1;
    total = total * pow(p, n);
    s = s * prove_sign(g, p, f.at("proof")).power(n);
  }
  if (!is_zero(e - total)) node.fail("the factors are not shown to multiply to " + to_text(e));
  return s;
}

Shown square_rule(const Context& g, const Poly& e, const Node& node) {
  const long n = node.has("power") ? node.at("power").integer(2, 1000) : 2;
  if (n % 2 != 0) node.at("power").fail("an even power is needed");
  if (!is_zero(e - pow(read_expression(g, node.at("base")), n))) node.fail("the power is not shown to be equal to " + to_text(e));
  return nonnegative;
}

Shown inverse_rule(const Context& g, const Poly& e, const Node& node) {
  const Poly p = read_expression(g, node.at("of"));
  if (!is_zero(e * p - Poly(1))) node.fail("not shown to be the inverse of " + to_text(e));
  const Shown s = prove_sign(g, p, node.at("proof"));
  if (!s.within_or_no_point(nonzero)) node.fail("the sign of 'of' may be 0");
  return s;
}

Shown rewrite_rule(const Context& g, const Poly& e, const Node& node) {
  const Poly equation = read_expression(g, node.at("equation"));
  if (!g.assumes_zero(equation)) node.at("equation").fail("not assumed to be 0: " + to_text(equation));
  return prove_sign(g, e - read_expression(g, node.at("multiplier")) * equation, node.at("proof"));
}

Shown substitute_rule(const Context& g, const Poly& e, const Node& node) {
  const Substitution s = read_substitute(g, node);
  return prove_sign(g.substituted(s), substitute(e, s), node.at("proof"));
}

Shown pieces_rule(const Context& g, const Poly& e, const Node& node) {
  return prove_sign(g, put_in(g, {}, node.at("pieces"), false, e), node.at("proof"));
}

// The points of G are distributed among the branches.
Shown united(const Context& g, const Poly& e, const std::vector<Branch>& branches) {
  Shown s = Shown::no_point();
  for (const auto& b : branches) s = s | prove_sign(b.within(g), e, b.proof);
  return s;
}

Shown cases_rule(const Context& g, const Poly& e, const Node& node) { return united(g, e, split_cases(g, node)); }
Shown partition_rule(const Context& g, const Poly& e, const Node& node) { return united(g, e, split_partition(g, node)); }

Shown absurd_rule(const Context& g, const Poly&, const Node& node) {
  check_absurd(g, node);
  return Shown::no_point();
}

constexpr long max_domain_attempts = 100000;

}  // namespace

Nesting::Nesting(const Session& s) : session_(s) {
  if (s.depth >= 600) throw LimitReached("proofs are nested deeper than 600 levels");
  ++s.depth;
}

const Table<SignRule>& sign_rules() {
  static const Table<SignRule> rules = {
      {"zero", {}, zero_rule},
      {"interval", {"form"}, interval_rule},
      {"assumption", {}, assumption_rule},
      {"exp", {}, exp_rule},
      {"property", {}, property_rule},
      {"relu", {}, relu_rule},
      {"exp-difference", {"proof"}, exp_difference_rule},
      {"sum", {"terms"}, sum_rule},
      {"product", {"factors"}, product_rule},
      {"square", {"base", "power"}, square_rule},
      {"inverse", {"of", "proof"}, inverse_rule},
      {"rewrite", {"equation", "multiplier", "proof"}, rewrite_rule},
      {"substitute", {"variable", "by", "proof"}, substitute_rule},
      {"pieces", {"pieces", "proof"}, pieces_rule},
      {"cases", {"on", "branches"}, cases_rule},
      {"partition", {"variable", "points", "cells"}, partition_rule},
      {"absurd", {"expr", "proof"}, absurd_rule},
      {"logarithms", {"proof"}, logarithms_rule},
      {"root", {"proof"}, root_rule},
      {"arctan-difference", {"proof"}, arctan_difference_rule},
      {"convex", {"variable", "function", "at", "base", "second", "apart", "curved"}, convex_rule},
      {"mean-value", {"variable", "base", "low", "high", "at", "slope", "side"}, mean_value_rule},
      {"from-infinity", {"variable", "end", "limit", "value", "slope"}, from_infinity_rule},
  };
  return rules;
}

Shown prove_sign(const Context& g, const Poly& e, const Node& node) {
  return at_node(node, [&] {
    const Nesting nesting(g.session());
    return named_rule(sign_rules(), node, "for signs")(g, e, node);
  });
}

void prove_sign_within(const Context& g, const Poly& e, const Node& node, Signs wanted) {
  const Shown s = prove_sign(g, e, node);
  if (s.is_no_point()) return;  // whatever is said of every point of G holds
  if (!s.within(wanted)) node.fail("the sign of " + to_text(e) + " is in " + s.text() + "; needed: " + wanted.text());
}

void require_domain(const Context& g, const Obligations& domain, const Node& where) {
  for (const auto& o : domain) {
    if (g.immediate(o.p).within_or_no_point(o.wanted)) continue;
    bool shown = false;
    if (g.session().active.insert(o).second) {
      for (const Node& entry : g.session().domain) {
        if (++g.session().attempts > max_domain_attempts) throw LimitReached("the entries of 'domain' are tried too often");
        try {
          const Poly e = parse_expression_at(g, entry.at("expr")).unproved();
          shown = !e.empty() && e * Poly(o.p.leading() / e.leading()) == o.p && prove_sign(g, o.p, entry.at("proof")).within_or_no_point(o.wanted);
        } catch (const Reject&) {  // this entry is meant for another context
        }
        if (shown) break;
      }
      g.session().active.erase(o);
    }
    if (!shown) where.fail("not shown to be defined: " + to_text(o));
  }
}

Poly defined(const Context& g, const Guarded& e, const Node& where) {
  require_domain(g, e.domain(), where);
  return e.unproved();
}

AtPoint defined(const Context& g, const GuardedAt& e, const Node& where) {
  require_domain(g, e.domain(), where);
  return e.unproved();
}

Poly read_expression(const Context& g, const Node& node, const Point& s) {
  const Guarded e = parse_expression_at(g, node);
  at_node(node, [&] { require_domain(g, e.domain_at(s), node); });
  return e.unproved();
}

Poly read_smooth(const Context& g, const Node& node, const Point& s) {
  const Guarded e = parse_expression_at(g, node);
  at_node(node, [&] { require_domain(g, e.opened().domain_at(s), node); });
  return e.unproved();
}

AtomId read_variable(const Context& g, const Node& node) {
  const auto id = g.eps && node.text() == "eps" ? std::optional(symbol_id("eps")) : g.session().builder.known_symbol(node.text());
  if (!id) node.fail("unknown symbol '" + node.text().substr(0, 40) + "'");
  return *id;
}

AtomId NewSymbols::add(const Context& g, const Node& name) {
  const AtomId id = at_node(name, [&] { return builder_.add_local(name.text()); });
  names_.push_back(name.text());
  for (const auto& r : g.relations())
    if (contains(r->p, id)) name.fail("the symbol is in use");
  return id;
}

Rational read_rational(const Node& node) {
  return at_node(node, [&] { return rational_constant(*parse_expression(node.text())); });
}

Substitution resolved_relu(const Poly& z, bool positive_side) { return piece(z, positive_side, true); }

Poly apply_pieces(const Context& g, const Point& s, const Node& node, Poly f, PieceSigns* used) {
  return node.has("pieces") ? put_in(g, s, node.at("pieces"), true, std::move(f), used) : f;
}

Poly apply_pieces_pointwise(const Context& g, const Node& node, Poly f) {
  return node.has("pieces") ? put_in(g, {}, node.at("pieces"), false, std::move(f)) : f;
}

Context Branch::within(Context g) const {
  for (const auto& r : assumed) g.assume(r.p, r.rel);
  return g;
}

std::vector<Branch> split_cases(const Context& g, const Node& node) {
  const Poly on = read_expression(g, node.at("on"));
  Signs covered;
  std::vector<Branch> out;
  for (const auto& [key, proof] : node.at("branches").members()) {
    std::optional<Rel> rel;
    for (const auto& [name, r] :
         {std::pair{"<", Rel::Less}, {"=", Rel::Equal}, {">", Rel::Greater}, {"!=", Rel::NotEqual}, {"<=", Rel::LessEqual}, {">=", Rel::GreaterEqual}})
      if (key == name) rel = r;
    if (!rel) proof.fail("a branch is named < = > != <= or >=");
    covered = covered | signs_of(*rel);
    out.push_back({{{on, *rel}}, proof});
  }
  if (!(covered == any_sign)) node.at("branches").fail("the branches do not cover every sign");
  return out;
}

std::vector<Branch> split_partition(const Context& g, const Node& node) {
  const Poly v = symbol(read_variable(g, node.at("variable")));
  std::vector<Rational> points;
  for (const auto& p : node.at("points").items()) {
    points.push_back(read_rational(p));
    if (points.size() > 1 && points.back() <= points[points.size() - 2]) p.fail("the points must increase");
  }
  const auto cells = node.at("cells").items();
  if (points.empty() || cells.size() != points.size() + 1) node.fail("n >= 1 points go with n + 1 cells");
  std::vector<Branch> out;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    Branch cell{{}, cells[k]};
    if (k > 0) cell.assumed.push_back({v - Poly(points[k - 1]), Rel::GreaterEqual});
    if (k < points.size()) cell.assumed.push_back({v - Poly(points[k]), Rel::LessEqual});
    out.push_back(std::move(cell));
  }
  return out;
}

void check_absurd(const Context& g, const Node& node) {
  const Poly e = read_expression(g, node.at("expr"));
  bool found = false;
  const Signs assumed = g.matching(e, &found);
  if (!found) node.at("expr").fail("nothing is assumed of " + to_text(e));
  const Shown s = prove_sign(g, e, node.at("proof"));
  if (!s.is_no_point() && !(s.signs() & assumed).empty()) node.fail("no contradiction: " + s.text() + " and " + assumed.text() + " agree");
}

Substitution read_substitute(const Context& g, const Node& node) {
  const AtomId v = read_variable(g, node.at("variable"));
  const Poly by = read_expression(g, node.at("by"));
  if (contains(by, v)) node.at("by").fail("the replacement contains the variable");
  if (!g.assumes_zero(symbol(v) - by)) node.fail("the equation is not assumed: " + to_text(symbol(v) - by) + " == 0");
  return {{v, by}};
}

}  // namespace losscert::check
