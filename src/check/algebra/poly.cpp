#include "check/algebra/poly.hpp"

#include <algorithm>
#include <deque>
#include <tuple>

#include "check/algebra/abstract.hpp"
#include "check/algebra/evident.hpp"
#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

constexpr std::size_t max_terms = 200000;
constexpr std::size_t max_atoms = 200000;
constexpr int max_power = 1000000;
constexpr int max_nesting = 400;  // of functions within functions; bounds every recursion below

struct Table {
  std::deque<Atom> atoms;
  std::map<std::tuple<Kind, std::string, ArgId, unsigned>, AtomId> atom_ids;
  std::map<Poly, ArgId> arg_ids;
  std::vector<const Poly*> args;
  std::vector<int> nesting;  // of args
  std::map<std::pair<ArgId, AtomId>, Poly> arg_derivatives;
  std::map<std::pair<ArgId, ArgId>, Poly> exp_products;
  Table() {
    args.push_back(&arg_ids.emplace(Poly(), 0).first->first);
    nesting.push_back(0);
  }
};

Table& table() {
  static Table t;
  return t;
}

// `index`: the root or the order.
AtomId intern_atom(Kind kind, const std::string& name, ArgId a, unsigned index) {
  auto& t = table();
  const auto key = std::make_tuple(kind, name, a, index);
  if (const auto it = t.atom_ids.find(key); it != t.atom_ids.end()) return it->second;
  if (t.atoms.size() >= max_atoms) throw LimitReached("too many different subexpressions");
  const auto id = static_cast<AtomId>(t.atoms.size());
  std::set<AtomId> inside = atoms_of(arg(a));
  inside.insert(id);
  spend(inside.size() / 8);
  t.atoms.push_back({kind, name, a, kind == Kind::Root ? index : 0, kind == Kind::Abstract ? index : 0, {inside.begin(), inside.end()}});
  t.atom_ids.emplace(key, id);
  return id;
}

Poly power_of_atom(AtomId id, int n) {
  Poly p;
  p.add(Monomial{{{id, n}}, 0}, 1);
  return p;
}

// exp(p) as coefficient-free form: exp(n*log(q) + r) = q^n * exp(r) for integers n.
Poly exp_form(const Poly& p) {
  Poly rest, factor(1);
  for (const auto& [m, c] : p.terms()) {
    const auto n = c.to_long();
    if (n && m.exp == 0 && m.powers.size() == 1 && m.powers[0].second == 1 && atom(m.powers[0].first).kind == Kind::Log)
      factor = factor * pow(arg(atom(m.powers[0].first).arg), *n);
    else
      rest.add(m, c);
  }
  Monomial e;
  e.exp = intern(rest);
  Poly out;
  out.add(e, 1);
  return factor == Poly(1) ? out : factor * out;
}

const Poly& exp_product(ArgId a, ArgId b) {
  if (a > b) std::swap(a, b);
  auto& cache = table().exp_products;
  if (const auto it = cache.find({a, b}); it != cache.end()) return it->second;
  Poly p = exp_form(arg(a) + arg(b));
  return cache.emplace(std::make_pair(a, b), std::move(p)).first->second;
}

// Product of two monomials. What does not fit into one monomial (p^(1/q))^q = p, exp(log(p)) = p is left in `extra`.
Monomial product(const Monomial& a, const Monomial& b, std::vector<Poly>& extra) {
  Monomial m;
  m.powers.reserve(a.powers.size() + b.powers.size());
  spend(m.powers.capacity() / 8);
  bool special = false;
  auto put = [&](AtomId id, long n) {
    if (n == 0) return;
    if (n > max_power || n < -max_power) throw LimitReached("an exponent exceeds 1000000");
    const auto kind = atom(id).kind;
    if (kind == Kind::Root) {
      const long q = atom(id).root;
      long k = n / q, r = n % q;
      if (r < 0) r += q, --k;
      if (k != 0) extra.push_back(pow(arg(atom(id).arg), k));
      if (r == 0) return;
      n = r;
    }
    if (kind == Kind::Step) special = true, n = 1;
    m.powers.emplace_back(id, static_cast<int>(n));
  };
  auto i = a.powers.begin(), j = b.powers.begin();
  while (i != a.powers.end() || j != b.powers.end()) {
    if (j == b.powers.end() || (i != a.powers.end() && i->first < j->first))
      put(i->first, i->second), ++i;
    else if (i == a.powers.end() || j->first < i->first)
      put(j->first, j->second), ++j;
    else
      put(i->first, static_cast<long>(i->second) + j->second), ++i, ++j;
  }
  if (special)  // relu(p)*step(p) = relu(p)
    std::erase_if(m.powers, [&](const auto& s) {
      if (atom(s.first).kind != Kind::Step) return false;
      return std::any_of(m.powers.begin(), m.powers.end(),
                         [&](const auto& r) { return r.second > 0 && atom(r.first).kind == Kind::Relu && atom(r.first).arg == atom(s.first).arg; });
    });
  if (a.exp == 0 || b.exp == 0) {
    m.exp = a.exp + b.exp;
  } else {
    const Poly& e = exp_product(a.exp, b.exp);
    if (e.terms().size() == 1 && e.terms().begin()->first.powers.empty() && e.leading().is_one())
      m.exp = e.terms().begin()->first.exp;
    else
      extra.push_back(e);
  }
  return m;
}

