// The outputs of a loss, found from the way the function is written, and the columns at a point.
#include <algorithm>
#include <cmath>
#include <set>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/exclude/residual.hpp"
#include "prove/point/expansion.hpp"
#include "symbolic/factor.hpp"
#include "symbolic/series.hpp"

namespace losscert::prove::exclude {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::series;
using symbolic::substitute;

namespace {

constexpr std::size_t kMaxOutputs = 6;
constexpr int kMaxOrder = 7;  ///< of a curve
constexpr int kMaxPower = 100;  ///< of a residual

Symbol step(std::size_t j) { return symbolic::symbol("_c" + std::to_string(j + 1)); }

class Reader {
public:
  Reader(const std::vector<Symbol>& over, Outputs& out) : over_(over), out_(out) {}

  bool moves(const Expr& e) const {
    return std::any_of(over_.begin(), over_.end(), [&](const Symbol& v) { return symbolic::contains(e, v); });
  }

  /// scale*e as terms; false if some term is of no known shape.
  bool read(const Expr& e, const Expr& scale) {
    if (!moves(e)) return true;
    if (is_a<GiNaC::add>(e)) {
      const auto terms = operands(e);
      return std::all_of(terms.begin(), terms.end(), [&](const Expr& t) { return read(t, scale); });
    }
    if (is_a<GiNaC::mul>(e)) {
      Expr fixed = scale, rest;
      int moving = 0;
      for (const auto& f : e) {
        if (moves(f)) rest = f, ++moving;
        else fixed *= f;
      }
      return moving == 1 && read(rest, fixed);
    }
    if (out_.size() >= kMaxOutputs || !is_a<numeric>(scale)) return false;  // a symbolic factor: a regulariser, which changes the argument
    if (is_a<GiNaC::power>(e) && e.op(1).info(GiNaC::info_flags::posint) && e.op(1) < kMaxPower) {
      const Expr p = first_term_positive(e.op(0));
      const bool turned = !p.is_equal(e.op(0)) && e.op(1).info(GiNaC::info_flags::odd);
      out_.z.push_back(p);
      out_.residual.push_back(p);
      out_.scale.push_back(e.op(1) * (turned ? Expr(-scale) : scale));
      out_.power.push_back(GiNaC::ex_to<numeric>(e.op(1)).to_int() - 1);
      return true;
    }
    return read_composed(e, scale);
  }

private:
  /// l(z) with z the innermost part through which the term depends on the variables.
  bool read_composed(const Expr& e, const Expr& scale) {
    const Symbol hole = symbolic::symbol("_z");
    Expr z = e;
    std::vector<Expr> shells;  // each with the hole in place of the next
    for (;;) {
      std::vector<std::size_t> moving;
      for (std::size_t k = 0; k < z.nops(); ++k)
        if (moves(z.op(k))) moving.push_back(k);
      if (moving.size() != 1) break;
      const Expr child = z.op(moving[0]);
      Expr shell = z;
      if (is_a<GiNaC::add>(z)) shell = z - child + hole;
      else if (is_a<GiNaC::mul>(z)) shell = z / child * hole;
      else if (is_a<GiNaC::power>(z) && moving[0] == 0 && is_a<numeric>(z.op(1))) shell = symbolic::power_of(hole, GiNaC::ex_to<numeric>(z.op(1)));
      else if (is_a<GiNaC::function>(z)) shell = symbolic::same_function(z, hole);
      else return false;
      shells.push_back(shell);
      z = child;
    }
    if (shells.empty() || z.nops() == 0) return false;  // a bare weight is no network
    Expr l = hole;
    for (auto it = shells.rbegin(); it != shells.rend(); ++it) l = substitute(*it, {{hole, l}});
    out_.z.push_back(z);
    out_.residual.push_back(substitute(symbolic::derivative(l, hole), {{hole, z}}));
    out_.scale.push_back(scale);
    out_.power.push_back(1);
    out_.powers = false;
    return true;
  }

