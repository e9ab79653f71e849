#include "prove/limit/asymptotics.hpp"

#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "symbolic/abstract.hpp"

namespace losscert::prove {

using claim::LimitSort;
using GiNaC::is_a;
using GiNaC::numeric;
using symbolic::canonical;
using symbolic::Head;
using symbolic::PowerFactor;
using symbolic::terms_of;
using symbolic::to_text;

namespace {

constexpr int kDeepest = 12;

Expr to_expr(const PowerFactor& f) { return symbolic::power_of(f.base, f.exponent); }

bool is_wave(const PowerFactor& f) { return f.exponent.is_pos_integer() && (has_head(f.base, Head::Sin) || has_head(f.base, Head::Cos)); }

}  // namespace

bool Asymptotics::moves(const Expr& e) const {
  const auto symbols = symbolic::symbols_of(e);
  return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& v) { return v.is_equal(eps_) || remainders_.count(v.get_name()) > 0; });
}

bool Asymptotics::log_of_eps(const Expr& base) const { return has_head(base, Head::Log) && base.op(0).is_equal(eps_); }

std::optional<Signs> Asymptotics::sign_of(const Expr& e) {
  const std::string name = to_text(e);
  if (const auto known = known_signs_.find(name); known != known_signs_.end()) return known->second;
  const Context& g = goal_.context;
  const Signs wanted = g.samples().empty() ? 0 : g.observed(e);
  const auto p = search_.sign({g, e, wanted, 1, goal_.scope});
  std::optional<Signs> s;
  if (p.found() && (p.signs == kPositive || p.signs == kNegative || p.signs == kZero)) s = p.signs;
  known_signs_[name] = s;
  if (!s) {
    if (open_sign_.is_zero()) open_sign_ = e;
  } else if (!is_a<numeric>(e)) {
    lemmas_.push_back({e, p.node});
  }
  return s;
}

bool Asymptotics::is_strict(const Expr& e) {
  const auto s = sign_of(e);
  return s && *s != kZero;
}

std::optional<Asymptotics::Limit> Asymptotics::of(const Expr& e) {
  const Expr f = rescaled(canonical(e));
  return limit(expanded(f));
}

Expr Asymptotics::rescaled(const Expr& e) {
  Expr out = 0;
  for (const auto& t : terms_of(e)) {
    Expr term = t.coefficient;
    for (const auto& f : t.powers) term *= rescaled_power(f);
    out += t.exponent.is_zero() ? term : term * symbolic::exp_of(rescaled(t.exponent));
  }
  return canonical(out);
}

Expr Asymptotics::rescaled_power(const PowerFactor& f) {
  if (is_a<Symbol>(f.base) || !moves(f.base)) return to_expr(f);
  const bool function = GiNaC::is_exactly_a<GiNaC::function>(f.base);
  const Expr h = rescaled(function ? f.base.op(0) : f.base);
  if (!function) {
    const auto t = scale_of(h);
    return t ? power_of_scale(*t, f.exponent) * symbolic::power_of(canonical(h / *t), f.exponent) : symbolic::power_of(h, f.exponent);
  }
  Expr value = symbolic::same_function(f.base, h);
  if (has_head(f.base, Head::Log))
    if (const auto t = scale_of(h)) {
      const auto parts = terms_of(*t).front();
      numeric k = 0;
      for (const auto& p : parts.powers) k -= p.exponent;
      value = canonical(-k * symbolic::log_of(eps_) + parts.exponent + symbolic::log_of(canonical(h / *t)));
    }
  if (f.exponent.is_positive()) return symbolic::power_of(value, f.exponent);
  const auto t = scale_of(value);
  return t ? power_of_scale(*t, f.exponent) * symbolic::power_of(canonical(value / *t), f.exponent) : symbolic::power_of(value, f.exponent);
}

/// Of symbols and an exponential, one by one.
Expr Asymptotics::power_of_scale(const Expr& scale, const numeric& exponent) {
  const auto parts = terms_of(scale).front();
  Expr out = symbolic::exp_of(parts.exponent * exponent);
  for (const auto& p : parts.powers) out *= symbolic::power_of(p.base, p.exponent * exponent);
  return out;
}

