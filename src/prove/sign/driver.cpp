#include "prove/sign/driver.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "prove/algebra/expressions.hpp"
#include "prove/sign/parts.hpp"
#include "prove/sign/strategies.hpp"
#include "prove/sign/table.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using symbolic::canonical;

namespace {

constexpr int kMaxDepth = 14;
constexpr int kToldDepth = 1;  ///< goals further in say nothing of what the samples show

const char* words(Signs wanted) {
  switch (wanted) {
    case kNegative: return "< 0";
    case kZero: return "= 0";
    case kPositive: return "> 0";
    case kNegative | kZero: return "<= 0";
    case kPositive | kZero: return ">= 0";
    case kNonzero: return "!= 0";
    default: return "of some sign";
  }
}

std::string number(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", x);
  return text;
}

/// The values there of the symbols of e.
std::string place(const Expr& e, const Sample& at) {
  std::string out;
  for (const auto& v : symbolic::symbols_of(e))
    if (const auto it = at.find(v.get_name()); it != at.end()) out += (out.empty() ? "" : ", ") + v.get_name() + " = " + number(it->second);
  return out.empty() ? "everywhere" : "at " + out;
}

/// Says what the samples show of a goal that failed: one that contradicts it, or the value that is nearest to doing so.
void remark_samples(Search& search, const SignGoal& goal, const Expr& e) {
  if (goal.scope.depth > kToldDepth || goal.scope.small_cell || goal.wanted == 0 || goal.wanted == kAll) return;
  if (goal.context.samples().empty()) {
    search.trace().remark([] { return "no sample point satisfies the relations"; }, "hypotheses that are met at points that are easier to find, or a proof that they contradict each other");
    return;
  }
  const Samples& samples = goal.context.samples();
  const auto values = programs().sums(e, samples, 0, samples.size());
  std::optional<std::size_t> nearest;
  for (std::size_t k = 0; k < values.size(); ++k) {
    const auto& x = values[k];
    if (!x.defined() || !(std::fabs(x.sum) > 1e-10 * x.size)) continue;
    if ((x.sum > 0 ? kPositive : kNegative) & ~goal.wanted) {
      search.trace().remark([e, at = samples[k], value = x.sum] { return place(e, at) + " it is about " + number(value); }, "a hypothesis that excludes such points");
      return;
    }
    if (!nearest || std::fabs(x.sum) < std::fabs(values[*nearest].sum)) nearest = k;
  }
  if (!nearest || goal.wanted & kZero) return;
  search.trace().remark([e, at = samples[*nearest], least = values[*nearest].sum, n = samples.size()] {
    return "it holds at all " + std::to_string(n) + " samples, where the value nearest to 0 is about " + number(least) + ", " + place(e, at);
  });
}

/// The zero test of a long sum multiplies it out: not where a sample shows that it is no identity.
bool is_identity(const Context& g, const Expr& e) {
  return e.is_zero() || (!(e.nops() > 6 && g.differs(e)) && symbolic::zero_test(e) == symbolic::ZeroTest::Zero);
}

bool contradicted_by_samples(const SignAttempt& a) {
  if (a.context.samples().empty() || a.wanted == 0 || symbolic::is_constant(a.canonical)) return false;
  // Samples meet equations only roughly, and worse where two of them touch.
  const Signs seen = a.context.observed(a.canonical, a.wanted == kZero ? 1e-6 : 1e-10);
  if (seen & kNonzero & ~a.wanted) return true;
  if (seen != kZero || a.wanted & kZero) return false;
  const auto factors = factors_of_product(a.e);  // a product is tiny where no factor is 0
  return std::any_of(factors.begin(), factors.end(), [&](const auto& f) { return a.context.vanishes(f.first); });
}

bool run(Search& search, const SignStrategy& row, const SignAttempt& a) { return row.may_run(a) && prove::run(search, row, a, Judgement::Sign, a.e); }

void search_table(Search& search, const SignAttempt& a) {
  bool asked = false;
  for (const auto& row : sign::table()) {
    if (row.cost != Cost::Instant && !asked) {
      asked = true;
      if (contradicted_by_samples(a)) return;
    }
    if (run(search, row, a)) return;
  }
}

}  // namespace

SignProof prove_sign(Search& search, const SignGoal& goal) {
  Deadline::check();
  if (goal.scope.depth > kMaxDepth) return {};
  Trace::Entry entry(search.trace(), name(Judgement::Sign), Judgement::Sign, goal.e, words(goal.wanted));
  const Expr e = canonical(goal.e);
  if (is_identity(goal.context, e)) {
    entry.proved();
    return {kZero, proof::zero()};
  }
  Best best(e, goal.wanted);
  SignAttempt attempt{goal, e, best};
  ++attempt.scope.depth;
  search_table(search, attempt);
  const bool reached = goal.wanted == 0 ? best.proof().found() : best.proof().within(goal.wanted);
  if (reached) entry.proved();
  else remark_samples(search, goal, e);
  return best.proof();
}

std::optional<proof::Absurd> prove_contradiction(Search& search, const Context& g, const Scope& scope, bool at_once) {
  if (!g.samples().empty()) return std::nullopt;
  const Frame frame{"contradiction", scope.active};
  // First what is seen at once, then with identities, a few levels only; estimates are left out.
  for (const bool shallow : {true, false}) {
    for (std::size_t k = 0; k < g.relations().size(); ++k) {
      const auto& r = g.relations()[k];
      const Signs impossible = kAll & ~signs_of(r.rel);
      const Context rest = g.without_relation(k);
      Best best(r.expr, impossible);
      SignAttempt a{{rest, r.expr, impossible, 0, scope}, r.expr, best};
      if (r.expr.is_zero()) best.offer(kZero, proof::zero());
      if (!sign::known(search, a)) sign::enclosure(search, a);
      if (!shallow && !best.proof().within(impossible)) {
        a.scope.active = &frame;
        a.scope.depth = std::max(scope.depth, kMaxDepth - 3);
        const auto& names = sign::without_samples();
        const auto listed = [&](const SignStrategy& row) { return std::any_of(names.begin(), names.end(), [&](const char* name) { return std::strcmp(name, row.name) == 0; }); };
        for (const auto& row : sign::table())
          if (listed(row) && run(search, row, a)) break;
      }
      if (best.proof().within(impossible)) return proof::absurd(r.expr, best.proof().node);
    }
    if (at_once || scope.depth > 4) break;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
