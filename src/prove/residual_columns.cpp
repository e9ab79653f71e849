// The outputs of a loss, found from the way the function is written, and the columns at a point.
#include <algorithm>
#include <numeric>
#include <set>

#include "prove/residual.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

constexpr std::size_t kMaxOutputs = 6;

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
    if (is_a<GiNaC::power>(e) && e.op(1).is_equal(2)) {
      out_.z.push_back(e.op(0));
      out_.residual.push_back(e.op(0));
      out_.scale.push_back(2 * scale);
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
    out_.squares = false;
    return true;
  }

  const std::vector<Symbol>& over_;
  Outputs& out_;
};

}  // namespace

std::optional<Outputs> outputs_of(const Expr& f, const std::vector<Symbol>& over) {
  Outputs out;
  if (!Reader(over, out).read(f, 1) || out.z.empty() || !kink_arguments(f).empty()) return std::nullopt;
  for (auto* list : {&out.z, &out.residual, &out.scale})
    for (auto& e : *list) e = canonical(e);
  return out;
}

std::size_t Column::order() const { return static_cast<std::size_t>(std::accumulate(power.begin(), power.end(), 0)); }

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

std::vector<Column> Columns::at(const Substitution& s, Mode mode) {
  const std::size_t count = outputs_.size();
  std::vector<Expr> q;
  for (std::size_t n = 0; n < count; ++n) q.push_back(canonical(substitute(outputs_.scale[n] * outputs_.residual[n], s)));
  std::vector<Column> out;
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
  return out;
}

void Columns::add_curves(const Substitution& s, const std::vector<std::size_t>& still, std::vector<Column>& out) const {
  constexpr int max_order = 7;
  const Symbol t = symbolic::symbol("_t");
  std::vector<Expr> q;
  for (std::size_t n = 0; n < outputs_.size(); ++n) q.push_back(canonical(substitute(outputs_.scale[n] * outputs_.residual[n], s)));
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
    Substitution path = s;
    std::vector<Symbol> step;
    for (std::size_t j = 0; j < moved.size(); ++j) {
      step.push_back(symbolic::symbol("_c" + std::to_string(j + 1)));
      const auto it = s.find(over_[moved[j]]);
      path[over_[moved[j]]] = (it == s.end() ? Expr(over_[moved[j]]) : it->second) + step[j] * t;
    }
    std::vector<Expr> d;
    for (const auto& z : outputs_.z) d.push_back(canonical(substitute(z, path)));
    numeric factorial = 1;
    for (int m = 1; m <= max_order; ++m) {
      factorial *= m;
      std::map<std::vector<int>, std::vector<Expr>> parts;  // powers of the steps -> vector
      for (std::size_t n = 0; n < d.size(); ++n) {
        d[n] = symbolic::derivative(d[n], t);
        const Expr value = canonical(substitute(d[n], {{t, 0}}) / factorial);
        const std::function<void(const Expr&, std::size_t, std::vector<int>)> collect = [&](const Expr& e, std::size_t j, std::vector<int> powers) {
          if (e.is_zero()) return;
          if (j == step.size()) {
            auto& v = parts[powers];
            v.resize(d.size(), Expr(0));
            v[n] = canonical(e);
            return;
          }
          for (int k = 0; k <= m; ++k) {
            powers.push_back(k);
            collect(e.coeff(step[j], k), j + 1, powers);
            powers.pop_back();
          }
        };
        collect(value.expand(), 0, {});
      }
      if (parts.empty()) continue;
      // One monomial with an odd power leads: either sign of it can be had.
      const auto& powers = parts.begin()->first;
      const bool all = std::all_of(powers.begin(), powers.end(), [](int k) { return k > 0; });
      if (parts.size() == 1 && all && std::any_of(powers.begin(), powers.end(), [](int k) { return k % 2 == 1; })) {
        Column c;
        c.kind = Column::Kind::Curve;
        c.moved = moved;
        c.power = powers;
        c.c = parts.begin()->second;
        add(std::move(c), q, out);
      }
      break;
    }
  }
}

}  // namespace losscert::prove
