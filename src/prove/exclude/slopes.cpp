// Sums of nondecreasing functions (certificates, kind 18): F = const + sum c_i l_i(z_i) with c_i > 0 and l_i' >= 0. Multipliers m with m.grad z_i a positive number for every i, found by a perceptron,
// give sum c_i l_i'(z_i) m.grad z_i, which is not 0 where one of the slopes is positive: a separating direction of linearly separable data is the example.
#include <algorithm>
#include <cmath>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"
#include "prove/exclude/strategies.hpp"

namespace losscert::prove::exclude {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;
using symbolic::to_text;

namespace {

constexpr std::size_t kMostSummands = 12;
constexpr int kMostSteps = 4000;

/// scale*slope is the derivative of a summand in z.
struct Summand {
  numeric scale;
  Expr z;
  int power = 0;  ///< relu(z)^power has the slope relu(z)^(power-1); 0: the slope is positive everywhere
  bool logistic = false;
};

bool moves(const Expr& e, const std::vector<Symbol>& over) {
  return std::any_of(over.begin(), over.end(), [&](const Symbol& v) { return symbolic::contains(e, v); });
}

std::optional<Summand> summand(const Expr& t) {
  Summand s{1, 0};
  std::optional<Expr> factor;
  for (const auto& f : is_a<GiNaC::mul>(t) ? operands(t) : std::vector<Expr>{t}) {
    if (is_a<numeric>(f) && GiNaC::ex_to<numeric>(f).is_positive()) s.scale *= GiNaC::ex_to<numeric>(f);
    else if (!factor) factor = f;
    else return std::nullopt;
  }
  if (!factor) return std::nullopt;
  if (is_a<GiNaC::power>(*factor) && has_head(factor->op(0), Head::Relu) && factor->op(1).info(GiNaC::info_flags::posint) && factor->op(1) <= 100) {
    s.power = GiNaC::ex_to<numeric>(factor->op(1)).to_int();
    s.scale *= s.power;
    s.z = factor->op(0).op(0);
    return s.power >= 2 ? std::optional(s) : std::nullopt;
  }
  if (has_head(*factor, Head::Exp)) {
    s.z = factor->op(0);
    return s;
  }
  if (!has_head(*factor, Head::Log)) return std::nullopt;
  const Expr rest = (factor->op(0) - 1).expand();
  if (!has_head(rest, Head::Exp)) return std::nullopt;
  s.z = rest.op(0);
  s.logistic = true;
  return s;
}

struct Direction {
  std::vector<Expr> multipliers;
  std::vector<numeric> along;  ///< m.grad z_i
};

/// m_k = alpha_k + beta_k x_k such that m.grad z_i are positive numbers.
std::optional<Direction> direction(const std::vector<Summand>& all, const std::vector<Symbol>& over) {
  std::vector<std::pair<std::size_t, Expr>> span;
  for (std::size_t k = 0; k < over.size(); ++k)
    for (const Expr& m : {Expr(1), Expr(over[k])}) span.emplace_back(k, m);
  std::map<std::string, std::vector<numeric>> rows;
  std::vector<std::vector<numeric>> constant(all.size(), std::vector<numeric>(span.size(), 0));
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t c = 0; c < span.size(); ++c)
      for (const auto& t : summands(canonical(span[c].second * symbolic::derivative(all[i].z, over[span[c].first])))) {
        if (is_a<numeric>(t)) {
          constant[i][c] += GiNaC::ex_to<numeric>(t);
          continue;
        }
        const Expr q = is_a<GiNaC::mul>(t) && is_a<numeric>(t.op(t.nops() - 1)) ? t.op(t.nops() - 1) : Expr(1);
        auto& row = rows[std::to_string(i) + " " + to_text(t / q)];
        row.resize(span.size(), numeric(0));
        row[c] += GiNaC::ex_to<numeric>(q);
      }
  std::vector<std::vector<numeric>> matrix;
  for (auto& [text, row] : rows) matrix.push_back(row);
  const auto basis = null_space(matrix, span.size());
  std::vector<std::vector<double>> a;
  for (const auto& row : constant) {
    std::vector<double> x;
    double size = 0;
    for (const auto& b : basis) {
      numeric sum = 0;
      for (std::size_t c = 0; c < span.size(); ++c) sum += row[c] * b[c];
      x.push_back(sum.to_double());
      size += x.back() * x.back();
    }
    if (size == 0) return std::nullopt;
    for (auto& v : x) v /= std::sqrt(size);
    a.push_back(std::move(x));
  }
  std::vector<double> y(basis.size(), 0);
  for (int step = 0; step < kMostSteps; ++step) {
    std::size_t worst = 0;
    double least = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      double x = 0;
      for (std::size_t j = 0; j < y.size(); ++j) x += a[i][j] * y[j];
      if (i == 0 || x < least) least = x, worst = i;
    }
    if (least > 0.5) break;
    for (std::size_t j = 0; j < y.size(); ++j) y[j] += a[worst][j];
  }
  for (const int bits : {4, 10, 24}) {
    Direction d{std::vector<Expr>(over.size(), Expr(0)), {}};
    std::vector<numeric> coefficient(span.size(), 0);
    for (std::size_t j = 0; j < y.size(); ++j)
      for (std::size_t c = 0; c < span.size(); ++c) coefficient[c] += near_rational(y[j], bits) * basis[j][c];
    for (std::size_t c = 0; c < span.size(); ++c) d.multipliers[span[c].first] += coefficient[c] * span[c].second;
    for (const auto& row : constant) {
      numeric sum = 0;
      for (std::size_t c = 0; c < span.size(); ++c) sum += row[c] * coefficient[c];
      d.along.push_back(sum);
    }
    if (std::all_of(d.along.begin(), d.along.end(), [](const numeric& x) { return x.is_positive(); })) return d;
  }
  return std::nullopt;
}

