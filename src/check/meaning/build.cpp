#include "check/meaning/build.hpp"

#include <algorithm>

#include "check/algebra/abstract.hpp"
#include "check/algebra/evident.hpp"
#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

constexpr long max_work = 2000000;
constexpr int max_depth = 1000;  // of evaluate within evaluate, through definitions too

}  // namespace

const Obligations Builder::no_conditions;

Builder::Builder(const CaseFile& c, std::map<std::string, int> dims) : case_(c), dims_(std::move(dims)) {
  declare_functions(c.functions);
  for (const auto& d : c.parameters) declare(d, true);
  for (const auto& d : c.variables) declare(d, false);
  if (c.network) {
    std::string fan_in = c.network->inputs;
    for (const auto& l : c.network->layers) {
      declare({l.weights, 2, l.units, fan_in}, false);
      if (!l.bias.empty()) declare({l.bias, 1, l.units, "1"}, false);
      fan_in = l.units;
    }
  }
}

int Builder::size(const std::string& s) const {
  if (s[0] >= '0' && s[0] <= '9') return std::stoi(s);
  const auto it = dims_.find(s);
  if (it == dims_.end()) throw CaseError("'" + s + "' is no dimension");
  return it->second;
}

void Builder::declare(const Declaration& d, bool parameter) {
  Value v{d.shape, size(d.rows), size(d.cols), {}};
  if (v.rows * v.cols > 100000) throw CaseError("'" + d.name + "' has more than 100000 components");
  for (int i = 1; i <= v.rows; ++i)
    for (int j = 1; j <= v.cols; ++j) {
      const std::string name = d.shape == 0 ? d.name : d.name + "[" + std::to_string(i) + (d.shape == 2 ? "," + std::to_string(j) : "") + "]";
      const AtomId id = symbol_id(name);
      v.e.push_back(symbol(id));
      if (!parameter) variables_.push_back(id);
      (parameter ? parameter_ids_ : variable_ids_).insert(id);
    }
  names_[d.name] = std::move(v);
}

std::vector<AtomId> Builder::components(const std::string& name) const {
  const auto it = names_.find(name);
  std::vector<AtomId> ids;
  if (it != names_.end())
    for (const auto& p : it->second.e) ids.push_back(p.terms().begin()->first.powers[0].first);
  if (ids.empty() || !is_variable(ids[0])) throw Reject("'" + name + "' is no variable");
  return ids;
}

std::vector<AtomId> Builder::root_symbols(const std::string& name) const {
  const auto& r = case_.roots.at(name);
  if (r.scalar) return {symbol_id(name)};
  std::vector<AtomId> ids;
  for (std::size_t i = 1; i <= r.unknowns.size(); ++i) ids.push_back(symbol_id(name + "[" + std::to_string(i) + "]"));
  return ids;
}

void Builder::admit_root(const std::string& name) {
  Value v{case_.roots.at(name).scalar ? 0 : 1, 1, 1, {}};
  for (const AtomId id : root_symbols(name)) v.e.push_back(symbol(id)), root_ids_.insert(id);
  v.rows = static_cast<int>(v.e.size());
  names_[name] = std::move(v);
}

AtomId Builder::add_local(const std::string& name) {
  if (!is_name(name) || name == "eps" || name == "L" || names_.count(name) > 0 || case_.definitions.count(name) > 0 || case_.roots.count(name) > 0 ||
      abstract_name(name) || !locals_.insert(name).second)
    throw Reject("'" + name.substr(0, 40) + "' cannot be the name of a new symbol");
  return symbol_id(name);
}

std::optional<AtomId> Builder::known_symbol(const std::string& name) const {
  if (locals_.count(name) > 0) return symbol_id(name);
  const auto bracket = name.find('[');
  const auto it = names_.find(name.substr(0, bracket));
  if (it == names_.end() || (it->second.shape == 0) != (bracket == std::string::npos)) return {};
  const AtomId id = symbol_id(name);
  if (parameter_ids_.count(id) == 0 && variable_ids_.count(id) == 0 && root_ids_.count(id) == 0) return {};
  return id;
}

Value Builder::value(const Syntax& s, Obligations& domain, bool eps) {
  const Locals none;
  return evaluate(s, {&none, &no_conditions, &domain, eps});
}

