#include "prove/algebra/functions.hpp"

#include <algorithm>
#include <cmath>

#include "prove/algebra/expressions.hpp"
#include "prove/algebra/linear.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::Abstract;
using symbolic::abstract_atoms;
using symbolic::abstract_part;
using symbolic::AbstractPart;
using symbolic::canonical;
using symbolic::Head;
using symbolic::power_of;
using symbolic::Property;
using symbolic::substitute;
using symbolic::symbols_of;

namespace {

// The signs of x - r for all x with x rel bound.
Signs signs_about(const Property& p, const numeric& r) {
  if (p.bound == r) return signs_of(p.rel);
  const Signs s = signs_of(p.rel);
  if (!(s & kNegative) && (p.rel != Rel::Equal) && r < p.bound) return kPositive;
  if (!(s & kPositive) && (p.rel != Rel::Equal) && r > p.bound) return kNegative;
  return kAll;
}

// What shows of the sign of a canonical e in the one symbol t, for every t.
Signs evident(const Expr& e);

Signs evident_factor(const Expr& f) {
  if (is_a<GiNaC::power>(f)) {
    const Signs base = evident_factor(f.op(0));
    const auto n = GiNaC::ex_to<numeric>(f.op(1));
    if (!n.is_integer()) return kPositive;  // a root, which is defined only where it is positive
    return n.is_even() ? (base & kZero) | (base & kNonzero ? kPositive : 0) : base;
  }
  if (is_a<GiNaC::add>(f)) return evident(f);
  const auto x = interval::enclose(f, {}, 128);
  return x.interval ? signs_of(*x.interval) : kAll;
}

Signs evident(const Expr& e) {
  Signs s = kAll;
  if (const auto x = interval::enclose(e, {}, 128); x.interval) s = signs_of(*x.interval);
  if (has_head(e, Head::Exp)) s = kPositive;
  if (s == kPositive || s == kNegative || s == kZero) return s;
  Signs total = kZero;
  const std::vector<Expr> terms = is_a<GiNaC::add>(e) ? std::vector<Expr>(e.begin(), e.end()) : std::vector<Expr>{e};
  for (const Expr& term : terms) {
    Signs t = kPositive;
    const std::vector<Expr> factors = is_a<GiNaC::mul>(term) ? std::vector<Expr>(term.begin(), term.end()) : std::vector<Expr>{term};
    for (const Expr& f : factors) t = multiply(t, has_head(f, Head::Exp) ? kPositive : evident_factor(f));
    total = add(total, t);
  }
  return s & total;
}

// Arguments of logarithms and roots positive, denominators not zero.
bool is_defined(const Expr& e) {
  if (has_head(e, Head::Log) && evident(canonical(e.op(0))) != kPositive) return false;
  if (is_a<GiNaC::power>(e)) {
    const auto n = GiNaC::ex_to<numeric>(e.op(1));
    const Signs base = n.is_pos_integer() ? kAll : evident(canonical(e.op(0)));
    if (!n.is_integer() ? base != kPositive : n.is_negative() && (base & kZero)) return false;
  }
  return std::all_of(e.begin(), e.end(), is_defined);
}

bool qualifies(Abstract f, const Expr& h) {
  const Expr c = canonical(h);
  if (!is_defined(c) || !is_smooth(c, f->smoothness)) return false;
  std::vector<Expr> derivatives{c};
  for (int j = 0; j < f->smoothness; ++j) derivatives.push_back(symbolic::derivative(derivatives.back(), symbolic::symbol("t")));
  return std::all_of(f->properties.begin(), f->properties.end(), [&](const Property& p) {
    return (evident(canonical(derivatives[static_cast<std::size_t>(p.order)] - p.bound)) & ~signs_of(p.rel)) == 0;
  });
}

std::vector<Expr> simple_functions() {
  const Expr t = symbolic::symbol("t");
  const auto exp = [](const Expr& z) { return symbolic::exp_of(z); };
  const Expr sigmoid = power_of(1 + exp(-t), -1), arctan = symbolic::arctan_of(t);
  return {exp(t),
          1 + t + power_of(t, 2),
          t,
          symbolic::log_of(1 + exp(t)),
          sigmoid,
          power_of(t, 2),
          1 + power_of(t, 2),
          -t,
          2 - power_of(t, 2),
          exp(-t),
          -exp(t),
          power_of(t, 3),
          t + power_of(t, 3),
          arctan,
          numeric(1, 2) + arctan / 4,
          arctan / 2,
          t * sigmoid,
          symbolic::sin_of(t),
          2 + symbolic::sin_of(t),
          1,
          0,
          -1,
          2,
          1 + t,
          exp(t) - 1,
          -power_of(t, 2),
          t + exp(t),
          symbolic::cos_of(t),
          symbolic::relu_of(t),
          -exp(-t),
          1 - 2 * power_of(1 + exp(2 * t), -1),
          3,
          numeric(1, 4),
          t / 4,
          2 * t};
}

// Functions with given values of derivatives at rational points: sums of the first few of a basis.
class Fit {
public:
  Fit(Abstract f, const std::vector<Relation>& relations) : f_(f) {
    for (const Relation& r : relations) {
      if (!symbols_of(r.expr).empty()) continue;
      bool own = true;
      for (const Expr& a : abstract_atoms(r.expr)) {
        own = own && abstract_part(a).function == f && is_a<numeric>(canonical(a.op(0)));
        if (own && std::none_of(atoms_.begin(), atoms_.end(), [&](const Expr& known) { return known.is_equal(a); })) atoms_.push_back(a);
      }
      if (own) relations_.push_back(r);
    }
    std::sort(atoms_.begin(), atoms_.end(), [](const Expr& a, const Expr& b) { return symbolic::to_text(a) < symbolic::to_text(b); });
  }