/// The combination is positive; `active`: the summand whose argument is assumed to be positive.
proof::Exclusion combination(const std::vector<Summand>& all, const std::vector<Symbol>& over, const Direction& d, std::optional<std::size_t> active) {
  std::vector<proof::Part> terms;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& s = all[i];
    const Expr factor = s.scale * d.along[i];
    std::vector<proof::Factor> factors{{factor, 1, proof::interval()}};
    Expr slope;
    if (s.power > 0) {
      const Expr hinge = symbolic::relu_of(s.z);
      slope = GiNaC::pow(hinge, s.power - 1);
      factors.push_back({hinge, s.power - 1, active == i ? proof::pieces({{s.z, proof::assumption()}}, proof::assumption()) : proof::relu()});
    } else {
      slope = symbolic::exp_of(s.z);
      factors.push_back({slope, 1, proof::exp()});
      if (s.logistic) {
        const Expr of = 1 + symbolic::exp_of(s.z), inverse = GiNaC::pow(of, -1);
        factors.push_back({inverse, 1, proof::inverse(of, proof::interval())});
        slope *= inverse;
      }
    }
    terms.push_back({factor * slope, proof::product(factors)});
  }
  proof::Assignment multipliers;
  for (std::size_t k = 0; k < over.size(); ++k)
    if (!d.multipliers[k].is_zero()) multipliers.emplace_back(over[k], d.multipliers[k]);
  return proof::multiplier(multipliers, {}, proof::sum(terms));
}

/// No argument is positive: a strict relation of g fails.
proof::Exclusion none_active(const Context& g, const std::vector<Summand>& all) {
  for (const auto& r : g.relations()) {
    if (signs_of(r.rel) & kZero) continue;
    Expr e = r.expr;
    proof::Pieces pieces;
    for (const auto& s : all) {
      e = canonical(resolve_kink(e, s.z, kNegative | kZero));
      pieces.push_back({s.z, proof::assumption()});
    }
    if (!is_a<numeric>(e)) continue;
    const numeric& q = GiNaC::ex_to<numeric>(e);
    const Signs there = q.is_zero() ? kZero : q.is_positive() ? kPositive : kNegative;
    if (!(there & signs_of(r.rel))) return proof::absurd(r.expr, proof::pieces(pieces, proof::interval()));
  }
  return {};
}

}  // namespace

proof::Exclusion slopes(Search& search, const AtPoint& goal) {
  std::vector<Summand> all;
  for (const auto& t : summands(goal.f)) {
    if (!moves(t, goal.over)) continue;
    auto s = summand(t);
    if (!s || all.size() >= kMostSummands) return {};
    s->z = canonical(s->z);
    if (!kink_arguments(s->z).empty()) return {};
    all.push_back(std::move(*s));
  }
  if (all.empty()) return {};
  const auto d = direction(all, goal.over);
  if (!d) {
    search.trace().remark("no combination of derivatives moves the arguments of all summands the same way");
    return {};
  }
  if (std::any_of(all.begin(), all.end(), [](const Summand& s) { return s.power == 0; })) return combination(all, goal.over, *d, std::nullopt);
  auto chain = none_active(goal.context, all);
  if (!chain) return {};
  for (std::size_t i = all.size(); i-- > 0;) chain = proof::cases<proof::ExclusionJudgement>(all[i].z, {{">", combination(all, goal.over, *d, i)}, {"<=", chain}});
  return chain;
}

}  // namespace losscert::prove::exclude