Poly Builder::scalar(const Syntax& s, Obligations& domain, bool eps) { return want_scalar(value(s, domain, eps), "this place"); }

Value Builder::evaluate(const Syntax& s, const Scope& scope) {
  if (++work_ > max_work) throw LimitReached("the case is too large (work limit)");
  if (depth_ >= max_depth) throw LimitReached("expressions and definitions are nested deeper than 1000 levels");
  ++depth_;
  Value v = evaluate_node(s, scope);
  --depth_;
  for (const auto& p : v.e) spend(p.size() / 2);  // a name copies what it stands for
  return v;
}

Value Builder::evaluate_node(const Syntax& s, const Scope& scope) {
  using Op = Syntax::Op;
  switch (s.op) {
    case Op::Number:
      return scalar_value(Rational::from_decimal(s.text));
    case Op::Name:
      return named(s.text, scope);
    case Op::Call:
      return call(s, scope);
    case Op::Index: {
      const Value v = evaluate(*s.kids[0], scope);
      if (v.shape == 0 || s.indices.size() != static_cast<std::size_t>(v.shape)) throw Reject("a vector has one index, a matrix two");
      const int j = v.shape == 2 ? s.indices[1] : 1;
      if (s.indices[0] > v.rows || j > v.cols) throw Reject("an index is out of range");
      return scalar_value(v.e[static_cast<std::size_t>((s.indices[0] - 1) * v.cols + j - 1)]);
    }
    case Op::Vector: {
      Value r{1, static_cast<int>(s.kids.size()), 1, {}};
      for (std::size_t i = 0; i < s.kids.size(); ++i) {
        const Value v = evaluate(*s.kids[i], scope);
        if (i == 0 && v.shape == 1) r.shape = 2, r.cols = v.rows;
        if (v.shape != r.shape - 1 || (r.shape == 2 && v.rows != r.cols)) throw Reject("the parts of a vector must be scalars, or vectors of equal length");
        r.e.insert(r.e.end(), v.e.begin(), v.e.end());
      }
      return r;
    }
    case Op::Sum: {
      Value r = evaluate(*s.kids[0], scope);
      if (s.inverted[0])
        for (auto& x : r.e) x = -x;
      std::vector<Poly> parts{r.e};
      for (std::size_t i = 1; i < s.kids.size(); ++i) {
        const Value v = evaluate(*s.kids[i], scope);
        r = sum(r, v, s.inverted[i]);
        if (r.shape == 0) parts.push_back(s.inverted[i] ? -v.e[0] : v.e[0]);
      }
      if (r.shape == 0) note_sum(r.e[0], parts);
      return r;
    }
    case Op::Product: {
      Value r = evaluate(*s.kids[0], scope);
      for (std::size_t i = 1; i < s.kids.size(); ++i) {
        const Value v = evaluate(*s.kids[i], scope);
        if (!s.inverted[i]) {
          const bool scalars = r.shape == 0 && v.shape == 0;
          const std::vector<Poly> parts = scalars ? std::vector{r.e[0], v.e[0]} : std::vector<Poly>();
          r = product(r, v);
          if (scalars) note_product(r.e[0], parts);
        } else {
          for (auto& x : r.e) x = divide(x, want_scalar(v, "'/'"), *scope.domain);
        }
      }
      return r;
    }
    case Op::Power:
      break;
  }
  const Poly exponent = want_scalar(evaluate(*s.kids[1], scope), "an exponent");
  if (!exponent.is_rational()) throw Reject("an exponent must be a rational constant");
  return scalar_value(raise(want_scalar(evaluate(*s.kids[0], scope), "'^'"), exponent.rational(), *scope.domain));
}

Value Builder::named(const std::string& name, const Scope& scope) {
  if (const auto it = scope.locals->find(name); it != scope.locals->end()) return it->second;
  if (const auto it = names_.find(name); it != names_.end()) return it->second;
  if (name == "eps" && scope.eps) return scalar_value(symbol("eps"));
  if (name == "L") {
    const auto& o = objective();
    scope.domain->insert(o.domain().begin(), o.domain().end());
    return scalar_value(o.unproved());
  }
  if (const auto it = case_.definitions.find(name); it != case_.definitions.end()) return definition(name, it->second, {}, no_conditions, scope);
  if (case_.network && name.size() > 1 && name[0] == 'N')
    for (std::size_t i = 0; i < case_.network->x.size(); ++i)
      if (name == "N" + std::to_string(i + 1)) {
        const auto& out = outputs();
        scope.domain->insert(outputs_domain_.begin(), outputs_domain_.end());
        return out[i];
      }
  if (case_.roots.count(name) > 0) throw Reject("the certificate has no evidence for the root '" + name + "'");
  throw Reject("unknown name '" + name + "'");
}

