#include "graph/evaluate.hpp"

#include <cmath>

namespace losscert::graph {

namespace {

double lower_size(double x) { return std::abs(x); }
double lower_size(Real x) { return static_cast<double>(std::abs(x)); }
double lower_size(Spread x) { return std::abs(x.mid) - x.rad; }
double middle(double x) { return x; }
Real middle(Real x) { return x; }
double middle(Spread x) { return x.mid; }

template <class T>
T sigmoid(T a) {
  using std::exp;
  const auto f = [](auto x) { return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)); };
  if constexpr (std::is_same_v<T, Spread>)
    return monotone(a, f);
  else
    return f(a);
}

template <class T>
T softplus(T a) {
  using std::exp;
  using std::log1p;
  const auto f = [](auto x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); };
  if constexpr (std::is_same_v<T, Spread>)
    return monotone(a, f);
  else
    return f(a);
}

}  // namespace

template <class T>
Evaluation<T>::Evaluation(const Function& f, const std::vector<T>& x)
    : f_(f), values_(f.graph.nodes().size()), first_(values_.size()), second_(values_.size()), adjoints_(values_.size()) {
  for (Graph::Id id = 0; id < values_.size(); ++id) evaluate(id, x);
  pull_back();
}

template <class T>
void Evaluation<T>::evaluate(Graph::Id id, const std::vector<T>& x) {
  using std::atan, std::cos, std::exp, std::log, std::pow, std::sin, std::tanh;
  using Op = Graph::Op;
  const auto& n = f_.graph.nodes()[id];
  const auto operand = [&](std::uint32_t k) { return values_[f_.graph.operand(n, k)]; };
  const T one(1.0), two(2.0);
  T &y = values_[id], &d1 = first_[id], &d2 = second_[id];
  switch (n.op) {
    case Op::Variable: y = x[id]; return;
    case Op::Number: y = T(n.number); return;
    case Op::Affine:
      y = T(n.number);
      for (std::uint32_t k = 0; k < n.count; k += 2) y += operand(k) * operand(k + 1);
      return;
    case Op::Power: {
      using E = std::conditional_t<std::is_same_v<T, Real>, Real, double>;
      const E e = static_cast<E>(n.number);
      const T a = operand(0);
      y = e == 2 ? a * a : T(pow(a, e));
      d1 = T(e) * (e == 2 ? a : T(pow(a, e - 1)));
      d2 = e == 2 ? two : T(e * (e - 1)) * T(pow(a, e - 2));
      return;
    }
    case Op::Exp: y = d1 = d2 = exp(operand(0)); return;
    case Op::Log:
      y = log(operand(0));
      d1 = T(pow(operand(0), -1));
      d2 = -(d1 * d1);
      return;
    case Op::Sin:
      y = sin(operand(0));
      d1 = cos(operand(0));
      d2 = -y;
      return;
    case Op::Cos:
      y = cos(operand(0));
      d1 = -sin(operand(0));
      d2 = -y;
      return;
    case Op::Arctan:
      y = atan(operand(0));
      d1 = T(pow(one + operand(0) * operand(0), -1));
      d2 = -(two * operand(0) * d1 * d1);
      return;
    case Op::Tanh:
      y = tanh(operand(0));
      d1 = one - y * y;
      d2 = -(two * y * d1);
      return;
    case Op::Sigmoid:
      y = sigmoid(operand(0));
      d1 = y * (one - y);
      d2 = d1 * (one - two * y);
      return;
    case Op::Softplus:
      y = softplus(operand(0));
      d1 = sigmoid(operand(0));
      d2 = d1 * (one - d1);
      return;
    case Op::Relu:
      kink_ = std::min(kink_, lower_size(operand(0)));
      y = middle(operand(0)) > 0 ? operand(0) : T(0.0);
      d1 = middle(operand(0)) > 0 ? one : T(0.0);
      return;
    case Op::LogSumExp: {
      auto most = middle(operand(0));
      for (std::uint32_t k = 1; k < n.count; ++k) most = std::max(most, middle(operand(k)));
      T sum(0.0);
      for (std::uint32_t k = 0; k < n.count; ++k) sum += exp(operand(k) - T(most));
      y = T(most) + log(sum);
      return;
    }
  }
}

template <class T>
void Evaluation<T>::pull_back() {
  using std::exp;
  using Op = Graph::Op;
  adjoints_[f_.root] = T(1.0);
  for (Graph::Id id = f_.root + 1; id-- > 0;) {
    const auto& n = f_.graph.nodes()[id];
    const T a = adjoints_[id];
    if (n.op == Op::Variable || n.op == Op::Number || a == T(0.0)) continue;
    for (std::uint32_t k = 0; k < n.count; ++k) {
      const Graph::Id o = f_.graph.operand(n, k);
      if (n.op == Op::Affine)
        adjoints_[o] += a * values_[f_.graph.operand(n, k ^ 1U)];
      else if (n.op == Op::LogSumExp)
        adjoints_[o] += a * exp(values_[o] - values_[id]);
      else
        adjoints_[o] += a * first_[id];
    }
  }
}

template class Evaluation<double>;
template class Evaluation<Real>;
template class Evaluation<Spread>;

}  // namespace losscert::graph