/// The powers and the exponential of the term of h that dominates; nothing if that is 1, or if none does.
std::optional<Expr> Asymptotics::scale_of(const Expr& h) {
  const std::string name = to_text(h);
  if (const auto known = known_scales_.find(name); known != known_scales_.end()) return known->second;
  auto& out = known_scales_[name];
  if (!moves(h)) return out;
  const auto all = groups(expanded(h));
  if (!all) return out;
  for (std::size_t i = 0; i < all->size(); ++i) {
    const Group& g = (*all)[i];
    bool leads = true;
    for (std::size_t j = 0; j < all->size() && leads; ++j) leads = i == j || dominates(g, (*all)[j]);
    if (!leads) continue;
    if (g.l != 0 || g.tower || !g.wave.is_zero() || !is_strict(g.limit)) return out;
    Expr exponent = 0;
    for (const auto& [j, p] : g.p)
      if (j.is_positive()) exponent += p * symbolic::power_of(eps_, -j);
    if (g.k.is_zero() && exponent.is_zero()) return out;
    const Expr t = canonical(symbolic::power_of(eps_, -g.k) * symbolic::exp_of(exponent));
    if (h.is_equal(eps_)) return out;
    scales_.push_back({h, t});
    return out = t;
  }
  return out;
}

Expr Asymptotics::expanded(const Expr& e) {
  if (!order_) return e;
  Expr out = 0;
  for (const auto& t : terms_of(e)) {
    Expr term = t.coefficient;
    for (const auto& f : t.powers) term *= expanded_power(f);
    out += t.exponent.is_zero() ? term : term * expanded_exp(t.exponent);
  }
  return canonical(out);
}

Expr Asymptotics::expanded_power(const PowerFactor& f) {
  if (is_a<Symbol>(f.base) || !moves(f.base) || log_of_eps(f.base)) return to_expr(f);
  const bool function = GiNaC::is_exactly_a<GiNaC::function>(f.base);
  if (has_head(f.base, Head::Relu) || has_head(f.base, Head::Step)) return to_expr(f);
  if (function && !f.exponent.is_positive()) {
    const auto known = known_scales_.find(to_text(f.base));
    if (known == known_scales_.end() || !known->second || !f.exponent.is_integer()) return to_expr(f);
    return power_of_scale(*known->second, f.exponent) * symbolic::power_of(canonical(expanded_power({f.base, 1}) / *known->second), f.exponent);
  }
  // (h)^(p/q): the inverse of h, or its root, to an integer power
  const numeric unit = function ? numeric(1) : f.exponent.is_integer() ? numeric(-1) : numeric(1) / f.exponent.denom();
  const numeric times = f.exponent / unit;
  if (!times.is_pos_integer()) return to_expr(f);
  const Expr one = symbolic::power_of(f.base, unit);
  const std::string name = to_text(one);
  auto known = expansions_.find(name);
  if (known == expansions_.end()) {
    const bool half = has_head(f.base, Head::Log) || !f.exponent.is_integer();
    const Expr phi = function ? symbolic::same_function(f.base, u_) : symbolic::power_of(u_, unit);
    const auto t = taylor(phi, function ? f.base.op(0) : f.base, half ? kPositive : function ? kAll : kNonzero, "_r" + std::to_string(++names_));
    known = expansions_.emplace(name, t).first;
  }
  return known->second ? symbolic::power_of(*known->second, times) : to_expr(f);
}

Expr Asymptotics::expanded_exp(const Expr& exponent) {
  const auto split = by_powers(exponent);
  if (!split) return symbolic::exp_of(exponent);
  Expr kept = 0, rest = split->second;
  for (const auto& [j, p] : split->first) (j.is_negative() ? rest : kept) += p * symbolic::power_of(eps_, -j);
  rest = canonical(rest);
  if (rest.is_zero()) return symbolic::exp_of(exponent);
  const std::string name = "exp " + to_text(rest);
  auto known = expansions_.find(name);
  if (known == expansions_.end()) known = expansions_.emplace(name, taylor(symbolic::exp_of(u_), rest, kAll, "_r" + std::to_string(++names_))).first;
  return symbolic::exp_of(kept) * (known->second ? *known->second : symbolic::exp_of(rest));
}

std::optional<Expr> Asymptotics::taylor(const Expr& phi, const Expr& argument, Signs wanted, const std::string& name) {
  if (++depth_ > kDeepest) return --depth_, std::nullopt;
  const Expr h = expanded(argument);
  const auto l = limit(h);
  --depth_;
  if (!l || l->sort != LimitSort::Finite) return std::nullopt;
  if (wanted != kAll) {
    const auto s = sign_of(l->value);
    if (!s || (*s & ~wanted)) return std::nullopt;
  }
  const Expr r = canonical(h - l->value);
  Expr out = 0, derived = phi, term = 1;
  for (int j = 0; j <= *order_; ++j) {
    out += symbolic::substitute(derived, {{u_, l->value}}) * term;
    derived = symbolic::derivative(derived, u_);
    if (!symbolic::exists(derived)) return std::nullopt;
    term = canonical(term * r / numeric(j + 1));
  }
  remainders_[name] = canonical(symbolic::substitute(derived, {{u_, l->value}}));
  return canonical(out + symbolic::symbol(name) * term);
}

