#include "prove/minimum/definiteness.hpp"

#include <algorithm>
#include <cmath>

#include "interval/arithmetic.hpp"
#include "interval/enclosure.hpp"
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/point/shown.hpp"
#include "support/deadline.hpp"

namespace losscert::prove::minimum {

using GiNaC::numeric;
using interval::Interval;
using symbolic::canonical;

namespace {

/// A rational a little below x > 0, with few digits.
numeric below(double x) {
  x = std::min(x, 1e6);
  double scale = 1;
  while (x * scale < 16) scale *= 2;
  return numeric(static_cast<long>(x * scale)) / numeric(static_cast<long>(scale));
}

/// Hint: a lower bound of the smallest eigenvalue of every symmetric matrix with entries in h; may be wrong in the last digits.
std::optional<double> approx_smallest_eigenvalue(const std::vector<std::vector<Interval>>& h) {
  const std::size_t n = h.size();
  std::vector<std::vector<double>> mid(n, std::vector<double>(n));
  double spread = 0, largest = 0;
  for (std::size_t k = 0; k < n; ++k) {
    double row = 0;
    for (std::size_t l = 0; l < n; ++l) {
      if (!h[k][l].is_finite()) return std::nullopt;
      const double lo = h[k][l].lower().to_double(), hi = h[k][l].upper().to_double();
      mid[k][l] = (lo + hi) / 2;
      row += (hi - lo) / 2;
      largest = std::max(largest, std::fabs(mid[k][l]));
    }
    spread = std::max(spread, row);
  }
  const auto values = approx_eigenvalues(mid);
  if (values.empty()) return std::nullopt;
  return values.front() - spread - 1e-10 * largest;  // what doubles cannot tell counts as lost
}

/// LDL' of every symmetric matrix in h - modulus*I has positive pivots, as the checker will compute it.
bool is_definite_throughout(std::vector<std::vector<Interval>> h, const numeric& modulus, unsigned bits) {
  const std::size_t n = h.size();
  for (std::size_t k = 0; k < n; ++k) h[k][k] = h[k][k] - Interval(modulus, modulus, bits);
  for (std::size_t k = 0; k < n; ++k) {
    if (!h[k][k].is_positive()) return false;
    for (std::size_t i = k + 1; i < n; ++i)
      for (std::size_t j = k + 1; j <= i; ++j) {
        const auto q = divided(h[i][k] * h[j][k], h[k][k]);
        if (!q) return false;
        h[i][j] = h[i][j] - *q;
      }
  }
  return true;
}

}  // namespace

std::optional<std::vector<proof::Sign>> positive_minors(Search& search, const Scope& scope, Place& near, const std::vector<std::size_t>& block) {
  constexpr std::size_t kLargestBlock = 12;
  const std::size_t n = block.size();
  const auto h = [&](std::size_t k, std::size_t l) -> const Expr& { return near.hessian(block[k], block[l]); };
  std::vector<proof::Sign> list;
  std::vector<bool> done(n);
  for (std::size_t first = 0; first < n; ++first) {
    if (done[first]) continue;
    std::vector<std::size_t> part{first};  // a diagonal block
    done[first] = true;
    for (std::size_t i = 0; i < part.size(); ++i)
      for (std::size_t l = 0; l < n; ++l)
        if (!done[l] && !h(part[i], l).is_zero()) part.push_back(l), done[l] = true;
    std::sort(part.begin(), part.end());
    if (part.size() > kLargestBlock) return std::nullopt;
    for (std::size_t size = 1; size <= part.size(); ++size) {
      GiNaC::matrix m(static_cast<unsigned>(size), static_cast<unsigned>(size));
      for (std::size_t k = 0; k < size; ++k)
        for (std::size_t l = 0; l < size; ++l) m(static_cast<unsigned>(k), static_cast<unsigned>(l)) = h(part[k], part[l]);
      const Expr minor = canonical(m.determinant());
      const auto p = search.sign({near.context(), minor, kPositive, 1, scope});
      if (!p.within(kPositive)) {
        search.trace().remark([minor] { return "a minor of the Hessian, " + shown(minor) + ", is not shown to be positive"; });
        return std::nullopt;
      }
      list.push_back(p.node);
    }
  }
  return list;
}

std::optional<Ball> ball(Place& near, const std::vector<std::size_t>& block, const Substitution& manifold) {
  const std::size_t n = block.size();
  const auto piece = near.piece(2);
  const Context& g = near.context();
  std::map<std::pair<std::size_t, std::size_t>, interval::Tape> tapes;  // compiled once for all radii
  const auto entry = [&](std::size_t i, std::size_t j) -> const interval::Tape& { return tapes.try_emplace({i, j}, piece->derivatives->hessian(block[i], block[j])).first->second; };
  const auto radius = [](int k) { return GiNaC::ex_to<numeric>(GiNaC::pow(numeric(2), numeric(-k))); };
  const auto modulus = [&](int k) -> std::optional<numeric> {
    Deadline::check();
    interval::Box box = g.box();
    for (const auto& v : near.over()) {
      const auto x = interval::enclose(near.at().at(v), g.box(), g.bits());
      if (!x.interval || !x.interval->is_finite()) return std::nullopt;
      box.insert_or_assign(v.get_name(), Interval(x.interval->lower() - radius(k), x.interval->upper() + radius(k), g.bits()));
    }
    bool fine = near.keeps_piece(2, box);
    for (const auto& [u, e] : manifold) {
      const auto x = interval::enclose(canonical(e), box, g.bits());
      const auto& range = box.at(u.get_name());
      fine &= x.interval && x.interval->is_finite() && range.lower() <= x.interval->lower() && x.interval->upper() <= range.upper();
    }
    std::vector<std::vector<Interval>> h(n, std::vector<Interval>(n));
    for (std::size_t i = 0; i < n && fine; ++i) {
      const auto x = entry(i, i)(box, g.bits());
      fine = x.interval && x.interval->is_positive();
    }
    for (std::size_t i = 0; i < n && fine; ++i)
      for (std::size_t j = i; j < n && fine; ++j) {
        const auto x = entry(i, j)(box, g.bits());
        fine = x.interval.has_value();
        if (fine) h[i][j] = h[j][i] = *x.interval;
      }
    if (!fine) return std::nullopt;
    const auto least = n == 0 ? std::optional<double>(1) : approx_smallest_eigenvalue(h);
    if (!least || !(*least > 1e-12)) return std::nullopt;  // not a number where ends are too large
    const numeric m = below(*least / 2);
    return is_definite_throughout(h, m, g.bits()) ? std::optional(m) : std::nullopt;
  };
  // The largest power of 2 that will do, in leaps of 4 and then back.
  for (int k = -2; k <= 62; k += 4) {
    auto m = modulus(k);
    if (!m) continue;
    for (int larger = k - 1; larger > k - 4 && larger >= -2; --larger) {
      const auto more = modulus(larger);
      if (!more) return Ball{radius(larger + 1), *m};
      m = more;
    }
    return Ball{radius(std::max(k - 3, -2)), *m};
  }
  return std::nullopt;
}

}  // namespace losscert::prove::minimum
