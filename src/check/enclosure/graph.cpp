#include "check/enclosure/graph.hpp"

#include <algorithm>

#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

constexpr std::size_t max_nodes = 1000000, max_operands = 8000000;

}  // namespace

Graph::Graph(std::size_t variables) : variables_(variables), nodes_(variables) {}

std::size_t Graph::keep(const Rational& q) {
  numbers_.push_back(q);
  return numbers_.size() - 1;
}

Graph::Id Graph::add(Op op, const std::vector<Id>& operands, std::size_t number) {
  if (nodes_.size() >= max_nodes || operands_.size() + operands.size() > max_operands) throw LimitReached("the function has more than 1000000 operations");
  spend(1 + operands.size() / 8);
  Node n{op, operands_.size(), operands_.size() + operands.size(), number};
  operands_.insert(operands_.end(), operands.begin(), operands.end());
  nodes_.push_back(n);
  return static_cast<Id>(nodes_.size() - 1);
}

const Rational* Graph::rational(Id id) const { return nodes_[id].op == Op::Constant ? &numbers_[nodes_[id].number] : nullptr; }

Graph::Id Graph::constant(const Rational& q) {
  const auto [it, fresh] = constants_.emplace(q.text(), 0);
  if (fresh) it->second = add(Op::Constant, {}, keep(q));
  return it->second;
}

Graph::Id Graph::sum(const std::vector<Id>& terms) {
  std::vector<Id> open;
  Rational known;
  for (const Id t : terms)
    if (const auto* q = rational(t))
      known = known + *q;
    else
      open.push_back(t);
  if (open.empty()) return constant(known);
  if (!known.is_zero()) open.push_back(constant(known));
  return open.size() == 1 ? open[0] : add(Op::Sum, open);
}

Graph::Id Graph::dot(const std::vector<Id>& pairs) {
  if (std::all_of(pairs.begin(), pairs.end(), [&](Id id) { return rational(id) != nullptr; })) {
    Rational s;
    for (std::size_t k = 0; k < pairs.size(); k += 2) s = s + *rational(pairs[k]) * *rational(pairs[k + 1]);
    return constant(s);
  }
  for (const int side : {0, 1})
    if (const auto* q = pairs.size() == 2 ? rational(pairs[static_cast<std::size_t>(side)]) : nullptr; q != nullptr && q->is_one()) return pairs[static_cast<std::size_t>(1 - side)];
  return add(Op::Dot, pairs);
}

Graph::Id Graph::power(Id base, const Rational& exponent) {
  const auto* q = rational(base);
  if (exponent.is_zero()) {
    if (q == nullptr || q->is_zero()) throw Reject("a power 0 of what may be 0 everywhere");  // (u - u)^0 is an error, and nothing cancels here
    return constant(1);
  }
  if (exponent.is_one()) return base;
  if (const auto n = exponent.to_long(); q != nullptr && n && *n >= -1000 && *n <= 1000) return constant(q->pow(*n));
  return add(Op::Power, {base}, keep(exponent));
}

Graph::Id Graph::function(Op f, Id argument) {
  if (const auto* q = rational(argument); q != nullptr && f == Op::Relu) return constant(q->sign() > 0 ? *q : Rational(0));
  return add(f, {argument});
}

Enclosure::Enclosure(const Graph& graph, Graph::Id f, const std::vector<RealBall>& box, long bits)
    : graph_(graph), f_(f), bits_(bits), values_(graph.size()), first_(graph.size()), second_(graph.size()), adjoints_(graph.size()) {
  spend_enclosing(graph.size() * 2 + graph.operands().size() / 2, bits);
  for (Graph::Id id = 0; id < graph.size(); ++id) evaluate(id, box);
  pull_back();
}

namespace {

// y = a^e and its first two derivatives.
void power(const RealBall& a, const Rational& e, RealBall& y, RealBall& d1, RealBall& d2, long bits) {
  if (!e.is_integer() && !a.is_positive()) throw Reject("a root is not shown to be taken of a positive number on the whole ball");
  if (e.sign() < 0 && !a.is_positive() && !a.is_negative()) throw Reject("a divisor is not shown to be other than 0 on the whole ball");
  const auto raised = [&](const Rational& n, RealBall& out) {
    if (n.is_zero())
      arb_one(out.raw());
    else
      arb_pow_fmpq(out.raw(), a.raw(), n.raw(), bits);
  };
  raised(e, y);
  raised(e - Rational(1), d1);
  arb_mul(d1.raw(), d1.raw(), RealBall(e, bits).raw(), bits);
  const Rational c = e * (e - Rational(1));
  raised(e - Rational(2), d2);
  arb_mul(d2.raw(), d2.raw(), RealBall(c, bits).raw(), bits);
}

// y(1-y) and y(1-y)(1-2y) for y the sigmoid of what y belongs to.
void sigmoid_derivatives(const RealBall& y, RealBall& d1, RealBall& d2, long bits) {
  RealBall rest;
  arb_sub_ui(rest.raw(), y.raw(), 1, bits);
  arb_neg(rest.raw(), rest.raw());
  arb_mul(d1.raw(), y.raw(), rest.raw(), bits);
  arb_mul_2exp_si(rest.raw(), y.raw(), 1);
  arb_sub_ui(rest.raw(), rest.raw(), 1, bits);
  arb_neg(rest.raw(), rest.raw());
  arb_mul(d2.raw(), d1.raw(), rest.raw(), bits);
}

void sigmoid(const RealBall& a, RealBall& y, long bits) {
  arb_neg(y.raw(), a.raw());
  arb_exp(y.raw(), y.raw(), bits);
  arb_add_ui(y.raw(), y.raw(), 1, bits);
  arb_inv(y.raw(), y.raw(), bits);
}

}  // namespace

