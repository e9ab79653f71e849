// Sign search. Each method below tries one rule of FORMAT.md, section 5.1; none is trusted.
#include "prove/sign/sign.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "prove/algebra/functions.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

constexpr int kMaxDepth = 14;

bool is_exp(const Expr& e) { return has_head(e, Head::Exp); }

}  // namespace

SignProof SignSearch::Attempt::both(Signs s, const Json& node) const {
  Json branches = Json::object();
  const std::string text = to_text(canonical);
  for (const auto& [key, sign] : {std::pair{"<", kNegative}, {"=", kZero}, {">", kPositive}}) {
    if (s & best.signs & sign) branches[key] = {{"rule", "assumption"}};
    else branches[key] = proof::Sign(proof::absurd(text, s & sign ? best.node : proof::Sign(node))).json();
  }
  return {s & best.signs, Json{{"rule", "cases"}, {"on", text}, {"branches", branches}}};
}

SignProof SignSearch::search(const Context& g, const Expr& e, Signs wanted, int splits) {
  Deadline::check();
  if (depth_ > kMaxDepth) return {};
  const Temporarily guard(depth_, depth_ + 1);

  Attempt a{e, canonical(e), wanted, {}};
  // The zero test of a long sum multiplies it out: not where a sample shows that it is no identity.
  const bool is_identity = a.canonical.is_zero() || (!(a.canonical.nops() > 6 && g.differs(a.canonical)) && symbolic::zero_test(a.canonical) == symbolic::ZeroTest::Zero);
  if (is_identity) return {kZero, proof::zero()};
  if (by_assumption(g, a) || by_enclosure(g, a)) return a.best;
  if (!g.samples().empty() && wanted != 0 && !symbolic::is_constant(a.canonical)) {
    // Samples meet equations only roughly, and worse where two of them touch.
    const Signs seen = g.observed(a.canonical, wanted == kZero ? 1e-6 : 1e-10);
    if (seen & kNonzero & ~wanted) return a.best;
    if (seen == kZero && !(wanted & kZero)) {  // a product is tiny where no factor is 0
      const auto factors = factors_of_product(a.form);
      if (std::any_of(factors.begin(), factors.end(), [&](const auto& f) { return g.vanishes(f.first); })) return a.best;
    }
  }
  if (by_scaled_assumption(g, a) || by_monotony(g, a) || by_substitution(g, a, splits)) return a.best;
  // A long expression is first made shorter by the equations of g: factoring it costs more.
  const bool is_long = is_a<GiNaC::add>(a.canonical) && a.canonical.nops() > 12;
  if (is_long && !in_small_cell_ && by_rewriting(g, a, splits)) return a.best;
  if (by_factors(g, a) || (!in_small_cell_ && (by_contradicted_zero(g, a) || by_squared_relation(g, a))) || by_pieces(g, a, splits)) return a.best;
  if (!is_long && (!in_small_cell_ || wanted == kZero) && by_rewriting(g, a, splits)) return a.best;
  if (by_pythagoras(g, a, splits)) return a.best;
  // That something is zero is shown by identities, not by estimates. In a small cell, enclosures and mean values do what sums could.
  if (wanted == kZero) {
    if (depth_ <= 2) (void)(by_linear_equations(g, a) || by_equations(g, a, splits));  // too slow to be asked for on the way to something else
    return a.best;
  }
  if (in_small_cell_) {
    by_mean_value(g, a);
    return a.best;
  }
  (void)(by_structure(g, a) || by_terms(g, a) || by_relation_and_rest(g, a) || by_property_and_rest(g, a) || by_kept_squares(g, a) || (splits > 0 && by_vanishing_squares(g, a)) || by_completed_square(g, a) || by_exchanged_logarithm(g, a) || by_separation(g, a) || by_mean_value(g, a) || (splits > 0 && by_line(g, a)) || (splits > 0 && by_cases(g, a, splits)) ||
         (splits > 0 && by_partition(g, a)));
  return a.best;
}

