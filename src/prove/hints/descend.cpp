#include "prove/hints/descend.hpp"

#include <nlopt.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <unsupported/Eigen/NonLinearOptimization>

#include "support/deadline.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::Expr;
using symbolic::Symbol;

Squares squares_of(const Expr& f) {
  Squares s;
  const std::vector<Expr> terms = is_a<GiNaC::add>(f) ? std::vector<Expr>(f.begin(), f.end()) : std::vector<Expr>{f};
  for (const auto& t : terms) {
    numeric weight = 1;
    Expr base = 1;
    bool square = !is_a<numeric>(t);
    const std::vector<Expr> factors = is_a<GiNaC::mul>(t) ? std::vector<Expr>(t.begin(), t.end()) : std::vector<Expr>{t};
    for (const auto& u : factors) {
      if (is_a<numeric>(u)) weight *= GiNaC::ex_to<numeric>(u);
      else if (is_a<GiNaC::power>(u) && u.op(1).info(GiNaC::info_flags::even)) base *= GiNaC::pow(u.op(0), u.op(1) / 2);
      else square = false;
    }
    if (square && weight.is_positive()) s.terms.emplace_back(weight, symbolic::to_text(base).front() == '-' ? Expr(-base) : base);  // the sign that GiNaC chose differs from run to run
    else s.rest += t;
  }
  std::sort(s.terms.begin(), s.terms.end(), [](const auto& a, const auto& b) { return symbolic::to_text(a.second) < symbolic::to_text(b.second); });
  return s;
}

std::vector<double> coordinates(const std::vector<Symbol>& symbols, const Sample& at) {
  std::vector<double> x;
  for (const auto& v : symbols) {
    const auto it = at.find(v.get_name());
    x.push_back(it == at.end() ? 0.0 : it->second);
  }
  return x;
}

namespace {

/// The outputs of a program as Eigen wants residuals: at least as many as there are variables. The first inputs move.
struct Residuals {
  using Scalar = double;
  enum { InputsAtCompileTime = Eigen::Dynamic, ValuesAtCompileTime = Eigen::Dynamic };
  using InputType = Eigen::VectorXd;
  using ValueType = Eigen::VectorXd;
  using JacobianType = Eigen::MatrixXd;

  Program& program;
  std::vector<double> point;
  int moving;

  int inputs() const { return moving; }
  int values() const { return std::max(moving, static_cast<int>(program.outputs())); }
  std::vector<double> at(const InputType& x) const {
    auto y = point;
    std::copy(x.begin(), x.end(), y.begin());
    return y;
  }
  int operator()(const InputType& x, ValueType& r) const {
    const auto& v = program.values(at(x));
    r.setZero(values());
    std::copy(v.begin(), v.end(), r.begin());
    return 0;
  }
  int df(const InputType& x, JacobianType& j) const {
    program.values(at(x));
    j.setZero(values(), moving);
    for (std::size_t k = 0; k < program.outputs(); ++k) {
      const auto g = program.gradient(k);
      for (int i = 0; i < moving; ++i) j(static_cast<Eigen::Index>(k), i) = g[static_cast<std::size_t>(i)];
    }
    return j.allFinite() ? 0 : -1;
  }
};

/// Levenberg-Marquardt for the sum of squares of the program's outputs. The first `n` inputs move.
Low least_squares(Program& p, const std::vector<double>& from, std::size_t n) {
  Residuals residuals{p, from, static_cast<int>(n)};
  Eigen::VectorXd x = Eigen::Map<const Eigen::VectorXd>(from.data(), static_cast<Eigen::Index>(n));
  Eigen::LevenbergMarquardt<Residuals> search(residuals);
  search.parameters.ftol = 1e-12;
  search.parameters.xtol = 1e-15;
  search.parameters.maxfev = 400;
  auto status = search.minimizeInit(x);
  for (int step = 0; step < 200 && std::isfinite(search.fnorm) && search.fnorm > 1e-14; ++step) {
    Deadline::check();
    status = search.minimizeOneStep(x);
    if (status != Eigen::LevenbergMarquardtSpace::Running) break;
  }
  return {residuals.at(x), search.fnorm * search.fnorm};
}

/// The first output from a point on: NLopt's function of x, which keeps the best.
struct Descent {
  Program& program;
  std::vector<double> point;
  Low best;
  nlopt_opt search = nullptr;
  std::exception_ptr stopped = nullptr;