void Enclosure::evaluate(Graph::Id id, const std::vector<RealBall>& box) {
  using Op = Graph::Op;
  const auto& n = graph_.node(id);
  const auto& args = graph_.operands();
  RealBall &y = values_[id], &d1 = first_[id], &d2 = second_[id];
  const auto operand = [&]() -> const RealBall& { return values_[args[n.begin]]; };
  switch (n.op) {
    case Op::Variable:
      y = box[id];
      return;
    case Op::Constant:
      y = RealBall(graph_.number(n), bits_);
      return;
    case Op::Sum:
      for (std::size_t k = n.begin; k < n.end; ++k) arb_add(y.raw(), y.raw(), values_[args[k]].raw(), bits_);
      return;
    case Op::Dot:
      for (std::size_t k = n.begin; k < n.end; k += 2) {
        if (args[k] == args[k + 1]) {
          RealBall square;
          arb_sqr(square.raw(), values_[args[k]].raw(), bits_);
          arb_add(y.raw(), y.raw(), square.raw(), bits_);
        } else {
          arb_addmul(y.raw(), values_[args[k]].raw(), values_[args[k + 1]].raw(), bits_);
        }
      }
      return;
    case Op::Power:
      return power(operand(), graph_.number(n), y, d1, d2, bits_);
    case Op::Exp:
      arb_exp(y.raw(), operand().raw(), bits_);
      d1 = d2 = y;
      return;
    case Op::Log:
      if (!operand().is_positive()) throw Reject("a logarithm is not shown to be taken of a positive number on the whole ball");
      arb_log(y.raw(), operand().raw(), bits_);
      arb_inv(d1.raw(), operand().raw(), bits_);
      arb_sqr(d2.raw(), d1.raw(), bits_);
      arb_neg(d2.raw(), d2.raw());
      return;
    case Op::Sin:
      arb_sin_cos(y.raw(), d1.raw(), operand().raw(), bits_);
      arb_neg(d2.raw(), y.raw());
      return;
    case Op::Cos:
      arb_sin_cos(d1.raw(), y.raw(), operand().raw(), bits_);
      arb_neg(d1.raw(), d1.raw());
      arb_neg(d2.raw(), y.raw());
      return;
    case Op::Arctan:
      arb_atan(y.raw(), operand().raw(), bits_);
      arb_sqr(d1.raw(), operand().raw(), bits_);
      arb_add_ui(d1.raw(), d1.raw(), 1, bits_);
      arb_inv(d1.raw(), d1.raw(), bits_);
      arb_sqr(d2.raw(), d1.raw(), bits_);
      arb_mul(d2.raw(), d2.raw(), operand().raw(), bits_);
      arb_mul_2exp_si(d2.raw(), d2.raw(), 1);
      arb_neg(d2.raw(), d2.raw());
      return;
    case Op::Tanh:
      arb_tanh(y.raw(), operand().raw(), bits_);
      arb_sqr(d1.raw(), y.raw(), bits_);
      arb_sub_ui(d1.raw(), d1.raw(), 1, bits_);
      arb_mul(d2.raw(), d1.raw(), y.raw(), bits_);  // (y^2 - 1) y
      arb_mul_2exp_si(d2.raw(), d2.raw(), 1);
      arb_neg(d1.raw(), d1.raw());
      return;
    case Op::Sigmoid:
      sigmoid(operand(), y, bits_);
      return sigmoid_derivatives(y, d1, d2, bits_);
    case Op::Softplus: {
      arb_exp(y.raw(), operand().raw(), bits_);
      arb_log1p(y.raw(), y.raw(), bits_);
      sigmoid(operand(), d1, bits_);
      RealBall third;
      return sigmoid_derivatives(d1, d2, third, bits_);
    }
    case Op::Relu:
      break;
  }
  if (operand().is_positive()) {
    y = operand();
    arb_one(d1.raw());
  } else if (!operand().is_negative()) {
    throw Reject("the argument of a relu (or abs, max, min) may be 0 somewhere in the ball");
  }
}

void Enclosure::pull_back() {
  using Op = Graph::Op;
  const auto& args = graph_.operands();
  arb_one(adjoints_[f_].raw());
  for (Graph::Id id = f_ + 1; id-- > 0;) {
    const auto& n = graph_.node(id);
    const RealBall& a = adjoints_[id];
    if (n.op == Op::Variable || n.op == Op::Constant || !counts(id)) continue;
    if (n.op == Op::Sum) {
      for (std::size_t k = n.begin; k < n.end; ++k) arb_add(adjoints_[args[k]].raw(), adjoints_[args[k]].raw(), a.raw(), bits_);
    } else if (n.op == Op::Dot) {
      for (std::size_t k = n.begin; k < n.end; k += 2) {
        arb_addmul(adjoints_[args[k]].raw(), a.raw(), values_[args[k + 1]].raw(), bits_);
        arb_addmul(adjoints_[args[k + 1]].raw(), a.raw(), values_[args[k]].raw(), bits_);
      }
    } else {
      arb_addmul(adjoints_[args[n.begin]].raw(), a.raw(), first_[id].raw(), bits_);
    }
  }
}

std::vector<RealBall> Enclosure::gradient() const { return {adjoints_.begin(), adjoints_.begin() + static_cast<std::ptrdiff_t>(graph_.variables())}; }

}  // namespace losscert::check
