// Operations of poly.hpp that walk through atoms: substitution, derivative, smoothness, domain, text.
#include <algorithm>

#include "check/algebra/abstract.hpp"
#include "check/algebra/evident.hpp"
#include "check/text/reject.hpp"
#include "check/text/work.hpp"

namespace losscert::check {

namespace {

class Substituter {
public:
  explicit Substituter(const Substitution& s) : s_(s) {}

  Poly operator()(const Poly& p) {
    Poly out;
    for (const auto& [m, c] : p.terms()) {
      Monomial kept;
      Poly t(1);
      for (const auto& [id, n] : m.powers) {
        if (!affected(id))
          kept.powers.emplace_back(id, n);
        else
          t = t * power(id, n);
      }
      Poly head;
      head.add(kept, c);
      t = head * t;
      if (m.exp != 0) t = t * exponential(m.exp);
      out += t;
    }
    return out;
  }

private:
  bool affected(AtomId id) const {
    const auto& inside = atom(id).inside;
    return std::any_of(inside.begin(), inside.end(), [&](AtomId a) { return s_.count(a) > 0; });
  }
  const Poly& power(AtomId id, int n) {
    if (const auto it = powers_.find({id, n}); it != powers_.end()) return it->second;
    if (const auto it = s_.find(id); it != s_.end()) return powers_.emplace(std::make_pair(id, n), pow(it->second, n)).first->second;
    const Poly base = same_function(atom(id), (*this)(arg(atom(id).arg)));
    return powers_.emplace(std::make_pair(id, n), pow(base, n)).first->second;
  }
  const Poly& exponential(ArgId a) {
    if (const auto it = exponentials_.find(a); it != exponentials_.end()) return it->second;
    return exponentials_.emplace(a, exp_of((*this)(arg(a)))).first->second;
  }