// x*relu(x) = relu(x)^2 and x*relu(-x) = -relu(-x)^2 for a symbol x: its powers go into those of the relu, and come out of them against x^(-1). Returns the sign.
int merge_relu(Monomial& m) {
  int sign = 1;
  for (auto& [id, n] : m.powers) {
    if (atom(id).kind != Kind::Relu || n < 1) continue;
    const Poly& z = arg(atom(id).arg);
    if (z.terms().size() != 1 || z.terms().begin()->first.exp != 0 || z.terms().begin()->first.powers.size() != 1) continue;
    const auto& [x, power] = z.terms().begin()->first.powers[0];
    if (power != 1 || atom(x).kind != Kind::Symbol) continue;
    for (auto& [v, k] : m.powers) {
      if (v != x) continue;
      const int moved = k > 0 ? k : -std::min(-k, n - 1);
      if (moved % 2 != 0) sign *= z.leading().sign();
      n += moved;
      k -= moved;
    }
  }
  std::erase_if(m.powers, [](const auto& f) { return f.second == 0; });
  return sign;
}

void add_product(Poly& out, const Monomial& a, const Rational& x, const Monomial& b, const Rational& y) {
  std::vector<Poly> extra;
  Poly t;
  Monomial m = product(a, b, extra);
  const Rational c = x * y * Rational(merge_relu(m));
  if (extra.empty()) {
    out.add(m, c);
    return;
  }
  t.add(m, c);
  for (const auto& e : extra) t = t * e;
  out += t;
}

}  // namespace

const Poly& arg_derivative(ArgId a, AtomId v) {
  auto& known = table().arg_derivatives;
  if (const auto it = known.find({a, v}); it != known.end()) return it->second;
  Poly d = derivative(arg(a), v);
  return known.emplace(std::make_pair(a, v), std::move(d)).first->second;
}

const Atom& atom(AtomId id) { return table().atoms[id]; }
const Poly& arg(ArgId id) { return *table().args[id]; }

ArgId intern(const Poly& p) {
  auto& t = table();
  spend(p.size() / 2);
  if (const auto it = t.arg_ids.find(p); it != t.arg_ids.end()) return it->second;
  // Everything that may throw comes before the first change: an id without its argument would soon be the id of another one.
  if (t.args.size() >= max_atoms) throw LimitReached("too many different subexpressions");
  int depth = 0;
  for (const auto& [m, c] : p.terms()) {
    for (const auto& [id, n] : m.powers) depth = std::max(depth, t.nesting[atom(id).arg] + 1);
    if (m.exp != 0) depth = std::max(depth, t.nesting[m.exp] + 1);
  }
  if (depth > max_nesting) throw LimitReached("functions are nested deeper than 400 levels");
  const auto id = static_cast<ArgId>(t.args.size());
  t.args.push_back(&t.arg_ids.emplace(p, id).first->first);
  t.nesting.push_back(depth);
  return id;
}

AtomId symbol_id(const std::string& name) { return intern_atom(Kind::Symbol, name, 0, 0); }
void clear_table() {
  table() = Table();
  forget_functions();
  forget_signs();
}
void reset_table() {
  clear_table();
  reset_work();
}

void Poly::add(const Monomial& m, const Rational& c) {
  if (c.is_zero()) return;
  const auto [it, fresh] = terms_.emplace(m, c);
  if (!fresh) {
    it->second = it->second + c;
    if (it->second.is_zero()) terms_.erase(it);
  } else if (terms_.size() > max_terms) {
    throw LimitReached("an expression has more than 200000 terms");
  }
}

