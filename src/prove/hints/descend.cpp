#include "prove/hints/descend.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <unordered_map>

#include "prove/algebra/linear.hpp"
#include "support/deadline.hpp"
#include "symbolic/functions.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::Head;

namespace {

struct ExprHash {
  std::size_t operator()(const Expr& e) const { return e.gethash(); }
};
struct ExprEqual {
  bool operator()(const Expr& a, const Expr& b) const { return a.is_equal(b); }
};

}  // namespace

Program::Program(const std::vector<Expr>& outputs, const std::vector<Symbol>& inputs) : inputs_(inputs.size()) {
  std::unordered_map<Expr, std::size_t, ExprHash, ExprEqual> known;
  const std::function<std::size_t(const Expr&)> compile = [&](const Expr& e) -> std::size_t {
    if (const auto it = known.find(e); it != known.end()) return it->second;
    Instruction i{};
    const Head h = symbolic::head(e);
    i.head = static_cast<int>(h);
    std::vector<std::size_t> arguments;
    switch (h) {
      case Head::Number: i.number = GiNaC::ex_to<numeric>(e).to_double(); break;
      case Head::Symbol: {
        const auto at = std::find_if(inputs.begin(), inputs.end(), [&](const Symbol& v) { return v.is_equal(GiNaC::ex_to<Symbol>(e)); });
        i.input = static_cast<std::size_t>(at - inputs.begin());  // one beyond the end: undefined
        break;
      }
      case Head::Power:
        i.number = GiNaC::ex_to<numeric>(e.op(1)).to_double();
        arguments.push_back(compile(e.op(0)));
        break;
      default: {
        // In the order of the text where the order matters for rounding.
        std::vector<Expr> parts(e.begin(), e.end());
        if (h == Head::Sum || h == Head::Product) std::sort(parts.begin(), parts.end(), [](const Expr& a, const Expr& b) { return symbolic::to_text(a) < symbolic::to_text(b); });
        for (const auto& p : parts) arguments.push_back(compile(p));
      }
    }
    i.first = arguments_.size();
    i.count = arguments.size();
    arguments_.insert(arguments_.end(), arguments.begin(), arguments.end());
    code_.push_back(i);
    known.emplace(e, code_.size() - 1);
    return code_.size() - 1;
  };
  for (const auto& e : outputs) outputs_.push_back(compile(e));
  registers_.resize(code_.size());
  adjoint_.resize(code_.size());
  out_.resize(outputs_.size());
}

const std::vector<double>& Program::values(const std::vector<double>& x) {
  for (std::size_t k = 0; k < code_.size(); ++k) {
    const Instruction& i = code_[k];
    const auto argument = [&](std::size_t j) { return registers_[arguments_[i.first + j]]; };
    double v = 0;
    switch (static_cast<Head>(i.head)) {
      case Head::Number: v = i.number; break;
      case Head::Symbol: v = i.input < inputs_ ? x[i.input] : std::nan(""); break;
      case Head::Sum:
        for (std::size_t j = 0; j < i.count; ++j) v += argument(j);
        break;
      case Head::Product:
        v = 1;
        for (std::size_t j = 0; j < i.count; ++j) v *= argument(j);
        break;
      case Head::Power: v = i.number == 2 ? argument(0) * argument(0) : i.number == -1 ? 1 / argument(0) : std::pow(argument(0), i.number); break;
      case Head::Exp: v = std::exp(argument(0)); break;
      case Head::Log: v = std::log(argument(0)); break;
      case Head::Sin: v = std::sin(argument(0)); break;
      case Head::Cos: v = std::cos(argument(0)); break;
      case Head::Arctan: v = std::atan(argument(0)); break;
      case Head::Relu: v = argument(0) < 0 ? 0 : argument(0); break;
      case Head::Step: v = argument(0) > 0 ? 1 : argument(0) < 0 ? 0 : std::nan(""); break;
      case Head::Abstract: v = std::nan(""); break;  // no one function to follow
    }
    registers_[k] = v;
  }
  for (std::size_t k = 0; k < outputs_.size(); ++k) out_[k] = registers_[outputs_[k]];
  return out_;
}

std::vector<double> Program::gradient(std::size_t output) {
  std::vector<double> g(inputs_, 0.0);
  std::fill(adjoint_.begin(), adjoint_.end(), 0.0);
  adjoint_[outputs_[output]] = 1;
  for (std::size_t k = outputs_[output] + 1; k-- > 0;) {
    const double a = adjoint_[k];
    if (a == 0) continue;
    const Instruction& i = code_[k];
    const auto index = [&](std::size_t j) { return arguments_[i.first + j]; };
    const double z = i.count ? registers_[index(0)] : 0;
    switch (static_cast<Head>(i.head)) {
      case Head::Number:
      case Head::Abstract:
      case Head::Step: break;
      case Head::Symbol:
        if (i.input < inputs_) g[i.input] += a;
        break;
      case Head::Sum:
        for (std::size_t j = 0; j < i.count; ++j) adjoint_[index(j)] += a;
        break;
      case Head::Product:
        for (std::size_t j = 0; j < i.count; ++j) {
          double rest = a;
          for (std::size_t l = 0; l < i.count; ++l)
            if (l != j) rest *= registers_[index(l)];
          adjoint_[index(j)] += rest;
        }
        break;
      case Head::Power: adjoint_[index(0)] += a * i.number * std::pow(z, i.number - 1); break;
      case Head::Exp: adjoint_[index(0)] += a * registers_[k]; break;
      case Head::Log: adjoint_[index(0)] += a / z; break;
      case Head::Sin: adjoint_[index(0)] += a * std::cos(z); break;
      case Head::Cos: adjoint_[index(0)] -= a * std::sin(z); break;
      case Head::Arctan: adjoint_[index(0)] += a / (1 + z * z); break;
      case Head::Relu: adjoint_[index(0)] += z > 0 ? a : 0; break;
    }
  }
  return g;
}

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
    if (square && weight.is_positive()) s.terms.emplace_back(weight, base);
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