bool SignSearch::by_enclosure(const Context& g, Attempt& a) {
  const bool constant = symbolic::is_constant(a.canonical);
  std::vector<Expr> forms{a.form};
  if (!constant) forms.push_back(form_of(a.canonical));
  forms.push_back(a.canonical);
  for (unsigned bits = g.bits();; bits *= 2) {
    for (const auto& form : forms) {
      const auto v = interval::enclose(form, g.box(), bits);
      if (!v.interval) continue;
      const Signs s = signs_of(*v.interval);
      if (s == kAll) continue;
      Json node{{"rule", "interval"}, {"form", to_text(form)}};
      if (a.offer(s, node)) {
        bits_used_ = std::max(bits_used_, bits);
        return true;
      }
    }
    if (!constant) return false;
    if (bits * 2 <= options_.limit_bits) continue;
    // Too small to be anything but 0, if no exponential is: the checker's exact arithmetic will tell.
    const std::function<bool(const Expr&)> moderate = [&](const Expr& e) {
      if (has_head(e, Head::Exp)) {
        const auto x = approx_value(e.op(0), {});
        if (!x || !(std::fabs(*x) < 500)) return false;
      }
      return std::all_of(e.begin(), e.end(), moderate);
    };
    if (!symbols_of(a.canonical).empty() || !moderate(a.canonical)) return false;
    const auto v = interval::enclose(a.canonical, g.box(), bits);
    const numeric tiny = GiNaC::pow(numeric(2), numeric(-static_cast<int>(bits / 2)));
    return v.interval && v.interval->is_finite() && v.interval->upper() < tiny && v.interval->lower() > -tiny && a.offer(kZero, {{"rule", "zero"}});
  }
}

bool SignSearch::by_assumption(const Context& g, Attempt& a) {
  Signs s = kAll;
  for (const auto& r : g.relations())
    if (const auto q = ratio(a.canonical, r.expr)) s &= q->is_positive() ? signs_of(r.rel) : flip(signs_of(r.rel));
  if (s != kAll && a.offer(s, {{"rule", "assumption"}})) return true;
  if (const Signs p = property_signs(a.canonical); p != kAll && a.offer(p, {{"rule", "property"}})) return true;
  // c*exp(p) and c*relu(p)
  numeric c = 1;
  Expr rest = a.canonical;
  if (is_a<GiNaC::mul>(rest) && is_a<numeric>(rest.op(rest.nops() - 1))) {
    c = GiNaC::ex_to<numeric>(rest.op(rest.nops() - 1));
    rest = rest / c;
  }
  const Signs sign = c.is_positive() ? kPositive : kNegative;
  if (is_exp(rest)) return a.offer(sign, {{"rule", "exp"}});
  if (has_head(rest, Head::Relu)) return a.offer(sign | kZero, {{"rule", "relu"}});
  return false;
}

bool SignSearch::by_scaled_assumption(const Context& g, Attempt& a) {
  // e = exp(r)*q for q that matches a relation: exp(r) > 0.
  const auto parts = [](const Expr& t) {
    std::pair<Expr, Expr> rest_and_exponent{1, 0};
    for (const auto& [f, n] : factors_of_product(t)) {
      if (is_exp(f)) rest_and_exponent.second += n * f.op(0);
      else if (!is_a<numeric>(f)) rest_and_exponent.first *= GiNaC::pow(f, n);
    }
    return rest_and_exponent;
  };
  const auto [rest, exponent] = parts(summands(a.canonical).front());
  for (const auto& r : g.relations()) {
    for (const auto& t : summands(r.expr)) {
      const auto [other_rest, other_exponent] = parts(t);
      if (!(rest - other_rest).is_zero()) continue;
      const Expr shift = canonical(exponent - other_exponent);
      if (shift.is_zero()) continue;
      const Expr scaled = canonical(a.canonical * symbolic::exp_of(-shift));
      if (!ratio(scaled, r.expr)) continue;
      Attempt inner{scaled, scaled, a.wanted, {}};
      by_assumption(g, inner);
      if (!inner.best.found()) continue;
      const Json factors = {{{"expr", to_text(symbolic::exp_of(shift))}, {"proof", {{"rule", "exp"}}}}, {{"expr", to_text(scaled)}, {"proof", inner.best.node}}};
      if (a.offer(inner.best.signs, {{"rule", "product"}, {"factors", factors}})) return true;
    }
  }
  return false;
}

bool SignSearch::by_pieces(const Context& g, Attempt& a, int splits) {
  const auto kinks = kink_arguments(a.canonical);
  if (kinks.empty()) return false;
  Json pieces = Json::array();
  Expr form = a.form;
  for (const auto& z : kinks) {
    const Signs seen = g.observed(z) & kNonzero;
    if (seen == kNonzero && !g.samples().empty()) continue;
    for (const Signs goal : {kPositive | kZero, kNegative | kZero}) {
      if (seen & ~goal && !g.samples().empty()) continue;
      const auto p = search(g, z, goal, splits);
      if (!p.within(goal)) continue;
      pieces.push_back({{"argument", to_text(z)}, {"proof", p.node}});
      form = resolve_kink(form, z, p.signs);
      break;
    }
  }
  if (pieces.empty()) return false;
  const auto p = search(g, form, a.wanted, splits);
  return p.found() && a.offer(p.signs, {{"rule", "pieces"}, {"pieces", pieces}, {"proof", p.node}});
}

