#include "objective/evaluate.hpp"

#include <algorithm>

#include "objective/functions.hpp"
#include "objective/network.hpp"
#include "problem/names.hpp"

namespace losscert::objective {

using problem::Declaration;
using problem::Syntax;
using problem::SyntaxPtr;

namespace {
constexpr std::size_t max_steps = 5000000;  // evaluations of a syntax node, per choice of dimensions
constexpr int max_recursion = 1500;
constexpr std::size_t max_components = 10000;

Value make(Value::Shape shape, int rows, int cols, std::vector<Sized> entries) { return {shape, rows, cols, std::move(entries)}; }

GiNaC::numeric parse_number(const std::string& text) {
  if (const auto e = text.find_first_of("eE"); e != std::string::npos) return parse_number(text.substr(0, e)) * GiNaC::numeric(10).power(std::stoi(text.substr(e + 1)));
  const auto dot = text.find('.');
  if (dot == std::string::npos) return GiNaC::numeric(text.c_str());
  const std::string digits = text.substr(0, dot) + text.substr(dot + 1);
  return GiNaC::numeric(digits.c_str()) / GiNaC::numeric(10).power(static_cast<int>(text.size() - dot - 1));
}

symbolic::Rel relation_named(const std::string& relop) {
  static const std::map<std::string, symbolic::Rel> names = {{"==", symbolic::Rel::Equal},  {"!=", symbolic::Rel::NotEqual},
                                                             {">", symbolic::Rel::Greater}, {">=", symbolic::Rel::GreaterEqual},
                                                             {"<", symbolic::Rel::Less},    {"<=", symbolic::Rel::LessEqual}};
  return names.at(relop);
}
}  // namespace

Value scalar_value(Sized s) { return make(Value::Shape::Scalar, 1, 1, {std::move(s)}); }
bool same_shape(const Value& a, const Value& b) { return a.shape == b.shape && a.rows == b.rows && a.cols == b.cols; }

std::string shape_name(const Value& v) {
  switch (v.shape) {
    case Value::Shape::Scalar:
      return "a scalar";
    case Value::Shape::Vector:
      return "a vector of " + std::to_string(v.rows);
    case Value::Shape::Matrix:
      return "a matrix " + std::to_string(v.rows) + " x " + std::to_string(v.cols);
  }
  return "";
}

Evaluator::Evaluator(const problem::Case& c, const std::map<std::string, int>& dimensions) : case_(c), dimensions_(dimensions), arithmetic_(c.file) {
  for (const Declaration& d : c.parameters) declare(d, parameters);
  for (const Declaration& d : c.variables) declare(d, variables);
  for (const Symbol& s : parameters) parameter_names_.insert(s.get_name());
  for (const Symbol& s : variables) variable_names_.insert(s.get_name());
  for (const problem::RootSyntax& r : c.roots) declare_root(r);
  for (const problem::Definition& d : c.definitions) definitions_[d.name] = &d;
  for (const problem::FunctionSyntax& f : c.functions) declare_function(f);
}

int Evaluator::size(const std::string& text) const {
  const auto d = dimensions_.find(text);
  return d == dimensions_.end() ? std::stoi(text) : d->second;
}

void Evaluator::declare(const Declaration& d, std::vector<Symbol>& list) {
  Value v;
  auto component = [&](const std::string& name) {
    if (list.size() >= max_components) fail(d.line, "more than 10000 scalar components; use smaller sizes");
    list.push_back(symbolic::symbol(name));
    symbols_[d.name].push_back(list.back());
    v.entries.push_back(arithmetic_.symbol(list.back()));
  };
  if (d.shape == Declaration::Shape::Scalar) {
    component(d.name);
  } else if (d.shape == Declaration::Shape::Vector) {
    v.shape = Value::Shape::Vector;
    v.rows = size(d.rows);
    for (int i = 1; i <= v.rows; ++i) component(d.name + "[" + std::to_string(i) + "]");
  } else {
    v.shape = Value::Shape::Matrix;
    v.rows = size(d.rows);
    v.cols = size(d.cols);
    for (int i = 1; i <= v.rows; ++i)
      for (int j = 1; j <= v.cols; ++j) component(d.name + "[" + std::to_string(i) + "," + std::to_string(j) + "]");
  }
  declared_[d.name] = std::move(v);
}

void Evaluator::declare_root(const problem::RootSyntax& r) {
  Value v;
  auto& list = symbols_[r.name];
  for (std::size_t i = 0; i < r.unknowns.size(); ++i) {
    list.push_back(symbolic::symbol(r.scalar ? r.name : r.name + "[" + std::to_string(i + 1) + "]"));
    v.entries.push_back(arithmetic_.symbol(list.back()));
  }
  if (!r.scalar) {
    v.shape = Value::Shape::Vector;
    v.rows = static_cast<int>(list.size());
  }
  declared_[r.name] = std::move(v);
}

void Evaluator::declare_function(const problem::FunctionSyntax& f) {
  symbolic::AbstractFunction out{f.name, f.smoothness, {}};
  for (const auto& p : f.properties) {
    out.properties.push_back({p.order, relation_named(p.relop), rational(p.bound, "the bound")});
    const auto [lo, hi] = symbolic::bounds({&out, p.order});
    const bool excluded = lo && hi && *lo == *hi && std::any_of(out.properties.begin(), out.properties.end(), [&, &end = lo](const symbolic::Property& q) {
      using symbolic::Rel;
      return q.order == p.order && q.bound == *end && (q.rel == Rel::Greater || q.rel == Rel::Less || q.rel == Rel::NotEqual);
    });
    if ((lo && hi && *lo > *hi) || excluded) fail(p.line, "the properties of '" + f.name + "' contradict each other; no function has them all");
  }
  functions.push_back(symbolic::interned(out));
}

Sized Evaluator::applied(const std::string& function, const std::vector<Sized>& arguments, int line) {
  if (const auto f = problem::abstract_function(case_, function))
    for (const symbolic::Abstract known : functions)
      if (known->name == f->function->name) return arithmetic_.apply(known, f->order, arguments.at(0), line);
  return apply_function(arithmetic_, function, arguments, line);
}

Value Evaluator::declared(const std::string& name) const { return declared_.at(name); }
const std::vector<Symbol>& Evaluator::symbols(const std::string& name) const { return symbols_.at(name); }

const Sized& Evaluator::objective() {
  if (!objective_) objective_ = kept<Sized>([&] { return case_.network ? network_objective(*this, *case_.network) : scalar(case_.objective, "the objective"); });
  return again(*objective_);
}

const Value& Evaluator::defined(const problem::Definition& d) {
  auto known = expanded_.find(d.name);
  if (known == expanded_.end()) known = expanded_.emplace(d.name, kept<Value>([&] { return evaluate(d.body); })).first;
  return again(known->second);
}

Sized Evaluator::scalar(const SyntaxPtr& s, const std::string& what, const Locals& locals) {
  const Value v = evaluate(s, locals);
  if (v.shape != Value::Shape::Scalar) fail(s->line, what + " is " + shape_name(v) + "; a scalar is wanted");
  return v.entries[0];
}

GiNaC::numeric Evaluator::rational(const SyntaxPtr& s, const std::string& what) {
  const Sized v = scalar(s, what);
  const GiNaC::numeric* q = as_number(v.value);
  if (!q) fail(s->line, what + " is not a rational constant; write one, as in \"1/10\"");
  return *q;
}

Value Evaluator::evaluate(const SyntaxPtr& s, const Locals& locals) {
  struct Depth {
    int& d;
    ~Depth() { --d; }
  } depth{depth_};
  if (++depth_ > max_recursion) fail(s->line, "expressions and definitions stand too deep in each other; make them flatter");
  if (++steps_ > max_steps) fail(s->line, "the definitions expand to more than 5 million steps; make them smaller");
  return guarded(s->line, [&] { return dispatch(*s, locals); });
}

Value Evaluator::dispatch(const Syntax& s, const Locals& locals) {
  switch (s.op) {
    case Syntax::Op::Number:
      return scalar_value(arithmetic_.number(parse_number(s.text)));
    case Syntax::Op::Name:
      return name(s, locals);
    case Syntax::Op::Call:
      return call(s, locals);
    case Syntax::Op::Index:
      return index(s, locals);
    case Syntax::Op::Vector:
      return vector(s, locals);
    case Syntax::Op::Negate: {
      Value v = evaluate(s.children[0], locals);
      for (Sized& e : v.entries) e = arithmetic_.negate(e, s.line);
      return v;
    }
    case Syntax::Op::Add:
      return sum(s, locals);
    case Syntax::Op::Multiply:
      return product(s, locals);
    case Syntax::Op::Divide: {
      Value v = evaluate(s.children[0], locals);
      const Sized d = scalar(s.children[1], "the divisor", locals);
      for (Sized& e : v.entries) e = arithmetic_.divide(e, d, s.line);
      return v;
    }
    case Syntax::Op::Power: {
      const Sized base = scalar(s.children[0], "the base of '^'", locals);
      return scalar_value(arithmetic_.power(base, scalar(s.children[1], "the exponent", locals), s.line));
    }
  }
  throw std::logic_error("Evaluator::dispatch");
}

Value Evaluator::name(const Syntax& s, const Locals& locals) {
  if (const auto l = locals.find(s.text); l != locals.end()) return l->second;
  if (const auto d = declared_.find(s.text); d != declared_.end()) return d->second;
  if (const auto e = expanded_.find(s.text); e != expanded_.end()) return again(e->second);
  if (const auto d = definitions_.find(s.text); d != definitions_.end()) return defined(*d->second);
  if (s.text == "L") return scalar_value(objective());
  if (case_.network && s.text.size() > 1 && s.text[0] == 'N')
    for (std::size_t k = 0; k < case_.network->x.size(); ++k)
      if (s.text == "N" + std::to_string(k + 1)) return expanded_.emplace(s.text, kept<Value>([&] { return network_output(*this, *case_.network, k); })).first->second.value;
  fail(s.line, "unknown name '" + s.text.substr(0, 40) + "'; declare it");
}

Value Evaluator::call(const Syntax& s, const Locals& locals) {
  if (s.text == "diff") return differentiated(s, locals);
  if (const auto d = definitions_.find(s.text); d != definitions_.end()) {
    Locals arguments;
    for (std::size_t i = 0; i < s.children.size(); ++i) arguments[d->second->arguments[i]] = evaluate(s.children[i], locals);
    return evaluate(d->second->body, arguments);
  }
  if (s.text == "normsq" || s.text == "sum" || s.text == "dot") {
    const Value u = evaluate(s.children[0], locals);
    if (u.shape == Value::Shape::Scalar) fail(s.line, "'" + s.text + "' of a scalar; it wants a vector");
    if (s.text == "sum") return scalar_value(arithmetic_.add(u.entries, s.line));
    const Value v = s.text == "dot" ? evaluate(s.children[1], locals) : u;
    if (s.text == "dot" && (u.shape != Value::Shape::Vector || !same_shape(u, v)))
      fail(s.line, "'dot' of " + shape_name(u) + " and " + shape_name(v) + "; it wants two vectors of the same length");
    std::vector<Sized> terms;
    for (std::size_t i = 0; i < u.entries.size(); ++i) terms.push_back(arithmetic_.multiply({u.entries[i], v.entries[i]}, s.line));
    return scalar_value(arithmetic_.add(terms, s.line));
  }
  std::vector<Sized> arguments;
  for (const SyntaxPtr& a : s.children) arguments.push_back(scalar(a, "an argument of '" + s.text + "'", locals));
  if (problem::abstract_function(case_, s.text) && locals.count(s.text) == 0) return scalar_value(applied(s.text, arguments, s.line));
  const problem::Function* f = problem::find_function(s.text);
  if (!f || static_cast<int>(arguments.size()) < f->least || static_cast<int>(arguments.size()) > f->most)
    fail(s.line, "unknown function '" + s.text.substr(0, 40) + "' of " + std::to_string(arguments.size()) + " argument(s); define it");
  return scalar_value(apply_function(arithmetic_, s.text, arguments, s.line));
}

Value Evaluator::index(const Syntax& s, const Locals& locals) {
  const Value v = evaluate(s.children[0], locals);
  const std::size_t wanted = v.shape == Value::Shape::Scalar ? 0 : v.shape == Value::Shape::Vector ? 1 : 2;
  if (s.indices.size() != wanted)
    fail(s.line, std::to_string(s.indices.size()) + " index(es) on " + shape_name(v) + "; " +
                     (wanted == 0   ? "a scalar has none"
                      : wanted == 1 ? "a vector wants one"
                                    : "a matrix wants two"));
  const int r = s.indices[0], c = wanted == 2 ? s.indices[1] : 1;
  if (r < 1 || r > v.rows || c < 1 || c > v.cols)
    fail(s.line,
         "the index [" + std::to_string(r) + (wanted == 2 ? "," + std::to_string(c) : "") + "] is outside of " + shape_name(v) + "; indices begin at 1");
  return scalar_value(v.at(r - 1, c - 1));
}

Value Evaluator::vector(const Syntax& s, const Locals& locals) {
  std::vector<Value> parts;
  for (const SyntaxPtr& c : s.children) parts.push_back(evaluate(c, locals));
  const bool matrix = parts[0].shape == Value::Shape::Vector;
  std::vector<Sized> entries;
  for (const Value& p : parts) {
    if (p.shape == Value::Shape::Matrix) fail(s.line, "a matrix inside of brackets; a vector holds scalars, a matrix vectors");
    if (!same_shape(p, parts[0])) fail(s.line, shape_name(parts[0]) + " and " + shape_name(p) + " in the same brackets; give all entries the same shape");
    entries.insert(entries.end(), p.entries.begin(), p.entries.end());
  }
  const int n = static_cast<int>(parts.size());
  return matrix ? make(Value::Shape::Matrix, n, parts[0].rows, std::move(entries)) : make(Value::Shape::Vector, n, 1, std::move(entries));
}

Value Evaluator::sum(const Syntax& s, const Locals& locals) {
  std::vector<Value> parts;
  for (const SyntaxPtr& c : s.children) {
    parts.push_back(evaluate(c, locals));
    if (!same_shape(parts.back(), parts[0])) fail(s.line, shape_name(parts[0]) + " plus " + shape_name(parts.back()) + "; equal shapes are wanted");
  }
  Value v = parts[0];
  for (std::size_t k = 0; k < v.entries.size(); ++k) {
    std::vector<Sized> terms;
    for (const Value& p : parts) terms.push_back(p.entries[k]);
    v.entries[k] = arithmetic_.add(terms, s.line);
  }
  return v;
}

Value Evaluator::product(const Syntax& s, const Locals& locals) {
  std::vector<Value> parts;
  bool scalars = true;
  for (const SyntaxPtr& c : s.children) {
    parts.push_back(evaluate(c, locals));
    scalars = scalars && parts.back().shape == Value::Shape::Scalar;
  }
  if (scalars) {
    std::vector<Sized> factors;
    for (const Value& p : parts) factors.push_back(p.entries[0]);
    return scalar_value(arithmetic_.multiply(factors, s.line));
  }
  Value v = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) v = multiplied(v, parts[i], s.line);
  return v;
}

