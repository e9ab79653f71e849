// H = sum over the operations v(a, b, ...) of df/dv * sum of d^2v/da db * grad a (grad b)'. Gradients of nodes are sparse; outer products of equal pattern are put together in one matrix product.
#include <algorithm>
#include <map>

#include "graph/evaluate.hpp"

namespace losscert::graph {

namespace {

using Places = std::vector<std::uint32_t>;
using Eigen::Index;
using Eigen::MatrixXd;

template <class T>
struct Sparse {
  Places at;
  std::vector<T> e;
};

// Dense results by the type of number.
template <class T>
struct Dense;

template <>
struct Dense<double> {
  MatrixXd h;
  explicit Dense(Index n) : h(MatrixXd::Zero(n, n)) {}
  void add(Index i, Index j, double x) { h(i, j) += x; }
  void add_products(const Places& at, const std::vector<std::vector<double>>& rows, const std::vector<double>& weights) {
    MatrixXd g(static_cast<Index>(rows.size()), static_cast<Index>(at.size())), scaled = g;
    for (Index r = 0; r < g.rows(); ++r)
      for (Index k = 0; k < g.cols(); ++k) {
        g(r, k) = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(k)];
        scaled(r, k) = g(r, k) * weights[static_cast<std::size_t>(r)];
      }
    const MatrixXd p = scaled.transpose() * g;
    for (Index a = 0; a < p.rows(); ++a)
      for (Index b = 0; b < p.cols(); ++b) h(at[static_cast<std::size_t>(a)], at[static_cast<std::size_t>(b)]) += p(a, b);
  }
  MatrixXd take() { return std::move(h); }
};

template <>
struct Dense<Spread> {
  SpreadMatrix h;
  explicit Dense(Index n) : h{MatrixXd::Zero(n, n), MatrixXd::Zero(n, n)} {}
  void add(Index i, Index j, Spread x) {
    h.mid(i, j) += x.mid;
    h.rad(i, j) += x.rad;
  }
  void add_products(const Places& at, const std::vector<std::vector<Spread>>& rows, const std::vector<Spread>& weights) {
    MatrixXd gm(static_cast<Index>(rows.size()), static_cast<Index>(at.size())), gr = gm, sm = gm, sr = gm;
    for (Index r = 0; r < gm.rows(); ++r)
      for (Index k = 0; k < gm.cols(); ++k) {
        const Spread g = rows[static_cast<std::size_t>(r)][static_cast<std::size_t>(k)], s = g * weights[static_cast<std::size_t>(r)];
        gm(r, k) = g.mid, gr(r, k) = g.rad, sm(r, k) = s.mid, sr(r, k) = s.rad;
      }
    const MatrixXd p = sm.transpose() * gm, q = sm.cwiseAbs().transpose() * gr + sr.transpose() * (gm.cwiseAbs() + gr);
    for (Index a = 0; a < p.rows(); ++a)
      for (Index b = 0; b < p.cols(); ++b) add(at[static_cast<std::size_t>(a)], at[static_cast<std::size_t>(b)], {p(a, b), q(a, b)});
  }
  SpreadMatrix take() { return std::move(h); }
};

template <class T>
class Accumulation {
public:
  explicit Accumulation(const Evaluation<T>& e) : e_(e), graph_(e.function().graph), n_(graph_.variables()), h_(static_cast<Index>(n_)), scratch_(n_), seen_(n_) {}

