#include "prove/algebra/expressions.hpp"

#include <algorithm>
#include <unordered_map>

#include "symbolic/abstract.hpp"

namespace losscert::prove {

using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

void collect_kinks(const Expr& e, std::vector<Expr>& out) {
  if (has_head(e, Head::Relu) || has_head(e, Head::Step)) {
    const Expr z = e.op(0);
    if (std::none_of(out.begin(), out.end(), [&](const Expr& o) { return o.is_equal(z); })) out.push_back(z);
  }
  for (const auto& c : e) collect_kinks(c, out);
}

}  // namespace

std::vector<Expr> summands(const Expr& e) {
  if (!is_a<GiNaC::add>(e)) return {e};
  return operands(e);
}

Expr first_term_positive(const Expr& e) { return is_a<GiNaC::add>(e) && to_text(e).front() == '-' ? Expr(-e) : e; }

std::vector<std::pair<Expr, int>> factors_of_product(const Expr& e) {
  std::vector<std::pair<Expr, int>> r;
  bool negative = false, sums = false;
  const auto one = [&](const Expr& f) {
    const bool power = is_a<GiNaC::power>(f) && f.op(1).info(GiNaC::info_flags::posint);
    Expr base = power ? f.op(0) : f;
    const int n = power ? GiNaC::ex_to<numeric>(f.op(1)).to_int() : 1;
    if (is_a<GiNaC::add>(base) && !base.is_equal(e)) {
      sums = true;
      const Expr given = base;
      base = first_term_positive(given);
      if (!base.is_equal(given)) negative ^= n % 2 != 0;
    }
    r.emplace_back(base, n);
  };
  if (is_a<GiNaC::mul>(e))
    for (const auto& f : operands(e)) one(f);
  else one(e);
  if (sums) std::stable_sort(r.begin(), r.end(), [](const auto& a, const auto& b) { return to_text(GiNaC::pow(a.first, a.second)) < to_text(GiNaC::pow(b.first, b.second)); });
  if (!negative) return r;
  const auto number = std::find_if(r.begin(), r.end(), [](const auto& f) { return is_a<numeric>(f.first) && f.second == 1; });
  if (number == r.end()) r.emplace(r.begin(), -1, 1);
  else if (number->first.is_equal(-1)) r.erase(number);
  else number->first = -number->first;
  return r;
}

std::vector<Expr> bases_of_squares(const Expr& e) {
  std::vector<Expr> bases;
  for (const auto& t : summands(e)) {
    Expr base = 1;
    for (const auto& [f, n] : factors_of_product(t)) {
      if (is_a<numeric>(f) ? !GiNaC::ex_to<numeric>(f).is_positive() : n % 2 != 0) return {};
      if (!is_a<numeric>(f)) base *= f;
    }
    if (is_a<numeric>(base)) return {};
    bases.push_back(canonical(base));
  }
  return bases;
}

std::vector<Expr> pythagorean_forms(const Expr& e) {
  std::vector<Expr> forms;
  const auto is_square = [](const Expr& f) { return is_a<GiNaC::power>(f) && (has_head(f.op(0), Head::Sin) || has_head(f.op(0), Head::Cos)); };
  const auto has_square = [&](const Expr& t) { return is_square(t) || (is_a<GiNaC::mul>(t) && std::any_of(t.begin(), t.end(), is_square)); };
  if (!has_square(e) && !(is_a<GiNaC::add>(e) && std::any_of(e.begin(), e.end(), has_square))) return forms;
  for (const Head h : {Head::Cos, Head::Sin}) {
    Expr form = 0;
    bool changed = false;
    for (auto t : symbolic::terms_of(e)) {
      Expr others = 1;
      for (auto& f : t.powers) {
        if (!has_head(f.base, h) || f.exponent < 2 || !f.exponent.is_integer()) continue;
        const Expr z = f.base.op(0);
        const numeric half = GiNaC::iquo(f.exponent, 2);
        others *= GiNaC::pow(1 - GiNaC::pow(h == Head::Cos ? symbolic::sin_of(z) : symbolic::cos_of(z), 2), half);
        f.exponent -= 2 * half;
        changed = true;
      }
      form += symbolic::to_expr(t) * others;
    }
    if (changed) forms.push_back(canonical(form));
  }
  return forms;
}

std::vector<Expr> operands(const Expr& e) {
  struct Hash {
    std::size_t operator()(const Expr& x) const { return x.gethash(); }
  };
  struct Equal {
    bool operator()(const Expr& x, const Expr& y) const { return x.is_equal(y); }
  };
  // The search asks for the same sums again and again, and their texts are long.
  static std::unordered_map<Expr, std::vector<Expr>, Hash, Equal> known;
  if (const auto found = known.find(e); found != known.end()) return found->second;
  if (known.size() > 20000) known.clear();
  std::vector<std::pair<std::string, Expr>> keyed;
  for (const auto& o : e) keyed.emplace_back(to_text(o), o);
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Expr> r;
  for (const auto& [text, o] : keyed) r.push_back(o);
  return known.emplace(e, std::move(r)).first->second;
}

