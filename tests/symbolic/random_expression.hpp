// Random expressions and random equal rewritings of them, for property tests. Seeded; but GiNaC chooses some signs by address, so that runs may still differ a little.
#pragma once
#include <map>
#include <random>
#include <string>
#include <vector>

#include "symbolic/functions.hpp"

namespace losscert::test {

using symbolic::Expr;
using GiNaC::numeric;

class RandomExpression {
public:
  explicit RandomExpression(unsigned seed) : engine_(seed) {}

  int integer(int lo, int hi) { return std::uniform_int_distribution<int>(lo, hi)(engine_); }
  numeric rational(int size = 6) { return numeric(integer(-size, size), integer(1, size)); }
  numeric nonzero_rational(int size = 6) {
    const int n = integer(1, size);
    return numeric(integer(0, 1) == 0 ? n : -n, integer(1, size));
  }
  Expr variable() {
    static const char* const names[] = {"u", "v", "w[1]", "w[2]"};
    return symbolic::symbol(names[integer(0, 3)]);
  }

  /// A polynomial in the variables of degree at most 2.
  Expr polynomial() {
    Expr p = rational();
    for (int k = integer(1, 3); k > 0; --k) p = p + nonzero_rational() * variable() * (integer(0, 2) == 0 ? variable() : Expr(1));
    return p;
  }

  /// In symbols and exp(polynomial): the class on which the zero test is faithful.
  Expr faithful(int depth) {
    if (depth == 0) return integer(0, 2) == 0 ? symbolic::exp_of(polynomial()) : integer(0, 3) == 0 ? Expr(rational()) : variable();
    switch (integer(0, 4)) {
      case 0: return symbolic::power_of(faithful(depth - 1), 2);
      case 1:
      case 2: return faithful(depth - 1) * faithful(depth - 1);
      default: return faithful(depth - 1) + rational() * faithful(depth - 1);
    }
  }

  /// Any function of the core, defined everywhere apart from kinks: logarithms, roots and inverses of sums that are positive.
  Expr any(int depth) {
    if (depth == 0) return integer(0, 3) == 0 ? Expr(rational()) : variable();
    const auto positive = [&] { return 1 + symbolic::power_of(any(depth - 1), 2); };
    switch (integer(0, 12)) {
      case 0: return symbolic::exp_of(rational() * symbolic::sin_of(any(depth - 1)));
      case 1: return symbolic::log_of(positive());
      case 2: return symbolic::sin_of(any(depth - 1));
      case 3: return symbolic::cos_of(any(depth - 1));
      case 4: return symbolic::arctan_of(any(depth - 1));
      case 5: return symbolic::relu_of(any(depth - 1));
      case 6: return symbolic::power_of(positive(), numeric(integer(-3, 5), 2));
      case 7: return symbolic::power_of(positive(), -integer(1, 2));
      case 8: return symbolic::exp_of(symbolic::log_of(positive()) * integer(-2, 2));
      case 9:
      case 10: return any(depth - 1) * any(depth - 1);
      default: return any(depth - 1) + rational() * any(depth - 1);
    }
  }

  /// The same function, written otherwise: products multiplied out in part, exponentials split, relu scaled, zeros added.
  Expr rewritten(const Expr& e) {
    using symbolic::Head;
    const Head h = symbolic::head(e);
    switch (h) {
      case Head::Number: return e;
      case Head::Symbol: {
        const Expr q = polynomial(), r = polynomial();
        if (integer(0, 5) == 0) return e * symbolic::exp_of(q) * symbolic::exp_of(-q);
        if (integer(0, 5) == 0) return e + q * r - (q * r).expand();
        return e;
      }
      case Head::Sum: {
        Expr s = 0;
        for (const Expr& part : parts(e)) s = rewritten(part) + s;
        return s;
      }
      case Head::Product: {
        Expr p = 1;
        for (const Expr& part : parts(e)) {
          const Expr f = rewritten(part);
          if (symbolic::head(f) != Head::Sum) {
            p = p * f;
            continue;
          }
          Expr distributed = 0;
          for (std::size_t i = 0; i < f.nops(); ++i) distributed = distributed + p * f.op(i);
          p = distributed;
        }
        return p;
      }
      case Head::Power: {
        const numeric n = GiNaC::ex_to<numeric>(e.op(1));
        if (!n.is_integer() || integer(0, 1) == 0) return symbolic::power_of(rewritten(e.op(0)), n);
        return symbolic::power_of(rewritten(e.op(0)), n - 1) * rewritten(e.op(0));
      }
      case Head::Exp: {
        const Expr part = rational() * variable();
        return symbolic::exp_of(part) * symbolic::exp_of(rewritten(e.op(0)) - part);
      }
      case Head::Relu: {
        const int c = integer(1, 5);
        return symbolic::relu_of(c * rewritten(e.op(0))) / c;
      }
      default: return symbolic::apply(h, rewritten(e.op(0)));
    }
  }

private:
  /// Operands by text: GiNaC's order differs from run to run.
  static std::vector<Expr> parts(const Expr& e) {
    std::map<std::string, Expr> sorted;
    for (std::size_t k = 0; k < e.nops(); ++k) sorted.emplace(symbolic::to_text(e.op(k)), e.op(k));
    std::vector<Expr> out;
    for (const auto& [text, part] : sorted) out.push_back(part);
    return out;
  }

  std::mt19937 engine_;
};

}  // namespace losscert::test
