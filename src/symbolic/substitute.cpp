// Substitution, and the symbols of an expression. Rebuilt with the builders of expr.hpp, so that GiNaC never sees a root of a negative number (it would answer with I).
#include <set>
#include <unordered_map>

#include "symbolic/functions.hpp"

namespace losscert::symbolic {
namespace {

struct ExprHash {
  std::size_t operator()(const Expr& e) const { return e.gethash(); }
};
struct ExprEqual {
  bool operator()(const Expr& a, const Expr& b) const { return a.is_equal(b); }
};

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
  Expr rebuilt(const Expr& e, Head h) {
    GiNaC::exvector parts;
    bool changed = false;
    for (std::size_t i = 0; i < e.nops(); ++i) {
      const Expr old = e.op(i);
      parts.push_back((*this)(old));
      changed = changed || !parts.back().is_equal(old);
    }
    if (!changed) return e;
    if (h == Head::Sum) return GiNaC::dynallocate<GiNaC::add>(parts);
    if (h == Head::Product) return GiNaC::dynallocate<GiNaC::mul>(parts);
    if (h == Head::Power) {
      if (!GiNaC::is_exactly_a<GiNaC::numeric>(parts[1])) throw std::domain_error("an exponent that is not a rational constant");
      return power_of(parts[0], GiNaC::ex_to<GiNaC::numeric>(parts[1]));
    }
    return same_function(e, parts[0]);
  }

  const Substitution& map_;
  std::unordered_map<Expr, Expr, ExprHash, ExprEqual> done_;
};

using Seen = std::unordered_map<Expr, bool, ExprHash, ExprEqual>;

void collect(const Expr& e, Seen& seen, std::set<Symbol, ByName>& out) {
  if (GiNaC::is_a<Symbol>(e)) {
    out.insert(GiNaC::ex_to<Symbol>(e));
    return;
  }
  if (e.nops() == 0 || !seen.emplace(e, true).second) return;
  for (std::size_t i = 0; i < e.nops(); ++i) collect(e.op(i), seen, out);
}

}  // namespace

Expr substitute(const Expr& e, const Substitution& s) { return s.empty() ? e : Substituter(s)(e); }

std::vector<Symbol> symbols_of(const Expr& e) {
  Seen seen;
  std::set<Symbol, ByName> out;
  collect(e, seen, out);
  return {out.begin(), out.end()};
}

bool contains(const Expr& e, const Symbol& v) { return e.has(v); }

}  // namespace losscert::symbolic
