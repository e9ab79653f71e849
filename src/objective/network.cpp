#include "objective/network.hpp"

namespace losscert::objective {

using problem::Network;
using problem::SyntaxPtr;

namespace {

// One row of the data, which may hold numbers and parameters.
Value row(Evaluator& e, const std::vector<SyntaxPtr>& entries, int wanted, const char* name, const char* of) {
  Value v;
  v.shape = Value::Shape::Vector;
  v.rows = static_cast<int>(entries.size());
  for (const SyntaxPtr& s : entries) {
    v.entries.push_back(e.scalar(s, std::string("an entry of '") + name + "'"));
    for (const Symbol& symbol : symbolic::symbols_of(v.entries.back().value))
      if (!e.is_parameter(symbol))
        e.fail(s->line, std::string("an entry of '") + name + "' contains " + symbol.get_name() + "; data are numbers and parameters");
  }
  if (v.rows != wanted)
    e.fail(entries[0]->line, std::string("the rows of '") + name + "' have " + std::to_string(v.rows) + " entries and the network has " +
                                 std::to_string(wanted) + " " + of + "; make them equal");
  return v;
}

int output_size(const Evaluator& e, const Network& n) { return e.size(n.layers.back().units); }

// The loss of one sample.
Sized loss(Evaluator& e, const Network& n, const Value& q, const Value& y) {
  Arithmetic& a = e.arithmetic();
  const int line = n.line;
  if (n.loss_expression) return e.scalar(n.loss_expression, "the loss", {{"q", q}, {"y", y}});
  auto exp = [&](const Sized& z) { return a.apply(Arithmetic::Head::Exp, z, line); };
  auto log = [&](const Sized& z) { return a.apply(Arithmetic::Head::Log, z, line); };
  std::vector<Sized> terms;
  if (n.loss == "cross_entropy") {
    std::vector<Sized> exponentials;
    for (const Sized& k : q.entries) exponentials.push_back(exp(k));
    const Sized normaliser = log(a.add(exponentials, line));
    for (std::size_t k = 0; k < q.entries.size(); ++k)
      terms.push_back(a.negate(a.multiply({y.entries[k], a.subtract(q.entries[k], normaliser, line)}, line), line));
    return a.add(terms, line);
  }
  for (std::size_t k = 0; k < q.entries.size(); ++k) {
    const Sized margin = a.multiply({y.entries[k], q.entries[k]}, line);
    if (n.loss == "squared")
      terms.push_back(a.power(a.subtract(q.entries[k], y.entries[k], line), a.number(2), line));
    else if (n.loss == "exponential")
      terms.push_back(exp(a.negate(margin, line)));
    else if (n.loss == "hinge")
      terms.push_back(
          a.power(a.apply(Arithmetic::Head::Relu, a.subtract(a.number(1), margin, line), line), a.number(e.rational(n.hinge_power, "'power'")), line));
    else
      terms.push_back(log(a.add({a.number(1), exp(a.negate(margin, line))}, line)));
  }
  const Sized sum = a.add(terms, line);
  return n.loss == "logistic2" ? a.divide(sum, log(a.number(2)), line) : sum;
}

}  // namespace

Value network_output(Evaluator& e, const Network& n, std::size_t k) {
  Arithmetic& a = e.arithmetic();
  const Value z = row(e, n.x[k], e.size(n.inputs), "x", "inputs");
  Value v = z;
  for (const problem::Layer& layer : n.layers) {
    const Value weights = e.declared(layer.weights);
    Value next;
    next.shape = Value::Shape::Vector;
    next.rows = weights.rows;
    std::optional<Sized> argument;
    if (layer.argument) argument = e.scalar(layer.argument, "the activation's argument");
    for (int r = 0; r < weights.rows; ++r) {
      std::vector<Sized> terms;
      for (int c = 0; c < weights.cols; ++c) terms.push_back(a.multiply({weights.at(r, c), v.at(c, 0)}, layer.line));
      if (!layer.bias.empty()) terms.push_back(e.declared(layer.bias).at(r, 0));
      const Sized preactivation = a.add(terms, layer.line);
      if (layer.activation_expression)
        next.entries.push_back(e.scalar(layer.activation_expression, "the activation", {{"t", scalar_value(preactivation)}}));
      else if (argument)
        next.entries.push_back(e.applied(layer.activation, {preactivation, *argument}, layer.line));
      else
        next.entries.push_back(e.applied(layer.activation, {preactivation}, layer.line));
    }
    v = std::move(next);
  }
  if (n.extra) {
    if (v.rows != 1) e.fail(n.extra->line, "'extra' with " + std::to_string(v.rows) + " outputs; it needs a network with one output");
    v.entries[0] = a.add({v.entries[0], e.scalar(n.extra, "'extra'", {{"z", z}})}, n.extra->line);
  }
  return v;
}

Sized network_objective(Evaluator& e, const Network& n) {
  Arithmetic& a = e.arithmetic();
  if (n.loss == "hinge") {
    const GiNaC::numeric p = e.rational(n.hinge_power, "'power'");
    if (!p.is_pos_integer()) e.fail(n.hinge_power->line, "the power of the hinge loss is no positive integer; write 1, 2, ...");
  }
  std::vector<Sized> terms;
  for (std::size_t k = 0; k < n.x.size(); ++k) {
    auto output = std::make_shared<problem::Syntax>();  // the same as a use of N1, N2, ... in the case
    output->op = problem::Syntax::Op::Name;
    output->text = "N" + std::to_string(k + 1);
    output->line = n.line;
    terms.push_back(loss(e, n, e.evaluate(output), row(e, n.y[k], output_size(e, n), "y", "outputs")));
  }
  Sized total = a.add(terms, n.line);
  if (n.mean) total = a.divide(total, a.number(static_cast<long>(terms.size())), n.line);
  if (!n.regulariser) return total;
  return a.add({total, e.scalar(n.regulariser, "the regulariser")}, n.regulariser->line);
}

}  // namespace losscert::objective