SignProof SignSearch::product(const Context& g, const std::vector<std::pair<Expr, int>>& factors) {
  Signs total = kPositive;
  Json list = Json::array();
  for (const auto& [f, n] : factors) {
    const Signs seen = g.samples().empty() ? 0 : g.observed(f);
    Json item{{"expr", to_text(f)}, {"power", n}};
    Signs s = kAll;
    if (n % 2 == 0) {
      SignProof p = search(g, f, kNonzero, 0);
      if (!p.found()) {
        // Nothing known of the base: a relation may speak of the power itself, and an even power is nonnegative anyway.
        Attempt whole{GiNaC::pow(f, n), canonical(GiNaC::pow(f, n)), kPositive, {}};
        whole.offer(kZero | kPositive, {{"rule", "square"}, {"base", to_text(f)}, {"power", n}});
        by_assumption(g, whole);
        s = whole.best.signs;
        item = {{"expr", to_text(whole.form)}, {"power", 1}, {"proof", whole.best.node}};
      } else {
        s = (p.signs & kZero) | (p.signs & kNonzero ? kPositive : 0);
        item["proof"] = p.node;
      }
    } else {
      SignProof p = search(g, f, seen == kZero ? kZero : seen, 0);
      if (!p.found()) return {};
      s = p.signs;
      item["proof"] = p.node;
    }
    list.push_back(item);
    total = multiply(total, s);
    if (total == kAll) return {};
  }
  return {total, Json{{"rule", "product"}, {"factors", list}}};
}

SignProof SignSearch::sum(const Context& g, const std::vector<Expr>& terms) {
  Signs side = 0;
  if (!g.samples().empty()) {
    for (const auto& t : terms) side |= g.observed(t) & kNonzero;
    if (side == kNonzero) return {};
  }
  Json list = Json::array();
  Signs total = kZero;
  for (const auto& t : terms) {
    const Signs seen = g.samples().empty() ? 0 : g.observed(t);
    const auto p = search(g, t, seen, 0);
    if (!p.found()) return {};
    total = add(total, p.signs);
    if (total == kAll) return {};
    list.push_back({{"expr", to_text(t)}, {"proof", p.node}});
  }
  return {total, Json{{"rule", "sum"}, {"terms", list}}};
}

bool SignSearch::by_factors(const Context& g, Attempt& a) {
  const Expr& e = a.form;
  if (is_a<GiNaC::mul>(e) || (is_a<GiNaC::power>(e) && e.op(1).info(GiNaC::info_flags::posint))) {
    if (a.offer(product(g, factors_of_product(e)))) return true;
  }
  if (symbolic::is_constant(a.canonical) || a.canonical.nops() > 80) return false;
  const auto& factors = factors_of(a.canonical);
  const bool proper = factors.size() > 1 || (factors.size() == 1 && factors[0].second > 1);
  if (!proper) return false;
  // An exponential that all terms share is taken out once: what is left may be seen to share another one, and so on.
  const auto is_unit = [](const Expr& f) { return is_a<numeric>(f) || is_exp(is_a<GiNaC::power>(f) ? f.op(0) : f); };
  const bool shares_only = std::count_if(factors.begin(), factors.end(), [&](const auto& f) { return !is_unit(f.first); }) == 1 &&
                           std::all_of(factors.begin(), factors.end(), [](const auto& f) { return f.second == 1; });
  if (shares_only && shared_taken_out_) return false;
  const Temporarily guard(shared_taken_out_, shared_taken_out_ || shares_only);
  return a.offer(product(g, factors));
}

const std::vector<std::pair<Expr, int>>& SignSearch::factors_of(const Expr& e) {
  auto it = factors_.find(e);
  if (it == factors_.end()) it = factors_.emplace(e, symbolic::factors(e)).first;
  return it->second;
}

const Expr& SignSearch::form_of(const Expr& e) {
  auto it = forms_.find(e);
  if (it == forms_.end()) it = forms_.emplace(e, enclosure_form(e)).first;
  return it->second;
}

const Expr& SignSearch::derivative_of(const Expr& e, const Symbol& v) {
  auto& byname = derivatives_[v.get_name()];
  auto it = byname.find(e);
  if (it == byname.end()) it = byname.emplace(e, symbolic::derivative(e, v)).first;
  return it->second;
}

bool SignSearch::by_structure(const Context& g, Attempt& a) {
  const Expr& e = a.form;
  if (is_a<GiNaC::power>(e) && e.op(1).info(GiNaC::info_flags::negint)) {
    const Expr of = GiNaC::pow(e.op(0), -e.op(1));
    const auto p = search(g, of, g.samples().empty() ? 0 : g.observed(of), 0);
    if (p.found() && !(p.signs & kZero) && a.offer(p.signs, {{"rule", "inverse"}, {"of", to_text(of)}, {"proof", p.node}})) return true;
  }
  if (is_a<GiNaC::add>(e) && a.offer(sum(g, summands(e)))) return true;
  return false;
}