  std::vector<Expr> functions() const {
    std::vector<Expr> out;
    if (atoms_.empty() || atoms_.size() > 5) return out;
    static const std::vector<numeric> values{1, -1, 2, numeric(1, 2), 0, numeric(1, 4), -2};
    std::size_t combinations = 1;
    for (std::size_t k = 0; k < atoms_.size(); ++k) combinations *= values.size();
    int fitted = 0;
    for (std::size_t n = 0; n < combinations && fitted < 8; ++n) {
      std::vector<numeric> wanted;
      for (std::size_t k = 0, rest = n; k < atoms_.size(); ++k, rest /= values.size()) wanted.push_back(values[rest % values.size()]);
      if (!possible(wanted)) continue;
      ++fitted;
      for (const auto& basis : bases())
        if (const auto h = solve(wanted, basis)) out.push_back(*h);
    }
    return out;
  }

private:
  bool possible(const std::vector<numeric>& wanted) const {
    GiNaC::exmap m;
    for (std::size_t k = 0; k < atoms_.size(); ++k) m[atoms_[k]] = wanted[k];
    return std::all_of(relations_.begin(), relations_.end(), [&](const Relation& r) {
      const auto x = approx_value(r.expr.subs(m, GiNaC::subs_options::no_pattern), {});
      return x && ((std::fabs(*x) < 1e-11 ? kZero : *x > 0 ? kPositive : kNegative) & signs_of(r.rel)) != 0;
    });
  }

  static std::vector<std::vector<Expr>> bases() {
    const Expr t = symbolic::symbol("t");
    std::vector<Expr> powers, mixed;
    for (int n = 0; n < 10; ++n) powers.push_back(power_of(t, n));
    const auto exp = [](const Expr& z) { return symbolic::exp_of(z); };
    mixed = {exp(t), 1, t, exp(-t), exp(2 * t), power_of(t, 2)};
    return {powers, mixed};
  }

  std::optional<Expr> solve(const std::vector<numeric>& wanted, const std::vector<Expr>& basis) const {
    for (std::size_t size = atoms_.size(); size <= std::min(basis.size(), atoms_.size() + 3); ++size) {
      std::vector<std::vector<numeric>> rows;
      for (std::size_t k = 0; k < atoms_.size(); ++k) {
        std::vector<numeric> row;
        for (std::size_t i = 0; i < size; ++i) {
          Expr d = basis[i];
          for (int j = 0; j < abstract_part(atoms_[k]).order; ++j) d = symbolic::derivative(d, symbolic::symbol("t"));
          const Expr x = canonical(substitute(d, {{symbolic::symbol("t"), atoms_[k].op(0)}}));
          if (!is_a<numeric>(x)) return std::nullopt;
          row.push_back(GiNaC::ex_to<numeric>(x));
        }
        row.push_back(-wanted[k]);
        rows.push_back(row);
      }
      for (const auto& x : null_space(rows, size + 1)) {
        if (x.back().is_zero()) continue;
        Expr h = 0;
        for (std::size_t i = 0; i < size; ++i) h += x[i] / x.back() * basis[i];
        return canonical(h);
      }
    }
    return std::nullopt;
  }

  Abstract f_;
  std::vector<Expr> atoms_;
  std::vector<Relation> relations_;
};

}  // namespace

namespace {

// slope*sigma_j(z)
struct LinearPart {
  numeric slope;
  Expr atom;
};
std::optional<LinearPart> linear_part(const Expr& term) {
  LinearPart p{1, term};
  if (is_a<GiNaC::mul>(term) && term.nops() == 2 && is_a<numeric>(term.op(1))) p = {GiNaC::ex_to<numeric>(term.op(1)), term.op(0)};
  return has_head(p.atom, Head::Abstract) ? std::optional(p) : std::nullopt;
}

}  // namespace

Signs property_signs(const Expr& e) {
  numeric shift = 0;
  std::optional<LinearPart> part;
  const std::vector<Expr> terms = is_a<GiNaC::add>(e) ? std::vector<Expr>(e.begin(), e.end()) : std::vector<Expr>{e};
  if (terms.size() > 2) return kAll;
  for (const Expr& t : terms) {
    if (is_a<numeric>(t)) {
      shift = GiNaC::ex_to<numeric>(t);
      continue;
    }
    if (part) return kAll;
    part = linear_part(t);
    if (!part) return kAll;
  }
  if (!part) return kAll;
  const AbstractPart a = abstract_part(part->atom);
  Signs s = kAll;
  for (const Property& p : a.function->properties)
    if (p.order == a.order) s &= signs_about(p, -shift / part->slope);
  return part->slope.is_positive() ? s : flip(s);
}

