#include "check/meaning/graph_builder.hpp"

#include <algorithm>

#include "check/text/reject.hpp"
#include "check/text/words.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

constexpr long max_work = 4000000;
constexpr int max_depth = 1000;
constexpr std::size_t max_variables = 2000;

std::size_t size_of(const std::string& s, const std::map<std::string, int>& dims) {
  if (s[0] >= '0' && s[0] <= '9') return static_cast<std::size_t>(std::stoi(s));
  const auto it = dims.find(s);
  if (it == dims.end()) throw CaseError("'" + s + "' is no dimension");
  return static_cast<std::size_t>(it->second);
}

// Those of [variables], then the network's by layers.
std::vector<Declaration> all_variables(const CaseFile& c) {
  std::vector<Declaration> all = c.variables;
  if (!c.network) return all;
  std::string fan_in = c.network->inputs;
  for (const auto& l : c.network->layers) {
    all.push_back({l.weights, 2, l.units, fan_in});
    if (!l.bias.empty()) all.push_back({l.bias, 1, l.units, "1"});
    fan_in = l.units;
  }
  return all;
}

}  // namespace

std::size_t GraphBuilder::count_variables(const CaseFile& c, const std::map<std::string, int>& dims) {
  std::size_t n = 0;
  for (const auto& d : all_variables(c)) n += size_of(d.rows, dims) * size_of(d.cols, dims);
  if (n > max_variables) throw Reject("the case has more than 2000 unknowns");
  return n;
}

GraphBuilder::GraphBuilder(const CaseFile& c, std::map<std::string, int> dims) : case_(c), dims_(std::move(dims)), graph_(count_variables(c, dims_)) {
  for (const auto& d : all_variables(c)) declare(d);
}

void GraphBuilder::declare(const Declaration& d) {
  Value v{d.shape, size_of(d.rows, dims_), size_of(d.cols, dims_), {}};
  for (std::size_t i = 0; i < v.rows * v.cols; ++i) v.e.push_back(next_++);
  variables_[d.name] = std::move(v);
  order_.push_back(d.name);
}

Rational GraphBuilder::rational(const Syntax& s, const std::string& what) {
  const auto* q = graph_.rational(scalar(s));
  if (q == nullptr) throw Reject(what + " must be a rational constant");
  return *q;
}

std::vector<Rational> GraphBuilder::point(const Assignment& a) {
  std::map<std::string, const Syntax*> given;
  for (const auto& [name, e] : a) {
    if (variables_.count(name) == 0) throw Reject("'" + name + "' is no variable");
    given[name] = e.get();
  }
  std::vector<Rational> out;
  for (const auto& name : order_) {
    if (given.count(name) == 0) throw Reject("the point gives no value to '" + name + "'");
    const Value v = evaluate(*given[name], {});
    const Value& wanted = variables_.at(name);
    if (v.shape != wanted.shape || v.rows != wanted.rows || v.cols != wanted.cols) throw Reject("'" + name + "' is given a value of another shape");
    for (const Id id : v.e) {
      const auto* q = graph_.rational(id);
      if (q == nullptr) throw Reject("the point must consist of rational constants");
      out.push_back(*q);
    }
  }
  return out;
}

GraphBuilder::Id GraphBuilder::want_scalar(const Value& v, const std::string& where) const {
  if (v.shape != 0) throw Reject(where + " needs a scalar");
  return v.e[0];
}

GraphBuilder::Id GraphBuilder::scalar(const Syntax& s) { return want_scalar(evaluate(s, {}), "this place"); }

GraphBuilder::Id GraphBuilder::raised(Id base, const Rational& exponent) {
  if (Rational(1000) < exponent.abs()) throw Reject("an exponent is larger than 1000");
  return graph_.power(base, exponent);
}

GraphBuilder::Value GraphBuilder::sum(const std::vector<Value>& terms, const std::vector<bool>& minus) {
  Value r = terms[0];
  for (std::size_t i = 0; i < r.e.size(); ++i) {
    std::vector<Id> parts;
    for (std::size_t k = 0; k < terms.size(); ++k) {
      const Value& t = terms[k];
      if (t.shape != r.shape || t.rows != r.rows || t.cols != r.cols) throw Reject("'+' and '-' need equal shapes");
      parts.push_back(minus[k] ? negated(t.e[i]) : t.e[i]);
    }
    r.e[i] = graph_.sum(parts);
  }
  return r;
}