std::uint64_t Poly::size() const {
  std::uint64_t n = 0;
  for (const auto& [m, c] : terms_) n += 1 + m.powers.size() / 8 + c.words() / 8;
  return n;
}

Poly& Poly::operator+=(const Poly& o) {
  if (this == &o) return *this += Poly(o);
  spend(o.size() / 2);
  for (const auto& [m, c] : o.terms_) add(m, c);
  return *this;
}

Poly Poly::operator-() const {
  Poly r;
  spend(size() / 2);
  for (const auto& [m, c] : terms_) r.terms_.emplace_hint(r.terms_.end(), m, -c);
  return r;
}

Poly operator*(const Poly& a, const Poly& b) {
  spend(a.terms_.size() * b.terms_.size());
  Poly out;
  for (const auto& [m, c] : a.terms_)
    for (const auto& [n, d] : b.terms_) add_product(out, m, c, n, d);
  return out;
}

Poly symbol(AtomId id) { return power_of_atom(id, 1); }
Poly symbol(const std::string& name) { return symbol(symbol_id(name)); }

Poly inverse(const Poly& p) {
  if (p.empty()) throw Reject("division by zero");
  const Rational& c = p.leading();
  if (p.terms().size() > 1) return power_of_atom(intern_atom(Kind::Sum, "", intern(p * Poly(c.inverse())), 0), -1) * Poly(c.inverse());
  const Monomial& m = p.terms().begin()->first;
  Poly out(c.inverse());
  for (const auto& [id, n] : m.powers) {
    if (atom(id).kind == Kind::Step) throw Reject("division by step(z)");
    // 1/(p^(-n)) of a denominator p is p^n again; a root is brought back to an exponent in 0..q-1 by the product
    if (atom(id).kind == Kind::Sum && n < 0)
      out = out * pow(arg(atom(id).arg), -n);
    else if (atom(id).kind == Kind::Root)
      out = out * pow(power_of_atom(id, 1), static_cast<long>(atom(id).root) - n) * inverse(arg(atom(id).arg));
    else
      out = out * power_of_atom(id, -n);
  }
  return m.exp == 0 ? out : out * exp_form(-arg(m.exp));
}

Poly pow(const Poly& p, long n) {
  if (n > max_power || n < -max_power) throw LimitReached("an exponent exceeds 1000000");
  if (n < 0) return pow(inverse(p), -n);
  if (p.is_rational()) return Poly(p.rational().pow(n));
  Poly out(1), square = p;
  for (long k = n; k > 0;) {
    if (k & 1) out = out * square;
    if ((k >>= 1) > 0) square = square * square;
  }
  return out;
}

Poly pow(const Poly& p, const Rational& exponent) {
  const auto n = exponent.numerator().to_long(), q = exponent.denominator().to_long();
  if (!n || !q || *q > 1000 || Rational(1000) < exponent.abs()) throw Reject("an exponent exceeds 1000");
  return *q == 1 ? pow(p, *n) : pow(function_of(Kind::Root, p, static_cast<unsigned>(*q)), *n);
}

Poly exp_of(const Poly& p) { return exp_form(p); }
Poly log_of(const Poly& p) { return function_of(Kind::Log, p); }
Poly sin_of(const Poly& p) { return function_of(Kind::Sin, p); }
Poly cos_of(const Poly& p) { return function_of(Kind::Cos, p); }
Poly arctan_of(const Poly& p) { return function_of(Kind::Arctan, p); }
Poly relu_of(const Poly& p) { return function_of(Kind::Relu, p); }
Poly step_of(const Poly& p) { return function_of(Kind::Step, p); }

namespace {

// arctan(1) = pi/4, so 2k*arctan(1) is k quarter turns, at which sin and cos are 0, 1 or -1. k modulo 4, where p has that form.
std::optional<long> quarter_turns(const Poly& p) {
  if (p.empty()) return 0;
  if (p.terms().size() != 1) return std::nullopt;
  const auto& [m, c] = *p.terms().begin();
  if (m.exp != 0 || m.powers.size() != 1 || m.powers[0].second != 1) return std::nullopt;
  const Atom& a = atom(m.powers[0].first);
  if (a.kind != Kind::Arctan || !(arg(a.arg) == Poly(1))) return std::nullopt;
  const Rational k = c / Rational(2);
  const auto n = k.numerator().to_long(), q = k.denominator().to_long();
  if (!n || q != 1) return std::nullopt;
  return (*n % 4 + 4) % 4;
}

}  // namespace

