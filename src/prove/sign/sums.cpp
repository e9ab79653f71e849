// Signs of sums and inverses (FORMAT.md, section 5.1: sum, inverse).
#include <algorithm>
#include <map>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/functions.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::to_text;

SignProof sum_of(Search& search, const SignAttempt& a, const std::vector<Expr>& terms) {
  if (!a.context.samples().empty()) {
    Signs side = 0;
    for (const auto& t : terms) side |= a.context.observed(t) & kNonzero;
    if (side == kNonzero) return {};
  }
  std::vector<proof::Part> parts;
  Signs total = kZero;
  for (const auto& t : terms) {
    auto p = a.sign(search, t, a.observed(t));
    if (!p.found()) return {};
    total = add(total, p.signs);
    if (total == kAll) return {};
    parts.push_back({t, std::move(p.node)});
  }
  return {total, proof::sum(parts)};
}

namespace sign {

bool structure(Search& search, const SignAttempt& a) {
  if (is_a<GiNaC::power>(a.e) && a.e.op(1).info(GiNaC::info_flags::negint)) {
    const Expr of = GiNaC::pow(a.e.op(0), -a.e.op(1));
    const auto p = a.sign(search, of, a.observed(of));
    if (p.found() && !(p.signs & kZero) && a.best.offer(p.signs, proof::inverse(of, p.node))) return true;
  }
  return is_a<GiNaC::add>(a.e) && a.best.offer(sum_of(search, a, summands(a.e)));
}

bool terms(Search& search, const SignAttempt& a) {
  if (!is_a<GiNaC::add>(a.canonical)) return false;
  if (a.best.offer(sum_of(search, a, summands(a.canonical)))) return true;
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
    std::vector<Expr> together;
    for (const auto& [key, t] : groups) together.push_back(t);
    if (a.best.offer(sum_of(search, a, together))) return true;
  }
  return false;
}

bool relation_and_rest(Search& search, const SignAttempt& a) {
  // p shares a monomial with e, c is rational.
  const auto own = summands(a.canonical);
  for (const auto& r : a.context.relations()) {
    if (r.rel == Rel::Equal || r.rel == Rel::NotEqual || !is_a<GiNaC::add>(r.expr)) continue;
    std::vector<numeric> tried;
    for (const auto& t : summands(r.expr)) {
      for (const auto& u : own) {
        const auto c = is_a<numeric>(t) || is_a<numeric>(u) ? std::nullopt : ratio(u, t);
        if (!c || std::find(tried.begin(), tried.end(), *c) != tried.end()) continue;
        tried.push_back(*c);
        const Expr rest = canonical(a.canonical - *c * r.expr);
        if (summands(rest).size() > own.size()) continue;
        if (a.best.offer(sum_of(search, a, {*c * r.expr, rest}))) return true;
      }
    }
  }
  return false;
}

bool property_and_rest(Search& search, const SignAttempt& a) {
  // e = c*(sigma_j(z) - bound) + rest for a property of sigma.
  for (const auto& [part, rest] : property_parts(a.canonical))
    if (a.best.offer(sum_of(search, a, {part, rest}))) return true;
  return false;
}

}  // namespace sign
}  // namespace losscert::prove
