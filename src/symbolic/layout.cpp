#include "symbolic/layout.hpp"

#include <algorithm>

namespace losscert::symbolic::detail {
namespace {

using GiNaC::ex_to;
using GiNaC::numeric;

std::string number_text(const numeric& n) {
  if (!n.is_rational()) throw InexactNumber("an inexact number in an exact expression");
  if (n.is_integer() && -1000 < n && n < 1000) return std::to_string(n.to_int());  // a stream takes long to make
  std::ostringstream out;
  out << n;
  return out.str();
}

// Symbols and roots first, functions then, exponentials last.
int rank(const Expr& base) {
  const Head h = head(base);
  return h == Head::Exp ? 2 : is_function(h) ? 1 : 0;
}

bool by_key(const PowerLayout& a, const PowerLayout& b) {
  const int ra = rank(a.base), rb = rank(b.base);
  return ra != rb ? ra < rb : a.key < b.key;
}

std::string joined(const std::vector<PowerLayout>& powers, const char* separator) {
  std::string out;
  for (const PowerLayout& p : powers) out += (out.empty() ? "" : separator) + p.key;
  return out;
}

}  // namespace

std::string Layout::power_text(const Expr& base, const numeric& exponent) {
  const Head h = head(base);
  std::string b = text(base);
  const bool bare = h == Head::Symbol || is_function(h) || (h == Head::Number && ex_to<numeric>(base).is_nonneg_integer());
  if (!bare) b = "(" + b + ")";
  if (exponent.is_equal(1)) return b;
  const std::string e = number_text(exponent);
  return b + "^" + (exponent.is_integer() ? e : "(" + e + ")");
}

void Layout::add_factor(TermLayout& t, const Expr& e) {
  const Head h = head(e);
  if (h == Head::Number) {
    t.coefficient = t.coefficient * ex_to<numeric>(e);
    return;
  }
  Expr base = e;
  numeric exponent = 1;
  if (h == Head::Power) {
    base = e.op(0);
    if (!GiNaC::is_exactly_a<numeric>(e.op(1))) throw std::domain_error("an exponent that is not a rational constant");
    exponent = ex_to<numeric>(e.op(1));
  }
  add_power(t, base, exponent);
}

void Layout::add_power(TermLayout& t, Expr base, const numeric& exponent) {
  // GiNaC gives (x-y)^(-1) a sign that depends on the order of creation; here the first term is positive.
  if (head(base) == Head::Sum && exponent.is_integer() && terms(base).front().negative) {
    base = -base;
    if (exponent.is_odd()) t.coefficient = -t.coefficient;
  }
  const numeric size = exponent.is_negative() ? -exponent : exponent;
  (exponent.is_negative() ? t.under : t.over).push_back({base, size, power_text(base, size)});
}

TermLayout Layout::term(const Expr& e, const numeric& coefficient) {
  TermLayout t;
  t.coefficient = coefficient;
  if (head(e) == Head::Product) {
    for (const auto& p : pairs_of(e)) {
      if (p.coeff.is_equal(1)) add_factor(t, p.rest);
      else add_power(t, p.rest, ex_to<numeric>(p.coeff));
    }
    t.coefficient = t.coefficient * number_beside(e);
  } else add_factor(t, e);
  t.negative = t.coefficient.is_negative();
  if (t.negative) t.coefficient = -t.coefficient;
  std::sort(t.over.begin(), t.over.end(), by_key);
  std::sort(t.under.begin(), t.under.end(), by_key);

  t.text = joined(t.over, "*");
  const bool unit = t.coefficient.is_equal(1);
  if (t.text.empty()) t.text = number_text(t.coefficient);
  else if (!unit) t.text = number_text(t.coefficient) + "*" + t.text;
  for (const PowerLayout& p : t.under) t.text += "/" + p.key;
  return t;
}

const std::vector<TermLayout>& Layout::terms(const Expr& e) {
  if (const auto found = done_.find(e); found != done_.end()) return found->second;
  std::vector<TermLayout> out;
  if (head(e) == Head::Sum) {
    for (const auto& p : pairs_of(e)) out.push_back(term(p.rest, ex_to<numeric>(p.coeff)));
    if (const numeric& constant = number_beside(e); !constant.is_zero()) out.push_back(term(constant, 1));
  } else out.push_back(term(e, 1));
  const auto key = [](const TermLayout& t) { return joined(t.over, "*") + "/" + joined(t.under, "/"); };
  std::vector<std::pair<std::string, TermLayout>> keyed;
  for (TermLayout& t : out) keyed.push_back({t.over.empty() && t.under.empty() ? "~" : key(t), std::move(t)});
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first < b.first : a.second.text < b.second.text; });
  out.clear();
  for (auto& [k, t] : keyed) out.push_back(std::move(t));
  terms_ += out.size();
  return done_.emplace(e, std::move(out)).first->second;
}

std::string Layout::text(const Expr& e) {
  const Head h = head(e);
  if (h == Head::Symbol) return name_inside(ex_to<Symbol>(e));
  if (is_function(h)) return function_name(e) + "(" + text(e.op(0)) + ")";
  std::string out;
  for (const TermLayout& t : terms(e)) out += (t.negative ? "-" : out.empty() ? "" : "+") + t.text;
  return out;
}

}  // namespace losscert::symbolic::detail