bool SignSearch::by_terms(const Context& g, Attempt& a) {
  if (!is_a<GiNaC::add>(a.canonical)) return false;
  if (a.offer(sum(g, summands(a.canonical)))) return true;
  // Terms that share an exponential, all but a constant, or their symbols, together.
  enum class Share { Functions, AllButConstants, Symbols };
  for (const auto share : {Share::Functions, Share::AllButConstants, Share::Symbols}) {
    std::map<std::string, Expr> groups;
    for (const auto& t : a.canonical) {
      Expr kernel = 1;
      for (const auto& [f, n] : factors_of_product(t))
        if (share == Share::AllButConstants ? !symbolic::is_constant(f) : share == Share::Functions ? is_a<GiNaC::function>(f) : is_a<GiNaC::symbol>(f)) kernel *= GiNaC::pow(f, n);
      groups[to_text(kernel)] += t;
    }
    if (groups.size() < 2 || groups.size() >= summands(a.canonical).size()) continue;
    std::vector<Expr> terms;
    for (const auto& [key, t] : groups) terms.push_back(t);
    if (a.offer(sum(g, terms))) return true;
  }
  return false;
}

bool SignSearch::by_relation_and_rest(const Context& g, Attempt& a) {
  // e = c*p + rest for an inequality p of g that shares a monomial with e, c rational. Twice at most, one within the other: each relation is a branch.
  if (relations_used_ >= 2) return false;
  const Temporarily guard(relations_used_, relations_used_ + 1);
  for (const auto& r : g.relations()) {
    if (r.rel == Rel::Equal || r.rel == Rel::NotEqual || !is_a<GiNaC::add>(r.expr)) continue;
    std::vector<numeric> tried;
    for (const auto& t : r.expr) {
      for (const auto& u : summands(a.canonical)) {
        const auto c = is_a<numeric>(t) || is_a<numeric>(u) ? std::nullopt : ratio(u, t);
        if (!c || std::find(tried.begin(), tried.end(), *c) != tried.end()) continue;
        tried.push_back(*c);
        const Expr rest = canonical(a.canonical - *c * r.expr);
        if (summands(rest).size() > summands(a.canonical).size()) continue;
        if (a.offer(sum(g, {*c * r.expr, rest}))) return true;
      }
    }
  }
  return false;
}

bool SignSearch::by_property_and_rest(const Context& g, Attempt& a) {
  // e = c*(sigma_j(z) - bound) + rest for a property of sigma.
  for (const auto& [part, rest] : property_parts(a.canonical))
    if (a.offer(sum(g, {part, rest}))) return true;
  return false;
}

std::optional<Json> SignSearch::contradiction(const Context& g, bool at_once) {
  if (!g.samples().empty()) return std::nullopt;
  const auto absurd = [](const Relation& r, const SignProof& p) { return Json{{"rule", "absurd"}, {"expr", to_text(r.expr)}, {"proof", p.node}}; };
  // First what is seen at once, then with identities; estimates are left out.
  for (const bool shallow : {true, false}) {
    for (std::size_t k = 0; k < g.relations().size(); ++k) {
      const auto& r = g.relations()[k];
      const Signs impossible = kAll & ~signs_of(r.rel);
      const Context rest = g.without_relation(k);
      Attempt a{r.expr, r.expr, impossible, {}};
      if (r.expr.is_zero()) a.offer(kZero, {{"rule", "zero"}});
      (void)(by_assumption(rest, a) || by_enclosure(rest, a));
      if (!shallow && !a.best.within(impossible)) {
        // Without samples nothing would stop the search: a few levels only, and no relation is combined with another.
        const Temporarily depth(depth_, std::max(depth_, kMaxDepth - 3)), relations(relations_used_, 2);
        (void)(by_substitution(rest, a, 0) || by_factors(rest, a));
      }
      if (a.best.within(impossible)) return absurd(r, a.best);
    }
    if (at_once || depth_ > 4) break;
  }
  return std::nullopt;
}

std::optional<Json> SignSearch::piece(const Context& g, const Expr& z, Signs& sign) {
  for (const Signs goal : {kPositive, kNegative}) {
    const auto p = search(g, z, goal, 1);
    if (!p.within(goal)) continue;
    sign = goal;
    return Json{{"argument", to_text(z)}, {"proof", p.node}};
  }
  return std::nullopt;
}

}  // namespace losscert::prove
