// Signs of f(p)*h(q) - f(q)*h(p) = h(p)*h(q)*(f(p)/h(p) - f(q)/h(q)), by the slope of f/h (FORMAT.md, section 5.1: mean-value with one variable as base of the other).
#include <algorithm>

#include "prove/sign/sign.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using symbolic::canonical;
using symbolic::contains;
using symbolic::Head;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

std::optional<SignSearch::Separated> SignSearch::separated(const Expr& e) {
  // Two groups of terms, by their logarithm.
  std::map<std::string, Expr> groups;
  for (const auto& t : summands(e)) {
    std::string key;
    for (const auto& [f, n] : factors_of_product(t))
      if (has_head(f, Head::Log) && !symbols_of(f).empty()) key += to_text(f);
    groups[key] += t;
    if (groups.size() > 2) return std::nullopt;
  }
  if (groups.size() != 2 || groups.begin()->first.empty()) return std::nullopt;
  const Expr first = groups.begin()->second, second = groups.rbegin()->second;
  const auto symbols = symbols_of(e);
  for (std::size_t i = 0; i < symbols.size(); ++i)
    for (std::size_t j = i + 1; j < symbols.size(); ++j) {
      const Symbol &p = symbols[i], &q = symbols[j];
      if (!canonical(substitute(first, {{p, q}, {q, p}}) + second).is_zero()) continue;
      Separated s{p, q, 1, 1};
      bool apart = true;
      for (const auto& [f, n] : symbolic::factors(first)) {
        apart &= !(contains(f, p) && contains(f, q));
        (contains(f, q) ? s.h : s.f) *= GiNaC::pow(f, n);
      }
      if (apart) return s;
    }
  return std::nullopt;
}

bool SignSearch::by_separation(const Context& g, Attempt& a) {
  if (in_separation_ || g.samples().empty() || !is_a<GiNaC::add>(a.canonical)) return false;
  const auto s = separated(a.canonical);
  if (!s || g.is_root(s->p) || g.is_root(s->q)) return false;
  const Temporarily guard(in_separation_, true);
  const auto p = g.box().find(s->p.get_name()), q = g.box().find(s->q.get_name());
  if (p == g.box().end() || q == g.box().end()) return false;
  // Both on one side of 0, where the quotient is taken.
  const bool right = q->second.is_nonnegative();
  if (!(right ? p->second.is_nonnegative() : p->second.is_nonpositive() && q->second.is_nonpositive())) return false;
  const Expr at_p = substitute(s->h, {{s->q, s->p}}), at_q = s->h;  // h(p), h(q)
  const Expr quotient = canonical(s->f / at_p), difference = quotient - canonical(substitute(quotient, {{s->p, s->q}}));
  const auto hp = search(g, at_p, kNonzero, 0), hq = search(g, at_q, kNonzero, 0), side = search(g, s->q - s->p, kNonzero, 0);
  if (!hp.within(kNonzero) || !hq.within(kNonzero) || !side.found()) return false;
  Context line = g.without(s->q);
  line.add({s->q, right ? Rel::Greater : Rel::Less});
  const auto slope = search(line, symbolic::derivative(difference, s->q), kNonzero, 1);
  if (!slope.within(kNonzero)) return false;
  const Json mean{{"rule", "mean-value"},       {"variable", s->q.get_name()}, {"base", s->p.get_name()}, {"low", right ? "0" : "-oo"},
                  {"high", right ? "oo" : "0"}, {"at", {{"rule", "zero"}}},    {"slope", slope.node},     {"side", side.node}};
  const Json factors = {
      {{"expr", to_text(at_p)}, {"proof", hp.node}}, {{"expr", to_text(at_q)}, {"proof", hq.node}}, {{"expr", to_text(difference)}, {"proof", mean}}};
  return a.offer(multiply(multiply(hp.signs, hq.signs), multiply(slope.signs, side.signs)), {{"rule", "product"}, {"factors", factors}});
}

}  // namespace losscert::prove