std::optional<Kind> core_function(const std::string& name) {
  static const std::map<std::string, Kind> f = {{"log", Kind::Log},       {"sin", Kind::Sin},   {"cos", Kind::Cos},
                                                {"arctan", Kind::Arctan}, {"relu", Kind::Relu}, {"step", Kind::Step}};
  const auto it = f.find(name);
  return it == f.end() ? std::nullopt : std::optional(it->second);
}

Poly function_of(Kind kind, const Poly& p, unsigned root) {
  const bool constant = p.is_rational();
  const Rational c = p.rational();
  switch (kind) {
    case Kind::Sum:
      return p;
    case Kind::Log:
      if (constant && c.sign() <= 0) throw Reject("logarithm of a number that is not positive");
      if (constant && c.is_one()) return {};
      break;
    case Kind::Root:
      if (constant && c.sign() < 0) throw Reject("root of a negative number");
      if (constant && c.is_zero()) return {};
      if (constant)
        if (const auto r = c.exact_root(root)) return Poly(*r);
      break;
    case Kind::Sin:
    case Kind::Cos:
      if (const auto k = quarter_turns(p)) {
        constexpr int sine[] = {0, 1, 0, -1};
        return Poly(sine[(*k + (kind == Kind::Cos ? 1 : 0)) % 4]);
      }
      if (p.leading().sign() < 0) return kind == Kind::Cos ? function_of(kind, -p) : -function_of(kind, -p);
      break;
    case Kind::Arctan:
      if (p.empty()) return {};
      if (p.leading().sign() < 0) return -function_of(kind, -p);
      break;
    case Kind::Relu:
      if (constant) return c.sign() > 0 ? p : Poly();
      return power_of_atom(intern_atom(kind, "", intern(p * Poly(p.leading().abs().inverse())), 0), 1) * Poly(p.leading().abs());
    case Kind::Step:
      if (constant && c.is_zero()) throw Reject("step(0) is undefined");
      if (constant) return c.sign() > 0 ? Poly(1) : Poly();
      return power_of_atom(intern_atom(kind, "", intern(p * Poly(p.leading().abs().inverse())), 0), 1);
    case Kind::Symbol:
    case Kind::Abstract:
      throw Reject("no function of the core");
  }
  return power_of_atom(intern_atom(kind, "", intern(p), root), 1);
}

Poly abstract_of(const std::string& name, unsigned order, const Poly& p) {
  const Atom a{Kind::Abstract, name, 0, 0, order, {}};
  if (const unsigned smoothness = declaration_of(a).smoothness; order > smoothness)
    throw Reject("'" + name + "' is only C^" + std::to_string(smoothness) + ": it has no derivative of order " + std::to_string(order));
  return power_of_atom(intern_atom(Kind::Abstract, name, intern(p), order), 1);
}

Poly same_function(const Atom& a, const Poly& p) { return a.kind == Kind::Abstract ? abstract_of(a.name, a.order, p) : function_of(a.kind, p, a.root); }

namespace {

// `seen`: exponents already looked into, which several terms may share.
void collect_atoms(const Poly& p, std::set<ArgId>& seen, std::set<AtomId>& out) {
  for (const auto& [m, c] : p.terms()) {
    for (const auto& [id, n] : m.powers) {
      const auto& inside = atom(id).inside;
      spend(inside.size() / 8);
      out.insert(inside.begin(), inside.end());
    }
    if (m.exp != 0 && seen.insert(m.exp).second) collect_atoms(arg(m.exp), seen, out);
  }
}

}  // namespace

std::set<AtomId> atoms_of(const Poly& p) {
  std::set<AtomId> out;
  std::set<ArgId> seen;
  collect_atoms(p, seen, out);
  return out;
}

bool contains(const Poly& p, AtomId a) { return atoms_of(p).count(a) > 0; }

bool is_number(AtomId id) {
  const auto& inside = atom(id).inside;
  return std::none_of(inside.begin(), inside.end(), [](AtomId a) { return atom(a).kind == Kind::Symbol || atom(a).kind == Kind::Abstract; });
}

bool has_symbols(const Poly& p) {
  const auto all = atoms_of(p);
  return !std::all_of(all.begin(), all.end(), is_number);
}

}  // namespace losscert::check
