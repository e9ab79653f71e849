// Signs of expressions in one variable on intervals and on the whole line: chains of derivatives from a known zero or from infinity, after division by what has a sign.
#pragma once
#include "prove/sign/sign.hpp"

namespace losscert::prove {

class LineSearch {
public:
  LineSearch(SignSearch& signs, Symbol v) : signs_(signs), v_(std::move(v)) {}

  /// A proof of a sign set within `wanted`, or nothing. `depth` bounds the derivatives taken.
  SignProof prove(const Context& g, const Expr& e, Signs wanted, int depth);

private:
  struct Range {
    std::optional<GiNaC::numeric> lo, hi;
    bool open_lo = false, open_hi = false;  ///< v is known to differ from that end
  };
  Range range(const Context& g) const;
  /// Signs that doubles show on the range; values that cancel count for nothing.
  Signs scan(const Expr& e, const Range& r) const;
  /// A number between the ends near which e seems to change its sign.
  std::optional<GiNaC::numeric> change(const Expr& e, const Range& r) const;
  std::vector<double> grid(const Range& r) const;
  Context on(const Context& g, const Range& r) const;

  SignProof basic(const Context& g, const Expr& e, Signs wanted);
  SignProof divided(const Context& g, const Expr& e, Signs wanted, int depth);
  SignProof core(const Context& g, const Expr& e, Signs wanted, int depth);
  SignProof from_base(const Context& g, const Expr& e, const GiNaC::numeric& base, Signs wanted, int depth);
  SignProof from_infinity(const Context& g, const Expr& e, bool right, Signs wanted, int depth);
  SignProof cut_at(const Context& g, const Expr& e, const GiNaC::numeric& cut, Signs wanted, int depth);
  std::vector<Expr> scalings(const Expr& e) const;

  SignSearch& signs_;
  Symbol v_;
  int cuts_ = 0;    ///< nested cuts
  int budget_ = 300;  ///< expressions that may still be looked at
};

}  // namespace losscert::prove