Value Builder::definition(const std::string& name, const Definition& d, const std::vector<Value>& arguments, const Obligations& given, const Scope& scope) {
  if (d.arguments.size() != arguments.size()) throw Reject("'" + name + "' takes " + std::to_string(d.arguments.size()) + " arguments");
  if (arguments.empty())
    if (const auto it = cache_.find(name); it != cache_.end()) {
      scope.domain->insert(it->second.second.begin(), it->second.second.end());
      return it->second.first;
    }
  if (!active_.insert(name).second) throw Reject("the definition of '" + name + "' uses itself");
  Locals locals;
  for (std::size_t i = 0; i < arguments.size(); ++i) locals[d.arguments[i]] = arguments[i];
  Obligations own;
  Value v = evaluate(*d.body, {&locals, &given, &own, false});
  active_.erase(name);
  scope.domain->insert(own.begin(), own.end());
  if (arguments.empty()) cache_.emplace(name, std::make_pair(v, own));
  return v;
}

Value Builder::call(const Syntax& s, const Scope& scope) {
  if (s.text == "diff") {
    if (s.kids.size() != 2) throw Reject("'diff' takes an expression and a variable");
    const std::string v = component_name(*s.kids[1]);
    const auto id = known_symbol(v);
    if (!id || !is_variable(*id) || scope.locals->count(v.substr(0, v.find('['))) > 0)
      throw Reject("'diff' is with respect to a scalar variable or a component, not '" + v + "'");
    Obligations own = *scope.given;  // what moves may be inside an argument
    const Poly p = want_scalar(evaluate(*s.kids[0], {scope.locals, scope.given, &own, scope.eps}), "'diff'");
    const Guarded d = Guarded(p, std::move(own)).derivative(*id);
    scope.domain->insert(d.domain().begin(), d.domain().end());
    return scalar_value(d.unproved());
  }
  std::vector<Value> a;
  Obligations conditions;
  for (const auto& k : s.kids) a.push_back(evaluate(*k, {scope.locals, scope.given, &conditions, scope.eps}));
  scope.domain->insert(conditions.begin(), conditions.end());
  if (scope.locals->count(s.text) > 0) throw Reject("'" + s.text + "' is no function here");
  if (const auto it = case_.definitions.find(s.text); it != case_.definitions.end()) {
    if (it->second.arguments.empty()) throw Reject("'" + s.text + "' takes no arguments");
    conditions.insert(scope.given->begin(), scope.given->end());
    return definition(s.text, it->second, a, conditions, scope);
  }
  if (s.text == "normsq" || s.text == "sum" || s.text == "dot") {
    const bool two = s.text == "dot";
    if (a.size() != (two ? 2U : 1U) || a[0].shape == 0 || (two && (a[1].shape != 1 || a[0].shape != 1 || a[1].rows != a[0].rows)))
      throw Reject("'" + s.text + "' takes " + (two ? "two vectors of equal length" : "a vector"));
    Poly r;
    std::vector<Poly> parts;
    for (std::size_t i = 0; i < a[0].e.size(); ++i) {
      parts.push_back(s.text == "sum" ? a[0].e[i] : a[0].e[i] * (two ? a[1].e[i] : a[0].e[i]));
      if (s.text == "normsq") note_power(parts.back(), a[0].e[i], 2);
      r += parts.back();
    }
    note_sum(r, parts);
    return scalar_value(r);
  }
  std::vector<Poly> scalars;
  for (const auto& v : a) scalars.push_back(want_scalar(v, "'" + s.text + "'"));
  return scalar_value(apply(s.text, scalars, *scope.domain));
}

Poly Builder::apply(const std::string& name, const std::vector<Poly>& arguments, Obligations& domain) const {
  const auto f = abstract_name(name);
  if (!f) return apply_function(name, arguments, domain);
  if (arguments.size() != 1) throw Reject("wrong number of arguments of '" + name + "'");
  return abstract_of(f->function->name, f->order, arguments[0]);
}

