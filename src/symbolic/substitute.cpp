// Substitution, and the symbols of an expression. Rebuilt with the builders of expr.hpp, so that GiNaC never sees a root of a negative number (it would answer with I).
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "symbolic/stored.hpp"

namespace losscert::symbolic {
namespace {

class Substituter {
public:
  explicit Substituter(const Substitution& s) : map_(s) {}

  Expr operator()(const Expr& e) {
    const Head h = head(e);
    if (h == Head::Number) return e;
    if (h == Head::Symbol) {
      const auto found = map_.find(GiNaC::ex_to<Symbol>(e));
      return found == map_.end() ? e : found->second;
    }
    if (const auto found = done_.find(e); found != done_.end()) return found->second;
    return done_.emplace(e, rebuilt(e, h)).first->second;
  }

private:
  // True where something changes. Functions and powers are remembered; sums and products are read in place.
  bool touches(const Expr& e) {
    const Head h = head(e);
    if (h == Head::Number) return false;
    if (h == Head::Symbol) {
      const auto found = map_.find(GiNaC::ex_to<Symbol>(e));
      return found != map_.end() && !found->second.is_equal(e);
    }
    if (h == Head::Sum || h == Head::Product) return touches_pairs(e);
    if (const auto found = touched_.find(e); found != touched_.end()) return found->second;
    return touched_.emplace(e, touches(e.op(0))).first->second;
  }
  bool touches_pairs(const Expr& e) {
    const auto& pairs = pairs_of(e);
    return std::any_of(pairs.begin(), pairs.end(), [&](const GiNaC::expair& p) { return touches(p.rest); });
  }

  Expr rebuilt(const Expr& e, Head h) {
    if (!touches(e)) return e;
    if (h == Head::Sum) return sum(e);
    if (h == Head::Product) return product(e);
    if (h == Head::Power) {
      if (!GiNaC::is_exactly_a<GiNaC::numeric>(e.op(1))) throw std::domain_error("an exponent that is not a rational constant");
      return power_of((*this)(e.op(0)), GiNaC::ex_to<GiNaC::numeric>(e.op(1)));
    }
    return same_function(e, (*this)(e.op(0)));
  }

  Expr sum(const Expr& e) {
    GiNaC::epvector kept;  // terms that stay as they are stored
    GiNaC::exvector parts;
    for (const auto& p : pairs_of(e)) {
      if (!touches(p.rest)) kept.push_back(p);
      else if (p.coeff.is_equal(1)) parts.push_back((*this)(p.rest));
      else parts.push_back(GiNaC::dynallocate<GiNaC::mul>((*this)(p.rest), p.coeff));
    }
    const GiNaC::numeric& constant = number_beside(e);
    if (!kept.empty()) parts.push_back(GiNaC::dynallocate<GiNaC::add>(std::move(kept), constant));
    else if (!constant.is_zero()) parts.push_back(constant);
    return parts.size() == 1 ? parts.front() : Expr(GiNaC::dynallocate<GiNaC::add>(parts));
  }

  Expr product(const Expr& e) {
    GiNaC::exvector parts;
    for (const auto& p : pairs_of(e)) {
      const Expr base = touches(p.rest) ? (*this)(p.rest) : p.rest;
      parts.push_back(p.coeff.is_equal(1) ? base : power_of(base, GiNaC::ex_to<GiNaC::numeric>(p.coeff)));
    }
    parts.push_back(number_beside(e));
    return GiNaC::dynallocate<GiNaC::mul>(parts);
  }

  const Substitution& map_;
  std::unordered_map<Expr, Expr, ExprHash, ExprEqual> done_;
  std::unordered_map<Expr, bool, ExprHash, ExprEqual> touched_;
};

using Seen = std::unordered_set<Expr, ExprHash, ExprEqual>;

// Functions and powers are looked into once each; what sums and products hold is read in place.
void collect(const Expr& e, Seen& seen, std::set<Symbol, ByName>& out) {
  const Head h = head(e);
  if (h == Head::Number) return;
  if (h == Head::Symbol) {
    out.insert(GiNaC::ex_to<Symbol>(e));
    return;
  }
  if (h != Head::Sum && h != Head::Product && !seen.insert(e).second) return;
  for_each_inside(e, [&](const Expr& part) { collect(part, seen, out); });
}

}  // namespace

Expr substitute(const Expr& e, const Substitution& s) { return s.empty() ? e : Substituter(s)(e); }

std::vector<Symbol> symbols_of(const Expr& e) {
  static auto& known = *new Memo<std::vector<Symbol>>(20000);
  if (const auto* found = known.find(e)) return *found;
  Seen seen;
  std::set<Symbol, ByName> out;
  collect(e, seen, out);
  return known.keep(e, {out.begin(), out.end()});
}

bool contains(const Expr& e, const Symbol& v) {
  const auto symbols = symbols_of(e);
  return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return s.is_equal(v); });
}

}  // namespace losscert::symbolic