  static double value(unsigned n, const double* x, double* gradient, void* self) {
    auto& d = *static_cast<Descent*>(self);
    try {
      Deadline::check();
      std::copy(x, x + n, d.point.begin());
      const double v = d.program.value(d.point);
      if (gradient) {
        const auto g = d.program.gradient(0);
        for (unsigned k = 0; k < n; ++k) gradient[k] = std::isfinite(g[k]) ? g[k] : 0;
      }
      if (std::isfinite(v) && v < d.best.value) d.best = {d.point, v};
      return std::isfinite(v) ? v : std::numeric_limits<double>::infinity();
    } catch (...) {  // no exception may pass through C
      d.stopped = std::current_exception();
      nlopt_force_stop(d.search);
      return 0;
    }
  }
};

/// A quasi-Newton method of limited memory for the first output.
Low descend(Program& p, const std::vector<double>& from, std::size_t n) {
  const double here = p.value(from);
  Descent d{p, from, {from, here}};
  if (!std::isfinite(here) || n == 0) return d.best;
  const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> search(nlopt_create(NLOPT_LD_LBFGS, static_cast<unsigned>(n)), nlopt_destroy);
  d.search = search.get();
  nlopt_set_min_objective(search.get(), Descent::value, &d);
  nlopt_set_stopval(search.get(), -1e12);
  nlopt_set_ftol_rel(search.get(), 1e-14);
  nlopt_set_maxeval(search.get(), 1000);
  std::vector<double> x(from.begin(), from.begin() + static_cast<long>(n));
  double value = here;
  nlopt_optimize(search.get(), x.data(), &value);  // however it ends, the best point counts
  if (d.stopped) std::rethrow_exception(d.stopped);
  return d.best;
}

}  // namespace

std::vector<Low> low_points(const Expr& f, const std::vector<Symbol>& over, const Sample& at, int starts, const std::function<bool(const Low&)>& enough) {
  std::vector<Symbol> inputs = over;
  for (const auto& v : symbolic::symbols_of(f))
    if (std::none_of(over.begin(), over.end(), [&](const Symbol& o) { return o.is_equal(v); })) inputs.push_back(v);
  const auto origin = coordinates(inputs, at);
  const std::size_t n = over.size();
  const Squares squares = squares_of(f);
  const bool all_squares = !squares.terms.empty() && std::none_of(over.begin(), over.end(), [&](const Symbol& v) { return symbolic::contains(squares.rest, v); });
  Program whole({f}, inputs);
  std::optional<Program> residuals;
  std::vector<double> scale;
  if (all_squares) {
    std::vector<Expr> list;
    for (const auto& [weight, base] : squares.terms) list.push_back(weight == 1 ? base : base * symbolic::power_of(weight, numeric(1, 2)));
    residuals.emplace(list, inputs);
  }
  std::mt19937 random(7);
  std::normal_distribution<double> normal(0.0, 1.0);
  std::vector<Low> found;
  for (int k = 0; k < starts; ++k) {
    auto x = origin;
    // From the point itself (an eighth of a unit away from it), then from ever wider clouds about the origin.
    const double width = k < 3 ? 0.125 * (1 << (2 * k)) : k % 3 == 0 ? 1.0 : k % 3 == 1 ? 0.5 : 3.0;
    for (std::size_t i = 0; i < n; ++i) x[i] = (k < 3 ? x[i] : 0.0) + width * normal(random);
    Low low = residuals ? least_squares(*residuals, x, n) : descend(whole, x, n);
    low.value = whole.value(low.x);
    if (!std::isfinite(low.value)) continue;
    low.x.resize(n);
    const bool stop = enough(low);
    found.push_back(std::move(low));
    if (stop) break;
  }
  std::stable_sort(found.begin(), found.end(), [](const Low& a, const Low& b) { return a.value < b.value; });
  return found;
}

std::optional<std::vector<numeric>> shorten(const std::vector<double>& x, const std::function<bool(const std::vector<double>&)>& fits) {
  for (const double v : x)
    if (!std::isfinite(v) || std::fabs(v) > 1e15) return std::nullopt;
  for (const int bits : {0, 1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 24, 32, 40}) {
    const double unit = std::ldexp(1.0, bits);
    std::vector<double> y;
    for (const double v : x) y.push_back(std::nearbyint(v * unit) / unit);
    if (!fits(y)) continue;
    std::vector<numeric> q;
    for (const double v : y) q.push_back(numeric(static_cast<long>(std::floor(v))) + numeric(static_cast<long>(std::nearbyint((v - std::floor(v)) * unit))) / numeric(1L << bits));
    return q;
  }
  return std::nullopt;
}

}  // namespace losscert::prove
