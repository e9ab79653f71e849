// Low values of a function, sought in double precision: hints for exact points, nothing here is trusted.
#pragma once
#include <functional>

#include "prove/hints/evaluator.hpp"

namespace losscert::prove {

using symbolic::Expr;
using symbolic::Symbol;

/// f = rest + sum weight * base^2, as f is written; weights are positive rationals.
struct Squares {
  std::vector<std::pair<GiNaC::numeric, Expr>> terms;
  Expr rest = 0;
};
Squares squares_of(const Expr& f);

/// The values of the symbols at a sample; 0 where it has none.
std::vector<double> coordinates(const std::vector<Symbol>& symbols, const Sample& at);

struct Low {
  std::vector<double> x;
  double value = 0;
};

/// Minimises f over the variables `over`, all else fixed as in `at`, from that point and from others, the same ones every time. Best first. Stops early once `enough` says so.
std::vector<Low> low_points(const Expr& f, const std::vector<Symbol>& over, const Sample& at, int starts, const std::function<bool(const Low&)>& enough);

/// Short rationals near x for which `fits` holds, or nothing.
std::optional<std::vector<GiNaC::numeric>> shorten(const std::vector<double>& x, const std::function<bool(const std::vector<double>&)>& fits);

}  // namespace losscert::prove
