// F is constant along affine vector fields, as under rescaling, rotations or a change of basis between two linear layers: what is near the point is carried by their flows to a slice through it (rule `slice`).
#include <algorithm>
#include <map>

#include "prove/algebra/linear.hpp"
#include "prove/minimum/strategies.hpp"

namespace losscert::prove::minimum {

using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;

namespace {

constexpr std::size_t kMostRows = 4000;

using Row = std::vector<numeric>;

/// A term of a canonical sum: what stands beside its rational coefficient, and that.
std::pair<Expr, numeric> parted(const Expr& term) {
  if (GiNaC::is_a<numeric>(term)) return {Expr(1), GiNaC::ex_to<numeric>(term)};
  if (!GiNaC::is_a<GiNaC::mul>(term)) return {term, numeric(1)};
  for (std::size_t k = term.nops(); k-- > 0;)
    if (GiNaC::is_a<numeric>(term.op(k)) && GiNaC::ex_to<numeric>(term.op(k)).is_rational()) return {term / term.op(k), GiNaC::ex_to<numeric>(term.op(k))};
  return {term, numeric(1)};
}

/// Affine fields X with X F = 0: for each variable the coefficients of 1 and of the variables, in one row.
std::vector<Row> affine_fields(const AtMinimum& goal) {
  const std::size_t n = goal.over.size(), width = n + 1;
  std::map<Expr, Row, GiNaC::ex_is_less> equations;  // by what must cancel
  for (std::size_t v = 0; v < n; ++v)
    for (std::size_t w = 0; w < width; ++w) {
      const Expr e = canonical(goal.near->piece(1)->derivatives->gradient(v) * (w == 0 ? Expr(1) : Expr(goal.over[w - 1]))).expand();
      const auto add = [&](const Expr& term) {
        const auto [monomial, c] = parted(term);
        auto& row = equations[monomial];
        if (row.empty()) row.assign(n * width, numeric(0));
        row[v * width + w] += c;
      };
      if (GiNaC::is_a<GiNaC::add>(e))
        for (std::size_t k = 0; k < e.nops(); ++k) add(e.op(k));
      else if (!e.is_zero())
        add(e);
      if (equations.size() > kMostRows) return {};
    }
  std::vector<Row> rows;
  for (auto& [monomial, row] : equations) rows.push_back(std::move(row));
  return null_space(rows, n * width);
}

/// Combinations of the fields whose values at the point, rational vectors, are in reduced echelon form, and the pivots; fields that vanish there are left out.
struct Crossing {
  std::vector<Row> fields;
  std::vector<std::size_t> pivots;
};
std::optional<Crossing> crossing(const AtMinimum& goal, std::vector<Row> fields) {
  const std::size_t n = goal.over.size(), width = n + 1;
  Row s{numeric(1)};
  for (const auto& v : goal.over) {
    const Expr x = canonical(goal.at.at(v));
    if (!GiNaC::is_a<numeric>(x)) return std::nullopt;
    s.push_back(GiNaC::ex_to<numeric>(x));
  }
  const auto value = [&](const Row& field, std::size_t v) {
    numeric sum = 0;
    for (std::size_t w = 0; w < width; ++w) sum += field[v * width + w] * s[w];
    return sum;
  };
  Crossing out;
  for (std::size_t v = n; v-- > 0 && out.fields.size() < fields.size();) {
    const std::size_t k = out.fields.size();
    const auto pivot = std::find_if(fields.begin() + static_cast<std::ptrdiff_t>(k), fields.end(), [&](const Row& f) { return !value(f, v).is_zero(); });
    if (pivot == fields.end()) continue;
    std::swap(fields[k], *pivot);
    const numeric p = value(fields[k], v);
    for (auto& c : fields[k]) c = c / p;
    for (std::size_t j = 0; j < fields.size(); ++j) {
      if (j == k) continue;
      const numeric q = value(fields[j], v);
      if (q.is_zero()) continue;
      for (std::size_t c = 0; c < fields[j].size(); ++c) fields[j][c] -= q * fields[k][c];
    }
    out.fields.push_back(fields[k]);
    out.pivots.push_back(v);
  }
  for (std::size_t k = 0; k < out.fields.size(); ++k) out.fields[k] = fields[k];
  return out;
}

proof::Assignment as_assignment(const AtMinimum& goal, const Row& field) {
  const std::size_t n = goal.over.size(), width = n + 1;
  proof::Assignment out;
  for (std::size_t v = 0; v < n; ++v) {
    Expr e = field[v * width];
    for (std::size_t w = 1; w < width; ++w) e += field[v * width + w] * goal.over[w - 1];
    if (!e.is_zero()) out.emplace_back(goal.over[v], e);
  }
  return out;
}

}  // namespace

proof::Minimum slice(Search& search, const AtMinimum& goal) {
  auto found = crossing(goal, affine_fields(goal));
  if (!found || found->fields.empty() || found->fields.size() == goal.over.size()) return {};
  Substitution frozen;
  proof::Slice out{{}, goal.near->piece(1)->pieces, {}, {}, {}};
  for (std::size_t k = 0; k < found->pivots.size(); ++k) {
    const Symbol& v = goal.over[found->pivots[k]];
    frozen[v] = goal.at.at(v);
    out.frozen.push_back(v);
    out.fields.push_back(as_assignment(goal, found->fields[k]));
  }
  std::vector<Symbol> left;
  Substitution at;
  for (const Symbol& v : goal.over)
    if (frozen.count(v) == 0) left.push_back(v), at[v] = goal.at.at(v);
  out.minimum = search.minimum({goal.context, goal.params, canonical(substitute(goal.f, frozen)), left, at, false, goal.scope});
  if (!out.minimum) return {};
  const auto minor = search.sign({goal.context, Expr(1), kNonzero, 0, goal.scope});  // the unit matrix
  out.minor = minor.node;
  return proof::slice(out);
}

}  // namespace losscert::prove::minimum