Value Evaluator::multiplied(const Value& a, const Value& b, int line) {
  if (a.shape == Value::Shape::Scalar || b.shape == Value::Shape::Scalar) {
    const bool left = a.shape == Value::Shape::Scalar;
    Value v = left ? b : a;
    const Sized& factor = left ? a.entries[0] : b.entries[0];
    for (Sized& e : v.entries) e = arithmetic_.multiply({factor, e}, line);
    return v;
  }
  if (a.shape != Value::Shape::Matrix || a.cols != b.rows)
    fail(line, shape_name(a) + " times " + shape_name(b) + "; " +
                   (a.shape == Value::Shape::Vector && b.shape == Value::Shape::Vector ? "write dot(u, v)"
                                                                                       : "the columns of the first must be as many as the rows of the second"));
  Value v = make(b.shape, a.rows, b.cols, {});
  for (int r = 0; r < a.rows; ++r)
    for (int c = 0; c < b.cols; ++c) {
      std::vector<Sized> terms;
      for (int k = 0; k < a.cols; ++k) terms.push_back(arithmetic_.multiply({a.at(r, k), b.at(k, c)}, line));
      v.entries.push_back(arithmetic_.add(terms, line));
    }
  return v;
}

Value Evaluator::differentiated(const Syntax& s, const Locals& locals) {
  const Sized e = scalar(s.children[0], "the first argument of 'diff'", locals);
  const Sized v = scalar(s.children[1], "the second argument of 'diff'", locals);
  if (!GiNaC::is_a<Symbol>(v.value) || !is_variable(GiNaC::ex_to<Symbol>(v.value)))
    fail(s.line, "the second argument of 'diff' is no scalar variable; name one, or a component such as w[1]");
  const Symbol x = GiNaC::ex_to<Symbol>(v.value);
  auto& known = derivatives_[x.get_name()];
  auto d = known.find(e.value);
  if (d == known.end()) d = known.emplace(e.value, symbolic::derivative(e.value, x)).first;
  for (const Expr& x : symbolic::abstract_atoms(d->second))
    if (const auto a = symbolic::abstract_part(x); a.order > a.function->smoothness)
      fail(s.line, "'diff' wants the derivative of order " + std::to_string(a.order) + " of '" + a.function->name + "', which is only C^" + std::to_string(a.function->smoothness) + "; raise its class");
  return scalar_value(arithmetic_.measured(d->second, s.line));
}