GraphBuilder::Value GraphBuilder::product(const Value& a, const Value& b) {
  if (a.shape == 0 || b.shape == 0) {
    Value r = a.shape == 0 ? b : a;
    for (auto& x : r.e) x = graph_.product((a.shape == 0 ? a : b).e[0], x);
    return r;
  }
  if (a.shape != 2 || a.cols != b.rows) throw Reject("'*' needs scalar*anything, matrix*vector or matrix*matrix of fitting sizes");
  Value r{b.shape, a.rows, b.cols, {}};
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < b.cols; ++j) {
      std::vector<Id> pairs;
      for (std::size_t k = 0; k < a.cols; ++k) pairs.push_back(a.e[i * a.cols + k]), pairs.push_back(b.e[k * b.cols + j]);
      r.e.push_back(graph_.dot(pairs));
    }
  return r;
}

GraphBuilder::Value GraphBuilder::evaluate(const Syntax& s, const Locals& locals) {
  if (++work_ > max_work) throw LimitReached("the case is too large (work limit)");
  if (depth_ >= max_depth) throw LimitReached("expressions and definitions are nested deeper than 1000 levels");
  ++depth_;
  Value v = evaluate_node(s, locals);
  --depth_;
  spend(1 + v.e.size() / 16);
  return v;
}

GraphBuilder::Value GraphBuilder::evaluate_node(const Syntax& s, const Locals& locals) {
  using Op = Syntax::Op;
  switch (s.op) {
    case Op::Number:
      return {0, 1, 1, {graph_.constant(Rational::from_decimal(s.text))}};
    case Op::Name:
      return named(s.text, locals);
    case Op::Call:
      return call(s, locals);
    case Op::Index: {
      const Value v = evaluate(*s.kids[0], locals);
      if (v.shape == 0 || s.indices.size() != static_cast<std::size_t>(v.shape)) throw Reject("a vector has one index, a matrix two");
      const auto i = static_cast<std::size_t>(s.indices[0]), j = static_cast<std::size_t>(v.shape == 2 ? s.indices[1] : 1);
      if (i > v.rows || j > v.cols) throw Reject("an index is out of range");
      return {0, 1, 1, {v.e[(i - 1) * v.cols + j - 1]}};
    }
    case Op::Vector: {
      Value r{1, s.kids.size(), 1, {}};
      for (std::size_t i = 0; i < s.kids.size(); ++i) {
        const Value v = evaluate(*s.kids[i], locals);
        if (i == 0 && v.shape == 1) r.shape = 2, r.cols = v.rows;
        if (v.shape != r.shape - 1 || (r.shape == 2 && v.rows != r.cols)) throw Reject("the parts of a vector must be scalars, or vectors of equal length");
        r.e.insert(r.e.end(), v.e.begin(), v.e.end());
      }
      return r;
    }
    case Op::Sum: {
      std::vector<Value> terms;
      for (const auto& k : s.kids) terms.push_back(evaluate(*k, locals));
      return sum(terms, s.inverted);
    }
    case Op::Product: {
      Value r = evaluate(*s.kids[0], locals);
      for (std::size_t i = 1; i < s.kids.size(); ++i) {
        const Value v = evaluate(*s.kids[i], locals);
        r = s.inverted[i] ? product({0, 1, 1, {graph_.power(want_scalar(v, "'/'"), -1)}}, r) : product(r, v);
      }
      return r;
    }
    case Op::Power:
      break;
  }
  const auto* exponent = graph_.rational(want_scalar(evaluate(*s.kids[1], locals), "an exponent"));
  if (exponent == nullptr) throw Reject("an exponent must be a rational constant");
  const Rational e = *exponent;
  return {0, 1, 1, {raised(want_scalar(evaluate(*s.kids[0], locals), "'^'"), e)}};
}

GraphBuilder::Value GraphBuilder::named(const std::string& name, const Locals& locals) {
  if (const auto it = locals.find(name); it != locals.end()) return it->second;
  if (const auto it = variables_.find(name); it != variables_.end()) return it->second;
  if (name == "L") return {0, 1, 1, {objective()}};
  if (const auto it = case_.definitions.find(name); it != case_.definitions.end()) return definition(name, it->second, {});
  if (case_.network && name.size() > 1 && name[0] == 'N')
    for (std::size_t i = 0; i < case_.network->x.size(); ++i)
      if (name == "N" + std::to_string(i + 1)) return outputs()[i];
  throw Reject("'" + name + "' has no value here: a claim of this kind is about a function of variables only, without parameters and roots");
}

