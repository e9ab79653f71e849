// What GiNaC keeps inside its objects, read in place: op(k) of a sum or a product makes a new expression each time, get_name() a new string.
#pragma once
#include <unordered_map>

#include "symbolic/functions.hpp"

namespace losscert::symbolic {

/// The pairs of a sum, rest * coeff, or of a product, rest ^ coeff (coeff a number), without the number that stands beside them.
inline const GiNaC::epvector& pairs_of(const Expr& e) {
  struct Inside : GiNaC::expairseq {
    static const GiNaC::epvector& of(const GiNaC::expairseq& s) { return s.*(&Inside::seq); }
  };
  return Inside::of(GiNaC::ex_to<GiNaC::expairseq>(e));
}

/// The number beside the pairs: a summand of a sum (0 for none), a factor of a product (1 for none).
inline const GiNaC::numeric& number_beside(const Expr& e) {
  struct Inside : GiNaC::expairseq {
    static const Expr& of(const GiNaC::expairseq& s) { return s.*(&Inside::overall_coeff); }
  };
  return GiNaC::ex_to<GiNaC::numeric>(Inside::of(GiNaC::ex_to<GiNaC::expairseq>(e)));
}

inline const std::string& name_inside(const Symbol& s) {
  struct Inside : Symbol {
    static const std::string& of(const Symbol& s) { return s.*(&Inside::name); }
  };
  return Inside::of(s);
}

/// Calls f with the terms of a sum without their coefficients, the bases of a product, the base of a power, or the argument of a function: whatever symbols and functions
/// e has are in these. Throws as head().
template <class F>
void for_each_inside(const Expr& e, F f) {
  switch (head(e)) {
    case Head::Number:
    case Head::Symbol: return;
    case Head::Sum:
    case Head::Product:
      for (const auto& p : pairs_of(e)) f(p.rest);
      return;
    default: f(e.op(0));
  }
}

struct ExprHash {
  std::size_t operator()(const Expr& e) const { return e.gethash(); }
};
struct ExprEqual {
  bool operator()(const Expr& a, const Expr& b) const { return a.is_equal(b); }
};

/// Results of a function of an expression, for searches ask the same again and again. Forgets everything when the weights of what it holds pass the limit.
template <class Value>
class Memo {
public:
  explicit Memo(std::size_t limit) : limit_(limit) {}
  Memo(const Memo&) = delete;
  Memo& operator=(const Memo&) = delete;

  /// Null if not known; valid until the next keep.
  const Value* find(const Expr& e) const {
    const auto found = known_.find(e);
    return found == known_.end() ? nullptr : &found->second;
  }
  const Value& keep(const Expr& e, Value v, std::size_t weight = 1) {
    if (weight_ + weight > limit_) known_.clear(), weight_ = 0;
    weight_ += weight;
    known_.erase(e);
    return known_.emplace(e, std::move(v)).first->second;
  }

private:
  std::size_t limit_, weight_ = 0;
  std::unordered_map<Expr, Value, ExprHash, ExprEqual> known_;
};

}  // namespace losscert::symbolic