  const Substitution& s_;
  std::map<std::pair<AtomId, int>, Poly> powers_;
  std::map<ArgId, Poly> exponentials_;
};

// d atom^n
Poly derivative_of_power(AtomId id, int n, AtomId v) {
  const Atom& a = atom(id);
  if (!std::binary_search(a.inside.begin(), a.inside.end(), v)) return {};
  Poly base;
  base.add(Monomial{{{id, 1}}, 0}, 1);
  auto lowered = [&](int m) {  // atom^m; a sum occurs in negative powers only
    Poly p;
    if (m == 0) return Poly(1);
    p.add(Monomial{{{id, m}}, 0}, 1);
    return p;
  };
  if (a.kind == Kind::Symbol) return lowered(n - 1) * Poly(n);
  if (a.kind == Kind::Step) return {};
  const Poly& p = arg(a.arg);
  const Poly& dp = arg_derivative(a.arg, v);
  if (dp.empty()) return {};  // also where sigma has no further derivative
  if (a.kind == Kind::Root) return lowered(n) * inverse(p) * dp * Poly(Rational(n) / Rational(static_cast<long>(a.root)));
  if (a.kind == Kind::Relu && n >= 2) return lowered(n - 1) * dp * Poly(n);
  Poly outer = lowered(n - 1) * Poly(n) * dp;
  switch (a.kind) {
    case Kind::Log:
      return outer * inverse(p);
    case Kind::Sin:
      return outer * cos_of(p);
    case Kind::Cos:
      return -(outer * sin_of(p));
    case Kind::Arctan:
      return outer * inverse(Poly(1) + p * p);
    case Kind::Relu:
      return outer * step_of(p);
    case Kind::Abstract:
      return outer * abstract_of(a.name, a.order + 1, p);
    default:
      return outer;  // Sum
  }
}

void require(Obligations& out, const Poly& p, Signs wanted) {
  if (!p.is_rational()) out.insert({p, wanted});  // rational arguments were checked when the atom was built
}

// `seen`: arguments already looked into, which several functions may share.
void collect_domain(const Poly& p, const AtomId* only, std::set<ArgId>& seen, Obligations& out) {
  spend(p.terms().size() / 8);
  for (const auto& [m, c] : p.terms()) {
    for (const auto& [id, n] : m.powers) {
      const Atom& a = atom(id);
      if (only != nullptr && !std::binary_search(a.inside.begin(), a.inside.end(), *only)) continue;
      if (a.kind == Kind::Log || a.kind == Kind::Root) require(out, arg(a.arg), positive);
      if (a.kind == Kind::Step) require(out, arg(a.arg), nonzero);
      if (n < 0 && a.kind == Kind::Sum) require(out, arg(a.arg), nonzero);
      if (n < 0 && a.kind != Kind::Sum) require(out, symbol(id), nonzero);
      if (a.kind != Kind::Symbol && seen.insert(a.arg).second) collect_domain(arg(a.arg), only, seen, out);
    }
    if (m.exp != 0 && seen.insert(m.exp).second) collect_domain(arg(m.exp), only, seen, out);
  }
}

std::string function_name(const Atom& a) {
  switch (a.kind) {
    case Kind::Log:
      return "log";
    case Kind::Sin:
      return "sin";
    case Kind::Cos:
      return "cos";
    case Kind::Arctan:
      return "arctan";
    case Kind::Relu:
      return "relu";
    case Kind::Step:
      return "step";
    case Kind::Abstract:
      return a.order == 0 ? a.name : a.name + "_" + std::to_string(a.order);
    default:
      return "";  // Sum and Root: the argument in parentheses
  }
}

// Texts of arguments, each made once.
using Texts = std::map<ArgId, std::string>;
std::string text_of(const Poly& p, Texts& known);

const std::string& text_of(ArgId a, Texts& known) {
  if (const auto it = known.find(a); it != known.end()) return it->second;
  std::string text = text_of(arg(a), known);
  return known.emplace(a, std::move(text)).first->second;
}

std::string power_text(AtomId id, int n, Texts& known) {
  const Atom& a = atom(id);
  std::string base = a.kind == Kind::Symbol ? a.name : function_name(a) + "(" + text_of(a.arg, known) + ")";
  const Rational e = Rational(n) / Rational(static_cast<long>(a.kind == Kind::Root ? a.root : 1));
  if (e.is_one()) return base;
  return base + "^" + (e.is_integer() && e.sign() > 0 ? e.text() : "(" + e.text() + ")");
}

std::string text_of(const Poly& p, Texts& known) {
  if (p.empty()) return "0";
  std::vector<std::pair<std::string, Rational>> terms;
  for (const auto& [m, c] : p.terms()) {
    std::vector<std::string> factors;
    for (const auto& [id, n] : m.powers) factors.push_back(power_text(id, n, known));
    std::sort(factors.begin(), factors.end());
    if (m.exp != 0) factors.push_back("exp(" + text_of(m.exp, known) + ")");
    std::string t;
    for (const auto& f : factors) t += (t.empty() ? "" : "*") + f;
    spend(1 + t.size() / 16);  // nested sharing makes texts long
    terms.emplace_back(t, c);
  }
  std::sort(terms.begin(), terms.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out;
  for (const auto& [t, c] : terms) {
    out += out.empty() ? (c.sign() < 0 ? "-" : "") : (c.sign() < 0 ? " - " : " + ");
    if (t.empty() || !c.abs().is_one()) out += c.abs().text();
    if (!t.empty() && !c.abs().is_one()) out += '*';
    out += t;
  }
  return out;
}

}  // namespace

Poly substitute(const Poly& p, const Substitution& s) { return s.empty() ? p : Substituter(s)(p); }

Obligations substitute(const Obligations& o, const Substitution& s) {
  Obligations out;
  for (const auto& x : o) {
    const Poly p = substitute(x.p, s);
    if (p.is_rational() && !evident_signs(p).within(x.wanted))
      throw Reject("undefined at the point: " + to_text(x.p) + " becomes " + to_text(p));
    require(out, p, x.wanted);
  }
  return out;
}

Poly derivative(const Poly& p, AtomId v) {
  Poly out;
  spend(p.size() / 4);
  for (const auto& [m, c] : p.terms()) {
    for (std::size_t i = 0; i < m.powers.size(); ++i) {
      const Poly d = derivative_of_power(m.powers[i].first, m.powers[i].second, v);
      if (d.empty()) continue;
      Monomial rest = m;
      rest.powers.erase(rest.powers.begin() + static_cast<std::ptrdiff_t>(i));
      Poly r;
      r.add(rest, c);
      out += r * d;
    }
    if (m.exp != 0) {
      const Poly& d = arg_derivative(m.exp, v);
      Poly r;
      r.add(m, c);
      out += r * d;
    }
  }
  return out;
}

namespace {

bool is_smooth_within(const Poly& p, int k, const AtomId* in, std::set<ArgId>& seen) {
  for (const auto& [m, c] : p.terms()) {
    for (const auto& [id, n] : m.powers) {
      const Atom& a = atom(id);
      if (a.kind == Kind::Symbol) continue;
      if (in != nullptr && !std::binary_search(a.inside.begin(), a.inside.end(), *in)) continue;
      if (a.kind == Kind::Step || (a.kind == Kind::Relu && n <= k)) return false;
      if (a.kind == Kind::Abstract && static_cast<int>(a.order) + k > static_cast<int>(declaration_of(a).smoothness)) return false;
      if (seen.insert(a.arg).second && !is_smooth_within(arg(a.arg), k, in, seen)) return false;
    }
    if (m.exp != 0 && seen.insert(m.exp).second && !is_smooth_within(arg(m.exp), k, in, seen)) return false;
  }
  return true;
}

}  // namespace

bool is_smooth(const Poly& p, int k, const AtomId* in) {
  std::set<ArgId> seen;
  return is_smooth_within(p, k, in, seen);
}

Obligations domain_of(const Poly& p, const AtomId* only) {
  Obligations out;
  std::set<ArgId> seen;
  collect_domain(p, only, seen, out);
  return out;
}

std::string to_text(const Obligation& o) { return to_text(o.p) + (o.wanted == positive ? " > 0" : o.wanted == nonnegative ? " >= 0" : " != 0"); }

std::string to_text(const Poly& p) {
  Texts known;
  return text_of(p, known);
}

}  // namespace losscert::check