GraphBuilder::Value GraphBuilder::definition(const std::string& name, const Definition& d, const std::vector<Value>& arguments) {
  if (d.arguments.size() != arguments.size()) throw Reject("'" + name + "' takes " + std::to_string(d.arguments.size()) + " arguments");
  if (arguments.empty())
    if (const auto it = cache_.find(name); it != cache_.end()) return it->second;
  if (!active_.insert(name).second) throw Reject("the definition of '" + name + "' uses itself");
  Locals locals;
  for (std::size_t i = 0; i < arguments.size(); ++i) locals[d.arguments[i]] = arguments[i];
  Value v = evaluate(*d.body, locals);
  active_.erase(name);
  if (arguments.empty()) cache_.emplace(name, v);
  return v;
}

GraphBuilder::Value GraphBuilder::call(const Syntax& s, const Locals& locals) {
  if (locals.count(s.text) > 0) throw Reject("'" + s.text + "' is no function here");
  std::vector<Value> a;
  if (s.text != "diff")
    for (const auto& k : s.kids) a.push_back(evaluate(*k, locals));
  if (const auto it = case_.definitions.find(s.text); it != case_.definitions.end()) {
    if (it->second.arguments.empty()) throw Reject("'" + s.text + "' takes no arguments");
    return definition(s.text, it->second, a);
  }
  if (s.text == "normsq" || s.text == "sum" || s.text == "dot") {
    const bool two = s.text == "dot";
    if (a.size() != (two ? 2U : 1U) || a[0].shape == 0 || (two && (a[1].shape != 1 || a[0].shape != 1 || a[1].rows != a[0].rows)))
      throw Reject("'" + s.text + "' takes " + (two ? "two vectors of equal length" : "a vector"));
    if (s.text == "sum") return {0, 1, 1, {graph_.sum(a[0].e)}};
    std::vector<Id> pairs;
    for (std::size_t i = 0; i < a[0].e.size(); ++i) pairs.push_back(a[0].e[i]), pairs.push_back(a[two ? 1 : 0].e[i]);
    return {0, 1, 1, {graph_.dot(pairs)}};
  }
  std::vector<Id> scalars;
  for (const auto& v : a) scalars.push_back(want_scalar(v, "'" + s.text + "'"));
  return {0, 1, 1, {apply(s.text, scalars)}};
}

// As apply_function of functions.hpp has them; tanh, sigmoid and softplus are operations of the graph, the same functions.
GraphBuilder::Id GraphBuilder::apply(const std::string& name, const std::vector<Id>& a) {
  using Op = Graph::Op;
  const auto n = arguments_of(name);
  if (!n) throw Reject("'" + name + "' is no function that a claim of this kind can speak of");
  if (static_cast<int>(a.size()) < n->first || static_cast<int>(a.size()) > n->second) throw Reject("wrong number of arguments of '" + name + "'");
  const Id t = a[0], one = graph_.constant(1);
  const auto f = [&](Op op, Id x) { return graph_.function(op, x); };
  const auto elu = [&](Id alpha) {
    return graph_.sum({f(Op::Relu, t), graph_.product(alpha, difference(f(Op::Exp, negated(f(Op::Relu, negated(t)))), one))});
  };
  if (name == "exp") return f(Op::Exp, t);
  if (name == "log") return f(Op::Log, t);
  if (name == "sqrt") return raised(t, Rational(1) / Rational(2));
  if (name == "sin") return f(Op::Sin, t);
  if (name == "cos") return f(Op::Cos, t);
  if (name == "arctan") return f(Op::Arctan, t);
  if (name == "tanh") return f(Op::Tanh, t);
  if (name == "sigmoid") return f(Op::Sigmoid, t);
  if (name == "swish") return graph_.product(t, f(Op::Sigmoid, t));
  if (name == "relu") return f(Op::Relu, t);
  if (name == "abs") return graph_.sum({f(Op::Relu, t), f(Op::Relu, negated(t))});
  if (name == "max") return graph_.sum({t, f(Op::Relu, difference(a[1], t))});
  if (name == "min") return difference(t, f(Op::Relu, difference(t, a[1])));
  if (name == "leaky_relu") return difference(f(Op::Relu, t), graph_.product(a[1], f(Op::Relu, negated(t))));
  if (name == "elu") return elu(a[1]);
  if (name == "selu")
    return graph_.product(graph_.constant(Rational::from_decimal("1.0507009873554804934193349852946")), elu(graph_.constant(Rational::from_decimal("1.6732632423543772848170429916717"))));
  if (name == "softplus") return a.size() == 1 ? f(Op::Softplus, t) : quotient(f(Op::Softplus, graph_.product(a[1], t)), a[1]);
  if (name == "softplus2") return quotient(f(Op::Softplus, t), f(Op::Log, graph_.constant(2)));
  if (name == "softsign") return quotient(t, graph_.sum({one, f(Op::Relu, t), f(Op::Relu, negated(t))}));
  if (name == "quadratic") return graph_.power(t, 2);
  if (name == "power") {
    const auto* exponent = graph_.rational(a[1]);
    if (exponent == nullptr) throw Reject("an exponent must be a rational constant");
    return raised(t, *exponent);
  }
  return t;  // identity
}