std::vector<symbolic::Relation> Evaluator::relations(const problem::RelationSyntax& r) {
  std::vector<Value> sides;
  for (const SyntaxPtr& s : r.sides) sides.push_back(evaluate(s));
  std::vector<symbolic::Relation> out;
  for (std::size_t i = 0; i + 1 < sides.size(); ++i) {
    const Value &a = sides[i], &b = sides[i + 1];
    const symbolic::Rel rel = relation_named(r.relops[i]);
    if (!same_shape(a, b)) fail(r.line, shape_name(a) + " " + r.relops[i] + " " + shape_name(b) + "; compare equal shapes");
    if (a.shape != Value::Shape::Scalar && rel != symbolic::Rel::Equal && rel != symbolic::Rel::NotEqual)
      fail(r.line, "'" + r.relops[i] + "' between " + shape_name(a) + " and " + shape_name(b) + "; order relations want scalars");
    std::vector<Sized> differences;
    for (std::size_t k = 0; k < a.entries.size(); ++k) differences.push_back(arithmetic_.subtract(a.entries[k], b.entries[k], r.line));
    if (a.shape != Value::Shape::Scalar && rel == symbolic::Rel::NotEqual) {
      std::vector<Sized> squares;
      for (const Sized& d : differences) squares.push_back(arithmetic_.power(d, arithmetic_.number(2), r.line));
      out.push_back({arithmetic_.add(squares, r.line).value, symbolic::Rel::Greater});
    } else {
      for (const Sized& d : differences) out.push_back({d.value, rel});
    }
  }
  return out;
}

}  // namespace losscert::objective