/// (A + m*diag) y = b for a symmetric positive semidefinite A; false if not positive definite.
bool solve_damped(std::vector<std::vector<double>> a, double m, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) a[k][k] += m * (1e-3 + a[k][k]);
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t l = 0; l <= k; ++l) {
      double s = a[k][l];
      for (std::size_t j = 0; j < l; ++j) s -= a[k][j] * a[l][j];
      if (k == l) {
        if (!(s > 0)) return false;
        a[k][k] = std::sqrt(s);
      } else {
        a[k][l] = s / a[l][l];
      }
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t j = 0; j < k; ++j) b[k] -= a[k][j] * b[j];
    b[k] /= a[k][k];
  }
  for (std::size_t k = n; k-- > 0;) {
    for (std::size_t j = k + 1; j < n; ++j) b[k] -= a[j][k] * b[j];
    b[k] /= a[k][k];
  }
  return true;
}

/// Levenberg-Marquardt for sum of squares of the program's outputs. The first `n` inputs move.
Low least_squares(Program& p, std::vector<double> x, std::size_t n) {
  const auto size = [](const std::vector<double>& r) {
    double s = 0;
    for (const double v : r) s += v * v;
    return s;
  };
  std::vector<double> r = p.values(x);
  double now = size(r), damping = 1e-2;
  for (int step = 0; step < 200 && std::isfinite(now) && now > 1e-28; ++step) {
    Deadline::check();
    p.values(x);
    std::vector<std::vector<double>> h(n, std::vector<double>(n, 0.0));
    std::vector<double> b(n, 0.0);
    for (std::size_t k = 0; k < r.size(); ++k) {
      const auto g = p.gradient(k);
      for (std::size_t i = 0; i < n; ++i) {
        if (g[i] == 0) continue;
        b[i] -= g[i] * r[k];
        for (std::size_t j = 0; j <= i; ++j) h[i][j] += g[i] * g[j];
      }
    }
    bool moved = false;
    const double before = now;
    for (int tries = 0; tries < 12 && !moved; ++tries) {
      auto d = b;
      if (solve_damped(h, damping, d)) {
        auto y = x;
        for (std::size_t i = 0; i < n; ++i) y[i] += d[i];
        const auto there = p.values(y);
        const double value = size(there);
        if (std::isfinite(value) && value < now) {
          moved = true;
          x = y, r = there, now = value;
        }
      }
      damping = moved ? damping / 5 : damping * 4;
      damping = std::min(std::max(damping, 1e-14), 1e12);
    }
    if (!moved || before - now < 1e-12 * before) break;
  }
  return {x, now};
}

/// BFGS with backtracking for the first output.
Low descend(Program& p, std::vector<double> x, std::size_t n) {
  double now = p.value(x);
  auto g = p.gradient(0);
  std::vector<std::vector<double>> inverse(n, std::vector<double>(n, 0.0));
  const auto reset = [&] {
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) inverse[i][j] = i == j;
  };
  reset();
  bool fresh = true;
  for (int step = 0; step < 300 && std::isfinite(now); ++step) {
    Deadline::check();
    std::vector<double> d(n, 0.0);
    double slope = 0;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) d[i] -= inverse[i][j] * g[j];
      slope += d[i] * g[i];
    }
    if (!(slope < 0)) {
      if (fresh) break;
      reset(), fresh = true;
      continue;
    }
    double t = 1;
    bool moved = false;
    std::vector<double> y;
    double value = now;
    for (int tries = 0; tries < 40 && !moved; ++tries) {
      y = x;
      for (std::size_t i = 0; i < n; ++i) y[i] += t * d[i];
      value = p.value(y);
      moved = std::isfinite(value) && value <= now + 1e-4 * t * slope;
      t /= 2;
    }
    if (!moved) {
      if (fresh) break;
      reset(), fresh = true;
      continue;
    }
    const auto next = p.gradient(0);
    std::vector<double> s(n), q(n), hq(n, 0.0);
    double sq = 0, qhq = 0;
    for (std::size_t i = 0; i < n; ++i) s[i] = y[i] - x[i], q[i] = next[i] - g[i], sq += s[i] * q[i];
    if (sq > 1e-14) {
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) hq[i] += inverse[i][j] * q[j];
      for (std::size_t i = 0; i < n; ++i) qhq += q[i] * hq[i];
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) inverse[i][j] += (1 + qhq / sq) * s[i] * s[j] / sq - (hq[i] * s[j] + s[i] * hq[j]) / sq;
      fresh = false;
    }
    const double gain = now - value;
    x = y, now = value, g = next;
    if (gain < 1e-14 * (1 + std::fabs(now)) || now < -1e12) break;
  }
  return {x, now};
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