const std::vector<GraphBuilder::Value>& GraphBuilder::outputs() {
  if (outputs_) return *outputs_;
  const Network& net = *case_.network;
  std::vector<Value> all;
  for (const auto& row : net.x) {
    Value z{1, size_of(net.inputs, dims_), 1, {}};
    for (const auto& x : row) z.e.push_back(want_scalar(evaluate(*x, {}), "an entry of data"));
    if (z.e.size() != z.rows) throw CaseError("a row of x must have as many entries as the network has inputs");
    Value v = z;
    for (const auto& l : net.layers) {
      v = product(variables_.at(l.weights), v);
      if (!l.bias.empty()) v = sum({v, variables_.at(l.bias)}, {false, false});
      for (auto& t : v.e) {
        if (l.expression) {
          t = want_scalar(evaluate(*l.expression, {{"t", {0, 1, 1, {t}}}}), "an activation");
          continue;
        }
        std::vector<Id> a{t};
        if (l.argument) a.push_back(want_scalar(evaluate(*l.argument, {}), "an activation's argument"));
        if (l.activation == "max" || l.activation == "min") throw CaseError("'" + l.activation + "' is no activation");
        t = apply(l.activation, a);
      }
    }
    if (net.extra) {
      if (v.rows != 1) throw CaseError("'extra' needs one output");
      v.e[0] = graph_.sum({v.e[0], want_scalar(evaluate(*net.extra, {{"z", z}}), "'extra'")});
    }
    all.push_back(std::move(v));
  }
  outputs_ = std::move(all);
  return *outputs_;
}

GraphBuilder::Id GraphBuilder::network_objective() {
  using Op = Graph::Op;
  const Network& net = *case_.network;
  const auto q = outputs();
  std::vector<Id> terms;
  for (std::size_t i = 0; i < q.size(); ++i) {
    Value y{1, net.y[i].size(), 1, {}};
    for (const auto& e : net.y[i]) y.e.push_back(want_scalar(evaluate(*e, {}), "an entry of data"));
    if (y.rows != q[i].rows) throw CaseError("a row of y must have as many entries as the network has outputs");
    if (net.loss_expression) {
      terms.push_back(want_scalar(evaluate(*net.loss_expression, {{"q", q[i]}, {"y", y}}), "a loss"));
      continue;
    }
    Id log_sum = 0;
    if (net.loss == "cross_entropy") {
      std::vector<Id> exponentials;
      for (const Id t : q[i].e) exponentials.push_back(graph_.function(Op::Exp, t));
      log_sum = graph_.function(Op::Log, graph_.sum(exponentials));
    }
    for (std::size_t k = 0; k < y.e.size(); ++k) {
      const Id t = q[i].e[k], target = y.e[k], margin = graph_.product(target, t);
      if (net.loss == "squared")
        terms.push_back(graph_.power(difference(t, target), 2));
      else if (net.loss == "hinge")
        terms.push_back(raised(graph_.function(Op::Relu, difference(graph_.constant(1), margin)), static_cast<long>(net.hinge_power)));
      else if (net.loss == "exponential")
        terms.push_back(graph_.function(Op::Exp, negated(margin)));
      else if (net.loss == "cross_entropy")
        terms.push_back(negated(graph_.product(target, difference(t, log_sum))));
      else if (net.loss == "logistic")
        terms.push_back(graph_.function(Op::Softplus, negated(margin)));
      else
        terms.push_back(quotient(graph_.function(Op::Softplus, negated(margin)), graph_.function(Op::Log, graph_.constant(2))));
    }
  }
  Id f = graph_.sum(terms);
  if (net.mean) f = graph_.product(graph_.constant(Rational(1) / Rational(static_cast<long>(q.size()))), f);
  if (net.regulariser) f = graph_.sum({f, want_scalar(evaluate(*net.regulariser, {}), "the regulariser")});
  return f;
}

GraphBuilder::Id GraphBuilder::objective() {
  if (objective_) return *objective_;
  if (!active_.insert("L").second) throw Reject("the objective uses itself");
  objective_ = case_.network ? network_objective() : scalar(*case_.objective);
  active_.erase("L");
  return *objective_;
}

}  // namespace losscert::check