std::vector<std::pair<Expr, Expr>> property_parts(const Expr& e) {
  std::vector<std::pair<Expr, Expr>> out;
  if (!is_a<GiNaC::add>(e)) return out;
  for (const Expr& t : summands(e)) {
    const auto part = linear_part(t);
    if (!part) continue;
    const AbstractPart a = abstract_part(part->atom);
    for (const Property& p : a.function->properties) {
      if (p.order != a.order || p.rel == Rel::NotEqual || p.bound.is_zero()) continue;
      const Expr own = canonical(t - part->slope * p.bound);
      if (!own.is_equal(e)) out.emplace_back(own, canonical(e - own));
    }
  }
  return out;
}

bool occurs(Abstract f, const claim::Instance& i, const claim::Claim& c) {
  bool found = false;
  const auto look = [&](const Expr& e) {
    for (const Expr& x : abstract_atoms(e)) found = found || abstract_part(x).function == f;
  };
  if (c.kind != claim::Kind::Always) look(c.function), look(c.of);
  look(c.value);
  for (const auto* list : {&i.assumptions, &c.where, &c.statement})
    for (const Relation& r : *list) look(r.expr);
  if (c.condition) look(c.condition->expr);
  for (const auto& set : c.sets)
    for (const Relation& r : set) look(r.expr);
  for (const Expr& e : c.diverges) look(e);
  for (const auto& [v, e] : c.at) look(e);
  if (c.path)
    for (const auto& [v, e] : *c.path) look(e);
  return found;
}

std::vector<Expr> examples_of(Abstract f, const std::vector<Relation>& relations) {
  std::vector<Expr> candidates = Fit(f, relations).functions(), out;
  for (const Expr& h : simple_functions()) candidates.push_back(h);
  for (const Expr& h : candidates)
    if (std::none_of(out.begin(), out.end(), [&](const Expr& known) { return known.is_equal(h); }) && qualifies(f, h)) out.push_back(h);
  return out;
}

std::vector<Functions> choices(const std::vector<Abstract>& functions, const std::vector<std::vector<Expr>>& examples, const Samples& samples, std::size_t most) {
  std::map<std::vector<std::size_t>, std::size_t> taken;  // numbers of the examples -> samples
  for (const Sample& s : samples.first(samples.size())) {
    std::vector<std::size_t> numbers;
    for (std::size_t k = 0; k < functions.size(); ++k)
      numbers.push_back(static_cast<std::size_t>(s.at(functions[k]->name)) % std::max<std::size_t>(examples[k].size(), 1));
    ++taken[numbers];
  }
  std::vector<std::pair<std::size_t, std::vector<std::size_t>>> order;
  for (const auto& [numbers, count] : taken) order.emplace_back(count, numbers);
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t k = 0; order.size() < most && k < 9; ++k) {  // and a few more, where samples are rare
    std::vector<std::size_t> numbers;
    for (const auto& list : examples) numbers.push_back(k % std::max<std::size_t>(list.size(), 1));
    if (!taken.count(numbers)) order.emplace_back(0, numbers);
  }
  std::vector<Functions> out;
  for (const auto& [count, numbers] : order) {
    if (out.size() >= most) break;
    Functions f;
    for (std::size_t k = 0; k < functions.size(); ++k)
      if (numbers[k] < examples[k].size()) f[functions[k]] = examples[k][numbers[k]];
    if (f.size() == functions.size()) out.push_back(std::move(f));
  }
  return out;
}

namespace {

void put_in(std::vector<Relation>& rs, const Functions& f) {
  for (Relation& r : rs) r.expr = symbolic::put_in(r.expr, f);
}
void put_in(Substitution& s, const Functions& f) {
  for (auto& [v, e] : s) e = symbolic::put_in(e, f);
}

}  // namespace

claim::Instance put_in(const claim::Instance& i, const Functions& f) {
  claim::Instance out = i;
  out.functions.clear();
  put_in(out.assumptions, f);
  for (auto* list : {&out.points, &out.paths})
    for (auto& [name, e] : *list) put_in(e, f);
  out.objective = symbolic::put_in(out.objective, f);
  return out;
}

claim::Claim put_in(const claim::Claim& c, const Functions& f) {
  claim::Claim out = c;
  for (Expr* e : {&out.function, &out.value, &out.of}) *e = symbolic::put_in(*e, f);
  for (auto* list : {&out.where, &out.statement, &out.domains.function, &out.domains.where, &out.domains.at, &out.domains.own, &out.domains.path}) put_in(*list, f);
  if (out.condition) out.condition->expr = symbolic::put_in(out.condition->expr, f);
  for (auto& set : out.sets) put_in(set, f);
  for (Expr& e : out.diverges) e = symbolic::put_in(e, f);
  put_in(out.at, f);
  if (out.path) put_in(*out.path, f);
  return out;
}

}  // namespace losscert::prove
