#include "graph/build.hpp"

#include <algorithm>
#include <cmath>

namespace losscert::graph {

using problem::Syntax;
using problem::SyntaxPtr;

namespace {

constexpr std::size_t max_variables = 2000;

std::size_t sized(const std::string& text, const std::map<std::string, int>& dimensions) {
  if (text.empty()) return 1;
  const auto d = dimensions.find(text);
  return static_cast<std::size_t>(d != dimensions.end() ? d->second : std::stoi(text));
}

std::size_t components(const problem::Case& c, const std::map<std::string, int>& dimensions) {
  std::size_t n = 0;
  for (const auto& d : c.variables) n += sized(d.rows, dimensions) * sized(d.cols, dimensions);
  if (n > max_variables) throw InputError(c.file, c.objective_line, "the case has more than 2000 unknowns; this kind of claim goes no further");
  return n;
}

}  // namespace

Builder::Builder(const problem::Case& c, const std::map<std::string, int>& dimensions) : case_(c), dimensions_(dimensions), graph_(components(c, dimensions)) {
  Id next = 0;
  for (const auto& d : c.variables) {
    Value v{static_cast<int>(d.shape), size(d.rows), size(d.cols), {}};
    for (std::size_t k = 0; k < v.rows * v.cols; ++k) v.e.push_back(next++);
    variables_[d.name] = std::move(v);
  }
  for (const auto& d : c.definitions) definitions_[d.name] = &d;
}

std::size_t Builder::size(const std::string& text) const { return sized(text, dimensions_); }

Builder::Id Builder::single(const Value& v, int line) const {
  if (v.shape != 0) fail(line, "a scalar is wanted here; take a component");
  return v.e[0];
}

Builder::Id Builder::scalar(const SyntaxPtr& s) { return single(evaluate(*s, {}), s->line); }

Real Builder::constant(const SyntaxPtr& s, const std::string& what) {
  const Id id = scalar(s);
  if (!graph_.is_number(id)) fail(s->line, what + " is no rational number; write one");
  return graph_.value_of(id);
}

std::vector<Real> Builder::point(const problem::Assignment& a, int line) {
  std::vector<Real> x;
  for (const auto& d : case_.variables) {
    const auto given = std::find_if(a.begin(), a.end(), [&](const auto& b) { return b.name == d.name; });
    if (given == a.end()) fail(line, "the point gives no value to '" + d.name + "'; give one to every variable");
    const Value v = evaluate(*given->value, {});
    const Value& wanted = variables_.at(d.name);
    if (v.shape != wanted.shape || v.rows != wanted.rows || v.cols != wanted.cols) fail(given->line, "'" + d.name + "' is given a value of another shape; give it its own");
    for (const Id id : v.e) {
      if (!graph_.is_number(id)) fail(given->line, "the value of '" + d.name + "' is no rational number; write one");
      x.push_back(graph_.value_of(id));
    }
  }
  return x;
}

Builder::Value Builder::add(const Value& a, const Value& b, int line) {
  if (a.shape != b.shape || a.rows != b.rows || a.cols != b.cols) fail(line, "a sum of different shapes; make them equal");
  Value v = a;
  for (std::size_t k = 0; k < v.e.size(); ++k) v.e[k] = graph_.add({a.e[k], b.e[k]});
  return v;
}

Builder::Value Builder::multiply(const Value& a, const Value& b, int line) {
  if (a.shape == 0 || b.shape == 0) {
    const Value& factor = a.shape == 0 ? a : b;
    Value v = a.shape == 0 ? b : a;
    for (Id& e : v.e) e = graph_.multiply(factor.e[0], e);
    return v;
  }
  if (a.shape != 2 || a.cols != b.rows) fail(line, "a product of sizes that do not fit; '*' takes scalar*anything, matrix*vector, matrix*matrix");
  Value v{b.shape, a.rows, b.cols, {}};
  for (std::size_t i = 0; i < a.rows; ++i)
    for (std::size_t j = 0; j < b.cols; ++j) {
      std::vector<std::pair<Id, Id>> pairs;
      for (std::size_t k = 0; k < a.cols; ++k) pairs.emplace_back(a.e[i * a.cols + k], b.e[k * b.cols + j]);
      v.e.push_back(graph_.affine(pairs));
    }
  return v;
}

Builder::Value Builder::evaluate(const Syntax& s, const Locals& locals) {
  using Op = Syntax::Op;
  const auto child = [&](std::size_t k) { return evaluate(*s.children[k], locals); };
  switch (s.op) {
    case Op::Number: return {0, 1, 1, {graph_.number(std::stold(s.text))}};
    case Op::Name: return name(s, locals);
    case Op::Call: return call(s, locals);
    case Op::Index: {
      const Value v = child(0);
      if (v.shape == 0 || s.indices.size() != static_cast<std::size_t>(v.shape)) fail(s.line, "a wrong number of indices; a vector has one, a matrix two");
      const int row = s.indices[0], column = v.shape == 2 ? s.indices[1] : 1;
      if (row < 1 || column < 1 || static_cast<std::size_t>(row) > v.rows || static_cast<std::size_t>(column) > v.cols) fail(s.line, "an index is out of range; components are counted from 1");
      return {0, 1, 1, {v.e[static_cast<std::size_t>(row - 1) * v.cols + static_cast<std::size_t>(column - 1)]}};
    }
    case Op::Vector: {
      Value v{1, s.children.size(), 1, {}};
      for (std::size_t k = 0; k < s.children.size(); ++k) {
        const Value part = child(k);
        if (k == 0 && part.shape == 1) v.shape = 2, v.cols = part.rows;
        if (part.shape != v.shape - 1 || (v.shape == 2 && part.rows != v.cols)) fail(s.line, "the parts of a vector differ in shape; give scalars, or vectors of equal length");
        v.e.insert(v.e.end(), part.e.begin(), part.e.end());
      }
      return v;
    }
    case Op::Negate: return multiply({0, 1, 1, {graph_.number(-1)}}, child(0), s.line);
    case Op::Add: {
      std::vector<Value> terms;
      for (std::size_t k = 0; k < s.children.size(); ++k) terms.push_back(child(k));
      Value v = terms[0];
      for (std::size_t k = 0; k < v.e.size(); ++k) {
        std::vector<Id> parts;
        for (const Value& t : terms) {
          if (t.shape != v.shape || t.rows != v.rows || t.cols != v.cols) fail(s.line, "a sum of different shapes; make them equal");
          parts.push_back(t.e[k]);
        }
        v.e[k] = graph_.add(parts);
      }
      return v;
    }
    case Op::Multiply: {
      Value v = child(0);
      for (std::size_t k = 1; k < s.children.size(); ++k) v = multiply(v, child(k), s.line);
      return v;
    }
    case Op::Divide: {
      const Value numerator = child(0);
      return multiply({0, 1, 1, {one_over(single(child(1), s.line))}}, numerator, s.line);
    }
    case Op::Power: break;
  }
  const Real exponent = constant(s.children[1], "an exponent");
  return {0, 1, 1, {graph_.power(single(child(0), s.line), exponent)}};
}

Builder::Value Builder::name(const Syntax& s, const Locals& locals) {
  const std::string& n = s.text;
  if (const auto l = locals.find(n); l != locals.end()) return l->second;
  if (const auto v = variables_.find(n); v != variables_.end()) return v->second;
  if (n == "L") return {0, 1, 1, {objective()}};
  if (const auto d = definitions_.find(n); d != definitions_.end()) return expand(*d->second, {});
  if (case_.network && n.size() > 1 && n[0] == 'N' && std::all_of(n.begin() + 1, n.end(), [](char c) { return c >= '0' && c <= '9'; }) && n.size() < 8) return output(std::stoul(n.substr(1)) - 1);
  fail(s.line, "'" + n + "' has no value here; claims about a ball are about functions of variables only, without parameters and roots");
}

Builder::Value Builder::expand(const problem::Definition& d, const std::vector<Value>& arguments) {
  if (d.arguments.size() != arguments.size()) fail(d.line, "'" + d.name + "' is used with a wrong number of arguments");
  if (arguments.empty())
    if (const auto known = expanded_.find(d.name); known != expanded_.end()) return known->second;
  Locals locals;
  for (std::size_t k = 0; k < arguments.size(); ++k) locals[d.arguments[k]] = arguments[k];
  Value v = evaluate(*d.body, locals);
  if (arguments.empty()) expanded_[d.name] = v;
  return v;
}

Builder::Value Builder::call(const Syntax& s, const Locals& locals) {
  if (s.text == "diff" || problem::abstract_function(case_, s.text)) fail(s.line, "'" + s.text + "' has no place in a claim about a ball; write the function out");
  std::vector<Value> a;
  for (const auto& child : s.children) a.push_back(evaluate(*child, locals));
  if (const auto d = definitions_.find(s.text); d != definitions_.end()) return expand(*d->second, a);
  if (s.text == "dot" || s.text == "normsq" || s.text == "sum") {
    const Value &x = a[0], &y = a.back();
    if (x.shape == 0 || x.e.size() != y.e.size() || (s.text == "dot" && (x.shape != 1 || y.shape != 1))) fail(s.line, "'" + s.text + "' wants vectors of equal length");
    if (s.text == "sum") return {0, 1, 1, {graph_.add(x.e)}};
    std::vector<std::pair<Id, Id>> pairs;
    for (std::size_t k = 0; k < x.e.size(); ++k) pairs.emplace_back(x.e[k], y.e[k]);
    return {0, 1, 1, {graph_.affine(pairs)}};
  }
  std::vector<Id> scalars;
  for (const Value& v : a) scalars.push_back(single(v, s.line));
  return {0, 1, 1, {applied(s.text, scalars, s.line)}};
}

Builder::Id Builder::applied(const std::string& f, const std::vector<Id>& a, int line) {
  using Op = Graph::Op;
  const Id t = a[0];
  const auto of = [&](Op op, Id x) { return graph_.apply(op, {x}); };
  const auto elu = [&](Id alpha) {
    const Id fall = graph_.affine({{of(Op::Exp, negated(of(Op::Relu, negated(t)))), graph_.number(1)}}, -1);
    return graph_.affine({{of(Op::Relu, t), graph_.number(1)}, {alpha, fall}});
  };
  static const std::map<std::string, Op> plain = {{"exp", Op::Exp},       {"log", Op::Log},         {"sin", Op::Sin},           {"cos", Op::Cos},  {"arctan", Op::Arctan},
                                                  {"tanh", Op::Tanh},     {"sigmoid", Op::Sigmoid}, {"relu", Op::Relu}};
  if (const auto p = plain.find(f); p != plain.end()) return of(p->second, t);
  if (f == "identity") return t;
  if (f == "quadratic") return graph_.power(t, 2);
  if (f == "sqrt") return graph_.power(t, 0.5L);
  if (f == "abs") return graph_.add({of(Op::Relu, t), of(Op::Relu, negated(t))});
  if (f == "swish") return graph_.multiply(t, of(Op::Sigmoid, t));
  if (f == "softsign") return graph_.multiply(t, one_over(graph_.affine({{of(Op::Relu, t), graph_.number(1)}, {of(Op::Relu, negated(t)), graph_.number(1)}}, 1)));
  if (f == "softplus" && a.size() == 1) return of(Op::Softplus, t);
  if (f == "softplus") return graph_.multiply(of(Op::Softplus, graph_.multiply(a[1], t)), one_over(a[1]));
  if (f == "softplus2") return graph_.multiply(graph_.number(1 / std::log(2.0L)), of(Op::Softplus, t));
  if (f == "selu") return graph_.multiply(graph_.number(1.0507009873554804934193349852946L), elu(graph_.number(1.6732632423543772848170429916717L)));
  if (a.size() < 2) fail(line, "'" + f + "' wants another argument");
  if (f == "max") return graph_.add({t, of(Op::Relu, minus(a[1], t))});
  if (f == "min") return minus(t, of(Op::Relu, minus(t, a[1])));
  if (f == "leaky_relu") return minus(of(Op::Relu, t), graph_.multiply(a[1], of(Op::Relu, negated(t))));
  if (f == "elu") return elu(a[1]);
  if (f == "power" && graph_.is_number(a[1])) return graph_.power(t, graph_.value_of(a[1]));
  fail(line, "'" + f + "' has no place in a claim about a ball");
}

const Builder::Value& Builder::output(std::size_t sample) {
  if (const auto known = outputs_.find(sample); known != outputs_.end()) return known->second;
  const problem::Network& n = *case_.network;
  const auto& row = n.x.at(sample);
  Value z{1, size(n.inputs), 1, {}};
  for (const SyntaxPtr& x : row) z.e.push_back(scalar(x));
  if (z.e.size() != z.rows) fail(row.empty() ? n.line : row[0]->line, "a row of 'x' has " + std::to_string(row.size()) + " entries and the network has " + std::to_string(z.rows) + " inputs; make them equal");
  Value v = z;
  for (const auto& layer : n.layers) {
    v = multiply(variables_.at(layer.weights), v, layer.line);
    if (!layer.bias.empty()) v = add(v, variables_.at(layer.bias), layer.line);
    for (Id& t : v.e) {
      if (layer.activation_expression) {
        t = single(evaluate(*layer.activation_expression, {{"t", {0, 1, 1, {t}}}}), layer.line);
      } else {
        std::vector<Id> a{t};
        if (layer.argument) a.push_back(scalar(layer.argument));
        t = applied(layer.activation, a, layer.line);
      }
    }
  }
  if (n.extra) {
    if (v.rows != 1) fail(n.extra->line, "'extra' needs a network with one output");
    v.e[0] = graph_.add({v.e[0], single(evaluate(*n.extra, {{"z", z}}), n.extra->line)});
  }
  return outputs_[sample] = std::move(v);
}

Builder::Id Builder::loss(const problem::Network& n, const Value& q, const Value& y) {
  using Op = Graph::Op;
  if (n.loss_expression) return single(evaluate(*n.loss_expression, {{"q", q}, {"y", y}}), n.line);
  std::vector<Id> terms;
  std::optional<Id> normaliser;
  if (n.loss == "cross_entropy") normaliser = graph_.apply(Op::LogSumExp, q.e);
  for (std::size_t k = 0; k < q.e.size(); ++k) {
    const Id margin = graph_.multiply(y.e[k], q.e[k]);
    if (n.loss == "squared")
      terms.push_back(graph_.power(minus(q.e[k], y.e[k]), 2));
    else if (n.loss == "exponential")
      terms.push_back(graph_.apply(Op::Exp, {negated(margin)}));
    else if (n.loss == "hinge")
      terms.push_back(graph_.power(graph_.apply(Op::Relu, {minus(graph_.number(1), margin)}), constant(n.hinge_power, "'power'")));
    else if (n.loss == "cross_entropy")
      terms.push_back(graph_.multiply(y.e[k], minus(*normaliser, q.e[k])));
    else
      terms.push_back(graph_.apply(Op::Softplus, {negated(margin)}));
  }
  const Id sum = graph_.add(terms);
  return n.loss == "logistic2" ? graph_.multiply(graph_.number(1 / std::log(2.0L)), sum) : sum;
}

Builder::Id Builder::objective() {
  if (objective_) return *objective_;
  if (!case_.network) return *(objective_ = scalar(case_.objective));
  const problem::Network& n = *case_.network;
  std::vector<Id> terms;
  for (std::size_t k = 0; k < n.x.size(); ++k) {
    const Value q = output(k);
    Value y{1, n.y[k].size(), 1, {}};
    for (const SyntaxPtr& e : n.y[k]) y.e.push_back(scalar(e));
    if (y.rows != q.rows) fail(n.y[k].empty() ? n.line : n.y[k][0]->line, "a row of 'y' has " + std::to_string(y.rows) + " entries and the network has " + std::to_string(q.rows) + " outputs; make them equal");
    terms.push_back(loss(n, q, y));
  }
  Id f = graph_.add(terms);
  if (n.mean) f = graph_.multiply(graph_.number(1.0L / static_cast<Real>(terms.size())), f);
  if (n.regulariser) f = graph_.add({f, scalar(n.regulariser)});
  return *(objective_ = f);
}

}  // namespace losscert::graph
