// Signs by enclosures over the box (FORMAT.md, section 5.1: interval).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

#include "prove/algebra/expressions.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;
using symbolic::symbols_of;

namespace {

/// No exponential in the constant e is huge or tiny.
bool is_moderate(const Expr& e) {
  if (has_head(e, symbolic::Head::Exp)) {
    const auto x = approx_value(e.op(0), {});
    if (!x || !(std::fabs(*x) < 500)) return false;
  }
  return std::all_of(e.begin(), e.end(), is_moderate);
}

/// Says how narrow the range of e is known, for goals that are shown.
void remark_nearest(Search& search, const SignAttempt& a, const std::vector<Expr>& forms) {
  if (a.scope.depth > 2 || a.scope.small_cell || a.wanted == 0) return;
  std::optional<std::pair<double, double>> range;
  for (const auto& form : forms) {
    const auto v = interval::enclose(form, a.context.box(), a.context.bits());
    if (!v.interval || !v.interval->is_finite()) continue;
    const double low = v.interval->lower().to_double(), high = v.interval->upper().to_double();
    if (!range || high - low < range->second - range->first) range = {low, high};
  }
  if (!range) return;
  search.trace().remark([range] {
    char text[80];
    std::snprintf(text, sizeof text, "its enclosure over the box is [%.4g, %.4g]", range->first, range->second);
    return std::string(text);
  });
}

}  // namespace

bool enclosure(Search& search, const SignAttempt& a) {
  const bool constant = symbolic::is_constant(a.canonical);
  std::vector<Expr> forms{a.e};
  if (!constant) forms.push_back(search.caches().enclosure_forms.get(a.canonical, enclosure_form));
  forms.push_back(a.canonical);
  for (unsigned bits = a.context.bits();; bits *= 2) {
    for (const auto& form : forms) {
      const auto v = interval::enclose(form, a.context.box(), bits);
      if (!v.interval) continue;
      const Signs s = signs_of(*v.interval);
      if (s == kAll || !a.best.offer(s, proof::interval(form))) continue;
      search.note_bits(bits);
      return true;
    }
    if (!constant) {
      remark_nearest(search, a, forms);
      return false;
    }
    if (bits * 2 <= search.options().limit_bits) continue;
    // Too small to be anything but 0, if no exponential is: the checker's exact arithmetic will tell.
    if (!symbols_of(a.canonical).empty() || !is_moderate(a.canonical)) return false;
    const auto v = interval::enclose(a.canonical, a.context.box(), bits);
    const numeric tiny = GiNaC::pow(numeric(2), numeric(-static_cast<int>(bits / 2)));
    return v.interval && v.interval->is_finite() && v.interval->upper() < tiny && v.interval->lower() > -tiny && a.best.offer(kZero, proof::zero());
  }
}

}  // namespace losscert::prove::sign