  auto run() {
    using Op = Graph::Op;
    const auto& nodes = graph_.nodes();
    const Graph::Id root = e_.function().root;
    std::vector<std::uint32_t> uses(nodes.size());
    std::vector<bool> needed(nodes.size());
    needed[root] = true;
    for (Graph::Id id = root + 1; id-- > 0;)
      if (needed[id])
        for (std::uint32_t k = 0; k < nodes[id].count; ++k) needed[graph_.operand(nodes[id], k)] = true, ++uses[graph_.operand(nodes[id], k)];
    gradients_.resize(nodes.size());
    for (Graph::Id id = 0; id <= root; ++id) {
      const auto& node = nodes[id];
      if (!needed[id] || node.op == Op::Number) continue;
      if (node.op == Op::Variable)
        gradients_[id] = {{id}, {T(1.0)}};
      else
        visit(id, node);
      for (std::uint32_t k = 0; k < node.count; ++k)
        if (--uses[graph_.operand(node, k)] == 0) gradients_[graph_.operand(node, k)] = {};
    }
    for (auto& [at, w] : waiting_) h_.add_products(at, w.rows, w.weights);
    return h_.take();
  }

private:
  void visit(Graph::Id id, const Graph::Node& node) {
    using std::exp;
    using Op = Graph::Op;
    const T a = e_.adjoint_at(id);
    if (node.op == Op::Affine) {
      for (std::uint32_t k = 0; k < node.count; k += 2) {
        const Graph::Id x = graph_.operand(node, k), y = graph_.operand(node, k + 1);
        gather(gradients_[x], e_.value_at(y));
        gather(gradients_[y], e_.value_at(x));
        if (x == y)
          square(gradients_[x], T(2.0) * a);
        else
          pair(gradients_[x], gradients_[y], a);
      }
      gradients_[id] = gathered();
    } else if (node.op == Op::LogSumExp) {
      for (std::uint32_t k = 0; k < node.count; ++k) {
        const Graph::Id x = graph_.operand(node, k);
        const T p = exp(e_.value_at(x) - e_.value_at(id));
        gather(gradients_[x], p);
        square(gradients_[x], a * p);
      }
      gradients_[id] = gathered();
      square(gradients_[id], -a);
    } else {
      const Graph::Id x = graph_.operand(node, 0);
      gather(gradients_[x], e_.first_at(id));
      square(gradients_[x], a * e_.second_at(id));
      gradients_[id] = gathered();
    }
  }

  void gather(const Sparse<T>& g, T factor) {
    if (factor == T(0.0)) return;
    for (std::size_t k = 0; k < g.at.size(); ++k) {
      const auto i = g.at[k];
      if (!seen_[i]) seen_[i] = true, places_.push_back(i), scratch_[i] = T(0.0);
      scratch_[i] += g.e[k] * factor;
    }
  }

  Sparse<T> gathered() {
    std::sort(places_.begin(), places_.end());
    Sparse<T> g{std::move(places_), {}};
    for (const auto i : g.at) g.e.push_back(scratch_[i]), seen_[i] = false;
    places_.clear();
    return g;
  }

  void pair(const Sparse<T>& a, const Sparse<T>& b, T w) {
    if (w == T(0.0)) return;
    for (std::size_t i = 0; i < a.at.size(); ++i)
      for (std::size_t j = 0; j < b.at.size(); ++j) {
        const T x = w * a.e[i] * b.e[j];
        h_.add(a.at[i], b.at[j], x);
        h_.add(b.at[j], a.at[i], x);
      }
  }

  void square(const Sparse<T>& g, T w) {
    constexpr std::size_t few = 12, most = 256;
    if (w == T(0.0)) return;
    if (g.at.size() < few) {
      for (std::size_t i = 0; i < g.at.size(); ++i)
        for (std::size_t j = 0; j < g.at.size(); ++j) h_.add(g.at[i], g.at[j], w * g.e[i] * g.e[j]);
      return;
    }
    auto& waiting = waiting_[g.at];
    waiting.rows.push_back(g.e);
    waiting.weights.push_back(w);
    if (waiting.rows.size() < most) return;
    h_.add_products(g.at, waiting.rows, waiting.weights);
    waiting = {};
  }

  struct Waiting {
    std::vector<std::vector<T>> rows;
    std::vector<T> weights;
  };

  const Evaluation<T>& e_;
  const Graph& graph_;
  std::size_t n_;
  Dense<T> h_;
  std::vector<Sparse<T>> gradients_;
  std::vector<T> scratch_;
  std::vector<bool> seen_;
  Places places_;
  std::map<Places, Waiting> waiting_;
};

}  // namespace

MatrixXd hessian(const Evaluation<double>& e) { return Accumulation<double>(e).run(); }
SpreadMatrix hessian(const Evaluation<Spread>& e) { return Accumulation<Spread>(e).run(); }

}  // namespace losscert::graph