std::vector<Relation> Builder::relations(const RelationSyntax& r, Obligations& domain) {
  std::vector<Value> sides;
  for (const auto& s : r.sides) sides.push_back(value(*s, domain));
  std::vector<Relation> out;
  for (std::size_t i = 0; i < r.rels.size(); ++i) {
    const Value d = sum(sides[i], sides[i + 1], true);
    if (d.shape == 0 || r.rels[i] == Rel::Equal) {
      for (const auto& p : d.e) out.push_back({p, r.rels[i]});
    } else if (r.rels[i] == Rel::NotEqual) {
      Poly normsq;
      for (const auto& p : d.e) normsq += p * p;
      out.push_back({normsq, Rel::Greater});
    } else {
      throw Reject("an order relation needs scalars");
    }
  }
  return out;
}

Substitution Builder::assignment(const Assignment& a, Obligations& domain, bool eps) {
  Substitution s;
  for (const auto& [name, e] : a) {
    const auto ids = components(name);
    const Value v = value(*e, domain, eps);
    const Value& target = names_.at(name);
    if (v.shape != target.shape || v.rows != target.rows || v.cols != target.cols) throw Reject("'" + name + "' is given a value of another shape");
    for (std::size_t i = 0; i < ids.size(); ++i) s[ids[i]] = v.e[i];
  }
  return s;
}

Guarded Builder::certificate_expression(const Syntax& s, bool eps) const {
  return core_expression(s, [&](const std::string& name) { return eps && name == "eps" ? std::optional(symbol_id("eps")) : known_symbol(name); }, true);
}

Guarded Builder::function_expression(const Syntax& s, AtomId variable) const {
  return core_expression(s, [&](const std::string& name) { return name == "t" ? std::optional(variable) : std::nullopt; }, false);
}

Guarded Builder::core_expression(const Syntax& s, const Names& symbols, bool abstract) {
  using Op = Syntax::Op;
  spend(1);
  Poly out;
  Obligations domain;
  std::vector<Poly> parts;
  const auto kid = [&](std::size_t i) {
    Guarded g = core_expression(*s.kids[i], symbols, abstract);
    domain.insert(g.domain().begin(), g.domain().end());
    return g.unproved();
  };
  switch (s.op) {
    case Op::Number:
      out = Poly(Rational::from_decimal(s.text));
      break;
    case Op::Name:
    case Op::Index: {
      const std::string name = component_name(s);
      const auto id = symbols(name);
      if (!id) throw Reject("unknown symbol '" + name + "'");
      out = symbol(*id);
      break;
    }
    case Op::Sum:
      for (std::size_t i = 0; i < s.kids.size(); ++i) {
        parts.push_back(s.inverted[i] ? -kid(i) : kid(i));
        out += parts.back();
      }
      note_sum(out, parts);
      break;
    case Op::Product:
      out = Poly(1);
      for (std::size_t i = 0; i < s.kids.size(); ++i) {
        const Poly factor = kid(i), before = out;
        out = s.inverted[i] ? divide(before, factor, domain) : before * factor;
        if (!s.inverted[i]) note_product(out, {before, factor});
      }
      break;
    case Op::Power: {
      const Poly base = kid(0);
      out = raise(base, rational_constant(*s.kids[1]), domain);
      break;
    }
    case Op::Call: {
      if (s.kids.size() != 1) throw Reject("'" + s.text + "' is no function of the core");
      const Poly x = kid(0);
      const auto kind = core_function(s.text);
      if (s.text == "exp")
        out = exp_of(x);
      else if (s.text == "log")
        out = logarithm(x, domain);
      else if (kind)
        out = function_of(*kind, x);
      else if (const auto f = abstract ? abstract_name(s.text) : std::nullopt)
        out = abstract_of(f->function->name, f->order, x);
      else
        throw Reject("'" + s.text + "' is no function of the core");
      if (s.text == "step" && !x.is_rational()) domain.insert({x, nonzero});
      break;
    }
    case Op::Vector:
      throw Reject("a scalar is needed");
  }
  return {std::move(out), std::move(domain)};
}

}  // namespace losscert::check