std::optional<std::pair<std::map<numeric, Expr>, Expr>> Asymptotics::by_powers(const Expr& exponent) {
  std::map<numeric, Expr> powers;
  Expr other = 0;
  for (const auto& t : terms_of(exponent)) {
    Expr constant = t.coefficient * symbolic::exp_of(t.exponent);
    numeric j = 0;
    for (const auto& f : t.powers) {
      if (f.base.is_equal(eps_))
        j -= f.exponent;
      else
        constant *= to_expr(f);
    }
    if (moves(constant))
      other += symbolic::to_expr(t);
    else
      powers[j] += constant;
  }
  for (auto it = powers.begin(); it != powers.end();) {
    it->second = canonical(it->second);
    it = it->second.is_zero() ? powers.erase(it) : std::next(it);
  }
  return std::pair(powers, canonical(other));
}

int Asymptotics::growth(const std::map<numeric, Expr>& p) {
  if (p.empty() || !p.rbegin()->first.is_positive()) return 0;
  const auto s = sign_of(p.rbegin()->second);
  if (!s) return 2;
  if (*s != kZero) return *s == kPositive ? 1 : -1;
  auto rest = p;
  rest.erase(std::prev(rest.end()));
  return growth(rest);
}

int Asymptotics::size(const Group& g) {
  if (g.tower) return 1;
  const int s = growth(g.p);
  if (s != 0) return s;
  if (!g.k.is_zero()) return g.k.is_positive() ? 1 : -1;
  return g.l == 0 ? 0 : g.l > 0 ? 1 : -1;
}

bool Asymptotics::dominates(const Group& a, const Group& b) {
  if (a.tower || b.tower) return false;
  auto d = a.p;
  for (const auto& [j, p] : b.p) d[j] -= p;
  for (auto it = d.begin(); it != d.end();) {
    it->second = canonical(it->second);
    it = it->second.is_zero() ? d.erase(it) : std::next(it);
  }
  const int g = growth(d);
  if (g != 0) return g == 1;
  return b.k < a.k || (a.k == b.k && a.l > b.l);
}

/// Of the logarithm of eps^(-k) (-log(eps))^l exp(exponent), by a bound; Finite: not known.
LimitSort Asymptotics::exponent_limit(const Expr& exponent, const numeric& k, int l, bool below) {
  const int power = below ? std::min(l, 0) : std::max(l, 0);
  const auto found = limit(expanded(canonical(exponent - (k + power) * symbolic::log_of(eps_))));
  return found && found->sort == (below ? LimitSort::PlusInfinity : LimitSort::MinusInfinity) ? found->sort : LimitSort::Finite;
}

std::optional<Expr> Asymptotics::atom_limit(const PowerFactor& f) {
  if (is_a<Symbol>(f.base)) {
    const Expr& l = remainders_.at(GiNaC::ex_to<Symbol>(f.base).get_name());
    if (f.exponent.is_negative() && !is_strict(l)) return std::nullopt;
    return symbolic::power_of(l, f.exponent);
  }
  const bool function = GiNaC::is_exactly_a<GiNaC::function>(f.base);
  if (++depth_ > kDeepest) return --depth_, std::nullopt;
  const auto l = limit(expanded(function ? f.base.op(0) : f.base));
  --depth_;
  if (!l) return std::nullopt;
  if (l->sort != LimitSort::Finite) {
    if (!function && f.exponent.is_negative()) return f.exponent.is_integer() ? std::optional<Expr>(0) : std::nullopt;
    if (has_head(f.base, Head::Arctan)) return symbolic::power_of(symbolic::arctan_of(1) * (l->sort == LimitSort::PlusInfinity ? 2 : -2), f.exponent);
    return std::nullopt;
  }
  if (!function) {
    if (f.exponent.is_positive() && canonical(l->value).is_zero()) return 0;
    const auto s = sign_of(l->value);
    if (!s || *s == kZero || (!f.exponent.is_integer() && *s != kPositive)) return std::nullopt;
    return symbolic::power_of(l->value, f.exponent);
  }
  if (has_head(f.base, Head::Log) && sign_of(l->value) != std::optional<Signs>(kPositive)) return std::nullopt;
  if (has_head(f.base, Head::Step)) return std::nullopt;
  const Expr value = symbolic::same_function(f.base, l->value);
  if (f.exponent.is_negative() && !is_strict(value)) return std::nullopt;
  if (!f.exponent.is_integer() && sign_of(value) != std::optional<Signs>(kPositive)) return std::nullopt;
  return symbolic::power_of(value, f.exponent);
}

