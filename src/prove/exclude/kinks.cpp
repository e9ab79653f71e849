// Case distinctions at kinks, for N proofs (FORMAT.md, section 5.2).
#include <algorithm>

#include "prove/exclude/point.hpp"
#include "symbolic/factor.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

std::optional<Json> PointSearch::with_resolved_relation(const Context& g, const Substitution& s, Mode mode, int splits) {
  // A strict relation all of whose kinks have known signs is added as it reads without them.
  for (const auto& r : g.relations()) {
    if ((signs_of(r.rel) & kZero) || kink_arguments(r.expr).empty()) continue;
    Json pieces = Json::array();
    Expr e = r.expr;
    for (auto open = kink_arguments(e); !open.empty(); open = kink_arguments(e)) {
      const auto z = std::find_if(open.begin(), open.end(), [](const Expr& x) { return kink_arguments(x).empty(); });
      Signs sign = kAll;
      const auto evidence = z == open.end() ? std::nullopt : signs_.piece(g, *z, sign);
      if (!evidence) break;
      pieces.push_back(*evidence);
      e = canonical(resolve_kink(e, *z, sign));
    }
    if (!kink_arguments(e).empty() || std::any_of(g.relations().begin(), g.relations().end(), [&](const Relation& o) { return ratio(o.expr, e).has_value(); }))
      continue;
    const auto rest = exclude(g.with({e, r.rel}), s, mode, splits);
    if (!rest) return std::nullopt;
    const Json absurd{{"rule", "absurd"}, {"expr", to_text(r.expr)}, {"proof", {{"rule", "pieces"}, {"pieces", pieces}, {"proof", {{"rule", "assumption"}}}}}};
    const auto [holds, fails] = r.rel == Rel::NotEqual ? std::pair{"!=", "="} : r.rel == Rel::Less ? std::pair{"<", ">="} : std::pair{">", "<="};
    return Json{{"rule", "cases"}, {"on", to_text(e)}, {"branches", {{holds, *rest}, {fails, absurd}}}};
  }
  return std::nullopt;
}

std::optional<Json> PointSearch::by_three_signs(const Context& g, const Substitution& s, Mode mode, const Expr& on, int splits) {
  Json branches = Json::object();
  const Context zero = g.with({on, Rel::Equal});
  for (const auto& v : symbols_of(on)) {
    if (!on.is_polynomial(v) || on.degree(v) != 1 || !is_a<numeric>(on.coeff(v, 1)) || g.is_root(v)) continue;
    const Expr by = canonical(-on.coeff(v, 0) / on.coeff(v, 1));
    if (const auto absurd = signs_.contradiction(zero)) branches["="] = *absurd;
    else if (const auto p = exclude(zero.substituted(v, by), compose(s, v, by), mode, splits))
      branches["="] = Json{{"rule", "substitute"}, {"variable", v.get_name()}, {"by", to_text(by)}, {"proof", *p}};
    break;
  }
  if (!branches.contains("=")) {
    const auto p = exclude(zero, s, mode, splits);
    if (!p) return std::nullopt;
    branches["="] = *p;
  }
  for (const auto& [key, rel] : {std::pair{"<", Rel::Less}, {">", Rel::Greater}}) {
    const auto side = exclude(g.with({on, rel}), s, mode, splits);
    if (!side) return std::nullopt;
    branches[key] = *side;
  }
  return Json{{"rule", "cases"}, {"on", to_text(on)}, {"branches", branches}};
}

std::optional<Json> PointSearch::by_kink_cases(const Context& g, const Substitution& s, Mode mode, int splits) {
  // The argument of a kink whose sign at the point is open: on either side of it, and on it.
  for (const auto& z : kink_arguments(canonical(substitute(f_, s)))) {
    if (!kink_arguments(z).empty() || symbols_of(z).empty()) continue;
    Signs sign = kAll;
    if (signs_.piece(g, canonical(z), sign)) continue;
    // A product has the signs of its factors, and these are easier to put in where they are 0.
    Expr on = canonical(z);
    for (const auto& [f, power] : symbolic::factors(on))
      if (!is_a<numeric>(f) && !signs_.piece(g, f, sign)) {
        on = f;
        break;
      }
    return by_three_signs(g, s, mode, on, splits - 1);
  }
  return std::nullopt;
}

}  // namespace losscert::prove
