// The Hessian of a graph: the sum over its operations v(a, b, ...) of df/dv times the sum of d^2v/da db grad(a) grad(b)', by the chain rule. So gradients of nodes suffice, which are sparse, and operations
// that are linear in each other give nothing. Outer products g g' with entries in the same places are put together: G' D G, one product of matrices.
#include <algorithm>
#include <map>

#include "check/enclosure/graph.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

using Places = std::vector<std::uint32_t>;

struct Gradient {
  Places at;  ///< increasing
  std::vector<RealBall> e;
};

// A sum of multiples of sparse vectors.
class Accumulator {
public:
  explicit Accumulator(std::size_t n, long bits) : dense_(n), touched_(n), bits_(bits) {}

  void add(const Gradient& g, const RealBall& factor) {
    if (factor.is_exact_zero()) return;
    for (std::size_t k = 0; k < g.at.size(); ++k) {
      const auto i = g.at[k];
      if (!touched_[i]) touched_[i] = true, at_.push_back(i);
      arb_addmul(dense_[i].raw(), g.e[k].raw(), factor.raw(), bits_);
    }
    work_ += g.at.size();
  }

  Gradient take() {
    std::sort(at_.begin(), at_.end());
    Gradient g{std::move(at_), {}};
    g.e.reserve(g.at.size());
    for (const auto i : g.at) g.e.push_back(std::move(dense_[i])), dense_[i] = RealBall(), touched_[i] = false;
    at_.clear();
    spend_enclosing(work_ / 2 + 1, bits_);  // what is kept counts too
    work_ = 0;
    return g;
  }

private:
  std::vector<RealBall> dense_;
  std::vector<bool> touched_;
  Places at_;
  long bits_;
  std::size_t work_ = 0;
};

class Sum {
public:
  Sum(std::size_t n, long bits) : h_(n, n), bits_(bits) {}

  // h += w (a b' + b a'), in the lower triangle
  void add_pair(const Gradient& a, const Gradient& b, const RealBall& w) {
    if (w.is_exact_zero()) return;
    spend_enclosing(a.at.size() * b.at.size() / 8 + 1, bits_);
    RealBall t;
    for (std::size_t i = 0; i < a.at.size(); ++i) {
      arb_mul(t.raw(), a.e[i].raw(), w.raw(), bits_);
      for (std::size_t j = 0; j < b.at.size(); ++j) {
        const auto r = std::max(a.at[i], b.at[j]), c = std::min(a.at[i], b.at[j]);
        arb_addmul(h_.at(r, c), t.raw(), b.e[j].raw(), bits_);
        if (r == c) arb_addmul(h_.at(r, c), t.raw(), b.e[j].raw(), bits_);
      }
    }
  }

  // h += w g g'
  void add_square(const Gradient& g, const RealBall& w) {
    if (w.is_exact_zero() || g.at.empty()) return;
    constexpr std::size_t few = 16, most = 128;
    if (g.at.size() < few) {
      spend_enclosing(g.at.size() * g.at.size() / 8 + 1, bits_);
      RealBall t;
      for (std::size_t i = 0; i < g.at.size(); ++i) {
        arb_mul(t.raw(), g.e[i].raw(), w.raw(), bits_);
        for (std::size_t j = 0; j <= i; ++j) arb_addmul(h_.at(g.at[i], g.at[j]), t.raw(), g.e[j].raw(), bits_);
      }
      return;
    }
    spend_enclosing(g.at.size() / 2, bits_);
    auto& rows = waiting_[g.at];
    rows.push_back({g.e, w});
    if (rows.size() >= most) flush(g.at, rows);
  }

  BallMatrix take() {
    for (auto& [places, rows] : waiting_) flush(places, rows);
    for (std::size_t i = 0; i < h_.rows(); ++i)
      for (std::size_t j = 0; j < i; ++j) arb_set(h_.at(j, i), h_.at(i, j));
    return std::move(h_);
  }

private:
  struct Row {
    std::vector<RealBall> g;
    RealBall w;
  };

  void flush(const Places& places, std::vector<Row>& rows) {
    const std::size_t s = places.size(), m = rows.size();
    if (m == 0) return;
    spend_enclosing(s * s * m / 128 + s * s / 8 + 1, bits_);
    BallMatrix left(s, m), right(m, s), product(s, s);
    for (std::size_t k = 0; k < m; ++k)
      for (std::size_t i = 0; i < s; ++i) {
        arb_set(right.at(k, i), rows[k].g[i].raw());
        arb_mul(left.at(i, k), rows[k].g[i].raw(), rows[k].w.raw(), bits_);
      }
    rows.clear();
    arb_mat_mul(product.raw(), left.raw(), right.raw(), bits_);
    for (std::size_t i = 0; i < s; ++i)
      for (std::size_t j = 0; j <= i; ++j) arb_add(h_.at(places[i], places[j]), h_.at(places[i], places[j]), product.at(i, j), bits_);
  }

  BallMatrix h_;
  long bits_;
  std::map<Places, std::vector<Row>> waiting_;
};

}  // namespace

BallMatrix Enclosure::hessian() const {
  using Op = Graph::Op;
  const auto& args = graph_.operands();
  const std::size_t n = graph_.variables();
  spend(n * n / 8);
  // Not whose adjoint is other than 0: of a product, one factor's adjoint may be 0 where the other's gradient counts.
  std::vector<bool> needed(graph_.size());
  std::vector<std::size_t> uses(graph_.size());
  needed[f_] = true;
  for (Graph::Id id = f_ + 1; id-- > 0;)
    for (std::size_t k = graph_.node(id).begin; needed[id] && k < graph_.node(id).end; ++k) needed[args[k]] = true, ++uses[args[k]];
  std::vector<Gradient> gradients(graph_.size());
  Accumulator sum(n, bits_);
  Sum h(n, bits_);
  RealBall one;
  arb_one(one.raw());
  for (Graph::Id id = 0; id < graph_.size(); ++id) {
    const auto& node = graph_.node(id);
    if (node.op == Op::Constant || !needed[id]) continue;
    if (node.op == Op::Variable) {
      gradients[id] = {{id}, {one}};
      continue;
    }
    const RealBall& a = adjoints_[id];
    if (node.op == Op::Sum) {
      for (std::size_t k = node.begin; k < node.end; ++k) sum.add(gradients[args[k]], one);
    } else if (node.op == Op::Dot) {
      for (std::size_t k = node.begin; k < node.end; k += 2) {
        const auto &p = gradients[args[k]], &q = gradients[args[k + 1]];
        sum.add(p, values_[args[k + 1]]);
        sum.add(q, values_[args[k]]);
        if (args[k] == args[k + 1]) {
          RealBall twice;
          arb_mul_2exp_si(twice.raw(), a.raw(), 1);
          h.add_square(p, twice);
        } else {
          h.add_pair(p, q, a);
        }
      }
    } else {
      const auto& g = gradients[args[node.begin]];
      sum.add(g, first_[id]);
      RealBall w;
      arb_mul(w.raw(), a.raw(), second_[id].raw(), bits_);
      h.add_square(g, w);
    }
    gradients[id] = sum.take();
    for (std::size_t k = node.begin; k < node.end; ++k)
      if (--uses[args[k]] == 0) gradients[args[k]] = {};
  }
  return h.take();
}

}  // namespace losscert::check