  const std::vector<Symbol>& over_;
  Outputs& out_;
};

/// Outputs that are multiples of each other are one: c*a^k + d*(q*a)^k = (c + d*q^k)*a^k, and l(a) + m(q*a) is a function of a.
void merge_multiples(Outputs& out) {
  for (std::size_t i = 0; i < out.size(); ++i)
    for (std::size_t j = out.size(); --j > i;) {
      if (out.powers && out.power[i] != out.power[j]) continue;
      const auto q = multiple(out.z[i], out.z[j]);
      if (!q) continue;
      if (out.powers) {
        const Expr scale = out.scale[i] + out.scale[j] * GiNaC::pow(*q, out.power[i] + 1);
        if (scale.is_zero()) continue;
        out.scale[i] = scale;
      } else {
        const auto slope = [&](std::size_t n) { return out.scale[n] * GiNaC::pow(out.residual[n], out.power[n]); };
        out.residual[i] = canonical(slope(i) + *q * slope(j));
        out.scale[i] = 1;
        out.power[i] = 1;
      }
      const auto drop = [&](auto& list) { list.erase(list.begin() + static_cast<std::ptrdiff_t>(j)); };
      drop(out.z), drop(out.residual), drop(out.scale), drop(out.power);
    }
}

}  // namespace

std::optional<numeric> multiple(const Expr& a, const Expr& b) {
  double salt = 0.3;
  std::map<std::string, double> point;
  for (const auto& v : symbolic::symbols_of(a + b)) point[v.get_name()] = salt = std::fmod(salt * 1.7 + 0.37, 1.1) + 0.2;
  const auto x = approx_value(a, point), y = approx_value(b, point);
  if (!x || !y || !std::isfinite(*x) || !std::isfinite(*y) || std::fabs(*x) < 1e-9 || std::fabs(*y) < 1e-9) return std::nullopt;
  const numeric q = near_rational(*y / *x, 12);
  if (std::fabs(q.to_double() * *x - *y) > 1e-9 * std::fabs(*y) || symbolic::zero_test(b - q * a) != symbolic::ZeroTest::Zero) return std::nullopt;
  return q;
}

std::optional<Outputs> outputs_of(const Expr& f, const std::vector<Symbol>& over) {
  Outputs out;
  if (!Reader(over, out).read(f, 1) || out.z.empty() || !kink_arguments(f).empty()) return std::nullopt;
  for (auto* list : {&out.z, &out.residual, &out.scale})
    for (auto& e : *list) e = canonical(e);
  merge_multiples(out);
  return out;
}

const Expr& Columns::first(std::size_t n, std::size_t k) {
  auto it = first_.find({n, k});
  if (it == first_.end()) it = first_.emplace(std::pair{n, k}, symbolic::derivative(outputs_.z[n], over_[k])).first;
  return it->second;
}

const Expr& Columns::second(std::size_t n, std::size_t k, std::size_t l) {
  if (k > l) std::swap(k, l);
  auto it = second_.find({n, k, l});
  if (it == second_.end()) it = second_.emplace(std::tuple{n, k, l}, symbolic::derivative(first(n, k), over_[l])).first;
  return it->second;
}

bool Columns::add(Column c, const std::vector<Expr>& q, std::vector<Column>& out) const {
  if (std::all_of(c.c.begin(), c.c.end(), [](const Expr& x) { return x.is_zero(); })) return false;
  for (const auto& old : out)
    if (std::equal(old.c.begin(), old.c.end(), c.c.begin(), [](const Expr& x, const Expr& y) { return x.is_equal(y); })) return false;
  for (std::size_t n = 0; n < q.size(); ++n) c.e += q[n] * c.c[n];
  c.e = canonical(c.e);
  out.push_back(std::move(c));
  return true;
}

std::vector<Column> Columns::at(const Substitution& s, Mode mode, bool balanced_only) {
  const std::size_t count = outputs_.size();
  std::vector<Expr> q;
  for (std::size_t n = 0; n < count; ++n) q.push_back(canonical(substitute(outputs_.scale[n] * GiNaC::pow(outputs_.residual[n], outputs_.power[n]), s)));
  std::vector<Column> out;
  if (balanced_only) {
    add_balanced_curves(s, out);
    return out;
  }
  const auto vector = [&](const std::function<const Expr&(std::size_t)>& entry) {
    std::vector<Expr> c;
    for (std::size_t n = 0; n < count; ++n) c.push_back(canonical(substitute(entry(n), s)));
    return c;
  };
  const auto is_zero = [](const std::vector<Expr>& c) { return std::all_of(c.begin(), c.end(), [](const Expr& x) { return x.is_zero(); }); };
  std::vector<std::size_t> still;  // variables that move no output in first order
  for (std::size_t k = 0; k < over_.size(); ++k) {
    Column c;
    c.a = k;
    c.c = vector([&](std::size_t n) -> const Expr& { return first(n, k); });
    if (is_zero(c.c)) still.push_back(k);
    else add(std::move(c), q, out);
  }
  if (mode != Mode::Minimum) return out;
  std::vector<std::size_t> flat;  // nor in second
  for (const std::size_t a : still) {
    if (!is_zero(vector([&](std::size_t n) -> const Expr& { return second(n, a, a); }))) continue;
    flat.push_back(a);
    for (std::size_t b = 0; b < over_.size(); ++b) {
      if (b == a) continue;
      Column c;
      c.kind = Column::Kind::Second;
      c.a = a, c.b = b;
      c.c = vector([&](std::size_t n) -> const Expr& { return second(n, a, b); });
      add(std::move(c), q, out);
    }
  }
  if (flat.size() <= 6) add_curves(s, flat, out);
  if (count > 1) add_balanced_curves(s, out);
  return out;
}

void Columns::add_curve(const Substitution& s, Column c, std::vector<Column>& out) const {
  const Symbol& t = curve_parameter();
  Substitution path = s;
  for (const auto& [k, coefficients] : c.path) {
    const auto it = s.find(over_[k]);
    Expr x = it == s.end() ? Expr(over_[k]) : it->second;
    for (std::size_t j = 0; j < coefficients.size(); ++j) x += coefficients[j] * GiNaC::pow(t, static_cast<int>(j) + 1);
    path[over_[k]] = x;
  }
  std::vector<Expr> q;
  std::vector<std::vector<Expr>> z;
  for (std::size_t n = 0; n < outputs_.size(); ++n) {
    const auto expansion = series(substitute(outputs_.z[n], path), t, kMaxOrder);
    if (!expansion) return;
    z.push_back(*expansion);
    q.push_back(canonical(substitute(outputs_.scale[n] * GiNaC::pow(outputs_.residual[n], outputs_.power[n]), s)));
  }
  for (c.order = 1; c.order <= kMaxOrder; ++c.order) {
    std::map<std::vector<int>, std::vector<Expr>> parts;  // powers of the steps -> vector
    for (std::size_t n = 0; n < z.size(); ++n) {
      const std::function<void(const Expr&, std::vector<int>)> collect = [&](const Expr& e, std::vector<int> powers) {
        if (e.is_zero()) return;
        if (powers.size() == c.step.size()) {
          auto& v = parts[powers];
          v.resize(z.size(), Expr(0));
          v[n] = canonical(e);
          return;
        }
        const Symbol& x = c.step[powers.size()];
        powers.push_back(0);
        for (const int largest = e.degree(x); powers.back() <= largest; ++powers.back()) collect(e.coeff(x, powers.back()), powers);
      };
      collect(z[n][static_cast<std::size_t>(c.order)].expand(), {});
    }
    if (parts.empty()) continue;
    // One monomial with an odd power leads: either sign of it can be had.
    const auto& powers = parts.begin()->first;
    const bool all = std::all_of(powers.begin(), powers.end(), [](int k) { return k > 0; });
    if (parts.size() > 1 || !all || std::none_of(powers.begin(), powers.end(), [](int k) { return k % 2 == 1; })) return;
    c.kind = Column::Kind::Curve;
    c.power = powers;
    c.c = parts.begin()->second;
    add(std::move(c), q, out);
    return;
  }
}

void Columns::add_curves(const Substitution& s, const std::vector<std::size_t>& still, std::vector<Column>& out) const {
  std::vector<std::vector<std::size_t>> sets;
  for (std::size_t i = 0; i < still.size(); ++i) {
    sets.push_back({still[i]});
    for (std::size_t j = i + 1; j < still.size(); ++j) {
      sets.push_back({still[i], still[j]});
      for (std::size_t k = j + 1; k < still.size(); ++k) sets.push_back({still[i], still[j], still[k]});
    }
  }
  std::stable_sort(sets.begin(), sets.end(), [](const auto& x, const auto& y) { return x.size() < y.size(); });
  for (const auto& moved : sets) {
    Column c;
    for (const std::size_t k : moved) {
      c.step.push_back(step(c.step.size()));
      c.path[k] = {c.step.back()};
    }
    add_curve(s, std::move(c), out);
  }
}

std::vector<Balance> Columns::balances(const Substitution& s) {
  std::vector<Balance> found;
  const auto is_fixed = [&](std::size_t k) {
    const auto it = s.find(over_[k]);
    return it != s.end() && std::none_of(over_.begin(), over_.end(), [&](const Symbol& v) { return symbolic::contains(it->second, v); });
  };
  for (std::size_t a = 0; a < over_.size(); ++a)
    for (std::size_t b = a + 1; b < over_.size(); ++b) {
      if (!is_fixed(a) || !is_fixed(b)) continue;
      const Substitution pair{{over_[a], s.at(over_[a])}, {over_[b], s.at(over_[b])}};
      std::vector<Expr> da, db;
      for (std::size_t n = 0; n < outputs_.size(); ++n) {
        da.push_back(canonical(substitute(first(n, a), pair)));
        db.push_back(canonical(substitute(first(n, b), pair)));
      }
      const auto n = static_cast<std::size_t>(std::find_if(da.begin(), da.end(), [](const Expr& e) { return !e.is_zero(); }) - da.begin());
      if (n == da.size() || db[n].is_zero()) continue;
      bool is_parallel = true;
      for (std::size_t k = 0; k < da.size(); ++k) is_parallel &= canonical(da[n] * db[k] - da[k] * db[n]).is_zero();
      if (!is_parallel) continue;
      // Only the ratio counts: common factors, which may vanish, go.
      Balance balance{a, b, 1, 1};
      auto rest = symbolic::factors(db[n]);
      for (const auto& [f, power] : symbolic::factors(da[n])) {
        const auto same = std::find_if(rest.begin(), rest.end(), [&f = f](const auto& x) { return x.first.is_equal(f); });
        const int common = same == rest.end() ? 0 : std::min(power, same->second);
        if (common > 0) same->second -= common;
        balance.at_a *= GiNaC::pow(f, power - common);
      }
      for (const auto& [f, power] : rest) balance.at_b *= GiNaC::pow(f, power);
      found.push_back(std::move(balance));
    }
  return found;
}

void Columns::add_balanced_curves(const Substitution& s, std::vector<Column>& out) {
  // Along u = s + k*t, a = s - C*t*B(u), b = s + C*t*A(u) the outputs do not move in first order, whatever the numbers k.
  const Symbol& t = curve_parameter();
  for (const auto& [a, b, at_a, at_b] : balances(s)) {
    std::vector<std::size_t> further;
    for (std::size_t k = 0; k < over_.size(); ++k)
      if (symbolic::contains(at_a, over_[k]) || symbolic::contains(at_b, over_[k])) further.push_back(k);
    // None of them, each alone, one against the other, all at different speeds.
    std::vector<std::vector<int>> speeds{std::vector<int>(further.size(), 0)};
    for (std::size_t k = 0; k < further.size(); ++k) {
      speeds.push_back(speeds.front());
      speeds.back()[k] = 1;
    }
    for (std::size_t k = 0; k < further.size(); ++k)
      for (std::size_t l = k + 1; l < further.size(); ++l) {
        speeds.push_back(speeds.front());
        speeds.back()[k] = 1, speeds.back()[l] = -1;
      }
    if (further.size() > 1) {
      speeds.push_back(speeds.front());
      for (std::size_t k = 0; k < further.size(); ++k) speeds.back()[k] = static_cast<int>(k) + 1;
    }
    for (const auto& speed : speeds) {
      Column c;
      c.step.push_back(step(0));
      Substitution moving = s;
      for (std::size_t k = 0; k < further.size(); ++k) {
        const auto it = s.find(over_[further[k]]);
        moving[over_[further[k]]] = (it == s.end() ? Expr(over_[further[k]]) : it->second) + speed[k] * t;
        if (speed[k] != 0) c.path[further[k]] = {Expr(speed[k])};
      }
      const auto along_a = series(substitute(at_b, moving), t, kMaxOrder - 1), along_b = series(substitute(at_a, moving), t, kMaxOrder - 1);
      if (!along_a || !along_b) continue;
      for (const auto& [k, list, sign] : {std::tuple{a, &*along_a, -1}, {b, &*along_b, 1}}) {
        auto& coefficients = c.path[k];
        for (const auto& x : *list) coefficients.push_back(sign * c.step[0] * x);
        while (!coefficients.empty() && coefficients.back().is_zero()) coefficients.pop_back();
      }
      add_curve(s, std::move(c), out);
    }
  }
}

}  // namespace losscert::prove::exclude