std::vector<Expr> kink_arguments(const Expr& e) {
  std::vector<Expr> out;
  collect_kinks(e, out);
  std::sort(out.begin(), out.end(), [](const Expr& a, const Expr& b) { return to_text(a) < to_text(b); });
  return out;
}

Expr resolve_kink(const Expr& e, const Expr& z, Signs s) {
  // The arguments in e may be written otherwise than z; what counts is that they are positive multiples.
  GiNaC::exmap m;
  std::vector<Expr> arguments;
  collect_kinks(e, arguments);
  for (const auto& y : arguments) {
    const auto q = ratio(canonical(y), z);
    if (!q || !q->is_positive()) continue;
    if ((s & kNegative) == 0) m[symbolic::relu_of(y)] = y;
    else if ((s & kPositive) == 0) m[symbolic::relu_of(y)] = 0;
    if (s == kPositive) m[symbolic::step_of(y)] = 1;
    if (s == kNegative) m[symbolic::step_of(y)] = 0;
  }
  return e.subs(m, GiNaC::subs_options::no_pattern);
}

bool has_pole(const Expr& e) {
  if (is_a<GiNaC::power>(e) && e.op(1).info(GiNaC::info_flags::negative)) return true;
  return std::any_of(e.begin(), e.end(), has_pole);
}

bool is_smooth(const Expr& e, int k) {
  if (is_a<GiNaC::add>(e) || is_a<GiNaC::mul>(e)) return std::all_of(e.begin(), e.end(), [&](const Expr& c) { return is_smooth(c, k); });
  if (is_a<GiNaC::power>(e) && has_head(e.op(0), Head::Relu)) {
    return e.op(1).info(GiNaC::info_flags::posint) && GiNaC::ex_to<numeric>(e.op(1)).to_int() > k && is_smooth(e.op(0).op(0), k);
  }
  if (has_head(e, Head::Step)) return false;
  if (has_head(e, Head::Abstract))
    if (const auto a = symbolic::abstract_part(e); a.order + k > a.function->smoothness) return false;
  if (has_head(e, Head::Relu)) return k < 1 && is_smooth(e.op(0), k);
  return std::all_of(e.begin(), e.end(), [&](const Expr& c) { return is_smooth(c, k); });
}

Expr enclosure_form(const Expr& e) {
  if (symbols_of(e).empty()) return e;
  if (is_a<GiNaC::function>(e)) {
    return symbolic::same_function(e, enclosure_form(e.op(0)));
  }
  if (is_a<GiNaC::mul>(e)) {
    Expr r = 1;
    for (const auto& f : e) r *= enclosure_form(f);
    return r;
  }
  if (is_a<GiNaC::power>(e)) return GiNaC::pow(enclosure_form(e.op(0)), e.op(1));
  if (!is_a<GiNaC::add>(e)) return e;
  // Collect by exponential, then complete squares or use Horner's form in each coefficient.
  std::map<std::string, std::pair<Expr, Expr>> groups;
  for (const auto& t : e) {
    Expr kernel = 1, rest = 1;
    for (const auto& [f, n] : factors_of_product(t)) {
      if (is_a<GiNaC::function>(f) && !symbols_of(f).empty()) kernel *= GiNaC::pow(f, n);
      else rest *= GiNaC::pow(f, n);
    }
    auto [it, fresh] = groups.try_emplace(to_text(kernel), kernel, Expr(0));
    it->second.second += rest;
  }
  Expr r = 0;
  for (const auto& [key, group] : groups) {
    Expr p = group.second.expand();
    const auto symbols = symbols_of(p);
    if (symbols.size() == 1 && p.is_polynomial(symbols[0])) {
      const Symbol& v = symbols[0];
      const int degree = p.degree(v);
      if (degree == 1) {
        p = p.coeff(v, 1) * v + p.coeff(v, 0);
      } else if (degree == 2) {
        const Expr a = p.coeff(v, 2), b = p.coeff(v, 1), c = p.coeff(v, 0);
        p = a * GiNaC::pow(v + b / (2 * a), 2) + (c - b * b / (4 * a));
      } else if (degree > 2 && p.ldegree(v) >= 0) {
        Expr h = p.coeff(v, degree);
        for (int k = degree - 1; k >= 0; --k) h = h * v + p.coeff(v, k);
        p = h;
      }
    }
    Expr kernel = 1;
    for (const auto& [f, n] : factors_of_product(group.first)) kernel *= GiNaC::pow(enclosure_form(f), n);
    r += kernel * p;
  }
  return r;
}

}  // namespace losscert::prove