std::optional<Asymptotics::Groups> Asymptotics::groups(const Expr& e) {
  Groups out;
  for (const auto& t : terms_of(e)) {
    Group g;
    g.limit = t.coefficient;
    Expr constant = t.coefficient;
    bool wavers = false;
    for (const auto& f : t.powers) {
      if (f.base.is_equal(eps_)) {
        g.k -= f.exponent;
      } else if (log_of_eps(f.base) && f.exponent.is_integer()) {
        g.l += f.exponent.to_int();
        if (f.exponent.is_odd()) g.limit = -g.limit;
      } else if (!moves(f.base)) {
        g.limit *= to_expr(f);
        constant *= to_expr(f);
      } else {
        g.exact = false;
        const auto l = atom_limit(f);
        if (l) g.limit *= *l;
        else if (is_wave(f)) wavers = true;
        else return std::nullopt;
      }
    }
    const auto split = by_powers(t.exponent);
    if (!split) return std::nullopt;
    g.p = split->first;
    if (!split->second.is_zero()) {
      g.exact = false;
      const auto l = limit(expanded(split->second));
      if (!l) return std::nullopt;
      if (l->sort == LimitSort::Finite) {
        g.limit *= symbolic::exp_of(l->value);
      } else {
        const LimitSort sort = exponent_limit(t.exponent, g.k, g.l, l->sort == LimitSort::PlusInfinity);
        if (sort == LimitSort::Finite) return std::nullopt;
        if (sort == LimitSort::MinusInfinity) continue;
        g.tower = true;
      }
    }
    if (const auto p0 = g.p.find(0); p0 != g.p.end()) {
      g.limit *= symbolic::exp_of(p0->second);
      g.p.erase(p0);
    }
    if (wavers) {
      const auto s = sign_of(canonical(g.limit));
      if (!s) return std::nullopt;
      if (*s != kZero) g.wave = *s == kPositive ? g.limit : -g.limit;
      g.limit = 0;
      g.wavers = true;
    }
    if (!g.exact && !symbolic::is_constant(constant) && size(g) == 1 && sign_of(canonical(constant)) == std::optional<Signs>(kZero)) continue;
    const auto same = std::find_if(out.begin(), out.end(), [&](const Group& x) {
      return !x.tower && !g.tower && x.k == g.k && x.l == g.l && x.p.size() == g.p.size() &&
             std::equal(x.p.begin(), x.p.end(), g.p.begin(), [](const auto& a, const auto& b) { return a.first == b.first && a.second.is_equal(b.second); });
    });
    if (same == out.end()) {
      out.push_back(g);
    } else {
      same->limit += g.limit;
      same->wave += g.wave;
      same->exact = same->exact && g.exact;
      same->wavers = same->wavers || g.wavers;
    }
  }
  for (auto& g : out) g.limit = canonical(g.limit);
  std::erase_if(out, [](const Group& g) { return g.exact && g.limit.is_zero(); });
  return out;
}

std::optional<Signs> Asymptotics::group_sign(const Group& g) {
  const auto s = sign_of(g.limit);
  if (!s || g.wave.is_zero()) return s;
  const auto apart = *s == kZero ? std::nullopt : sign_of(canonical((*s == kPositive ? g.limit : -g.limit) - g.wave));
  return apart == std::optional<Signs>(kPositive) ? s : std::nullopt;
}

std::optional<Asymptotics::Limit> Asymptotics::limit(const Expr& e) {
  const auto all = groups(e);
  if (!all) return std::nullopt;
  Expr finite = 0;
  bool wavers = false;
  Groups unbounded;
  for (const auto& g : *all) {
    const int s = size(g);
    if (s == 2) return std::nullopt;
    if (s == 0) finite += g.limit, wavers = wavers || g.wavers;
    if (s == 1 && !(g.exact && sign_of(g.limit) == std::optional<Signs>(kZero))) unbounded.push_back(g);
  }
  if (unbounded.empty()) return wavers ? std::nullopt : std::optional(Limit{LimitSort::Finite, canonical(finite)});
  Signs together = 0;
  for (const auto& g : unbounded) {
    const auto s = group_sign(g);
    together |= s ? *s : kAll;
  }
  if (together == kPositive) return Limit{LimitSort::PlusInfinity, 0};
  if (together == kNegative) return Limit{LimitSort::MinusInfinity, 0};
  for (std::size_t i = 0; i < unbounded.size(); ++i) {
    bool all_others = true;
    for (std::size_t j = 0; j < unbounded.size() && all_others; ++j) all_others = i == j || dominates(unbounded[i], unbounded[j]);
    if (!all_others) continue;
    const auto s = group_sign(unbounded[i]);
    if (!s || *s == kZero) return std::nullopt;
    return Limit{*s == kPositive ? LimitSort::PlusInfinity : LimitSort::MinusInfinity, 0};
  }
  return std::nullopt;
}

}  // namespace losscert::prove
