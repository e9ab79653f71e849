#include "objective/contradiction.hpp"

#include <map>

#include "objective/sized.hpp"
#include "symbolic/abstract.hpp"

namespace losscert::objective {

using GiNaC::numeric;
using symbolic::Expr;
using symbolic::Rel;
using symbolic::Relation;
using symbolic::ZeroTest;

namespace {

bool holds(const numeric& q, Rel r) {
  switch (r) {
    case Rel::Equal:
      return q.is_zero();
    case Rel::NotEqual:
      return !q.is_zero();
    case Rel::Greater:
      return q.is_positive();
    case Rel::GreaterEqual:
      return !q.is_negative();
    case Rel::Less:
      return q.is_negative();
    case Rel::LessEqual:
      return !q.is_positive();
  }
  return true;
}

Rel mirrored(Rel r) {
  switch (r) {
    case Rel::Greater:
      return Rel::Less;
    case Rel::GreaterEqual:
      return Rel::LessEqual;
    case Rel::Less:
      return Rel::Greater;
    case Rel::LessEqual:
      return Rel::GreaterEqual;
    default:
      return r;
  }
}

// e = scale*(form + offset), form without rational constant and with leading coefficient 1 in the order of the printed terms.
struct Split {
  Expr form = 0;
  numeric scale = 1, offset = 0;
};

numeric coefficient(const Expr& term) {
  if (!GiNaC::is_exactly_a<GiNaC::mul>(term)) return 1;
  const Expr last = term.op(term.nops() - 1);  // where GiNaC keeps a product's number
  const numeric* q = as_number(last);
  return q ? *q : numeric(1);
}

Split split(const Expr& canonical) {
  std::map<std::string, Expr> terms;
  numeric constant = 0;
  auto take = [&](const Expr& t) {
    if (const numeric* q = as_number(t))
      constant = constant + *q;
    else
      terms.emplace(symbolic::to_text(t / coefficient(t)), t);
  };
  if (GiNaC::is_exactly_a<GiNaC::add>(canonical))
    for (std::size_t i = 0; i < canonical.nops(); ++i) take(canonical.op(i));
  else
    take(canonical);
  Split s;
  s.scale = coefficient(terms.begin()->second);
  for (const auto& t : terms) s.form += t.second / s.scale;
  s.offset = constant / s.scale;
  return s;
}

// What is known of one form: an interval and values that it does not take.
struct Range {
  std::optional<numeric> low, high;
  bool low_open = false, high_open = false;
  std::vector<numeric> excluded;
  std::string last;  ///< the relation that narrowed it last, for the message

  void above(const numeric& v, bool open) {
    if (!low || v > *low || (v == *low && open)) {
      low = v;
      low_open = open;
    }
  }
  void below(const numeric& v, bool open) {
    if (!high || v < *high || (v == *high && open)) {
      high = v;
      high_open = open;
    }
  }
  bool empty() const {
    if (!low || !high) return false;
    if (*low > *high || (*low == *high && (low_open || high_open))) return true;
    if (*low != *high) return false;
    for (const numeric& v : excluded)
      if (v == *low) return true;
    return false;
  }
};

std::string shown(const Relation& r) {
  const std::string text = symbolic::to_text(r.expr) + " " + symbolic::to_text(r.rel) + " 0";
  return text.size() > 80 ? text.substr(0, 77) + "..." : text;
}

}  // namespace

std::optional<std::string> contradiction(const std::vector<Relation>& relations) {
  std::map<std::string, Range> ranges;
  for (const Relation& r : relations) {
    if (!expands_quickly(r.expr)) continue;  // nothing is seen
    const Expr e = symbolic::canonical(r.expr);
    if (const numeric* q = as_number(e)) {
      if (!holds(*q, r.rel)) return shown({e, r.rel}) + " is false";
      continue;
    }
    if (symbolic::is_constant(e)) {  // a closed form: only its being zero is decided here
      const ZeroTest zero = symbolic::zero_test(e);
      const bool strict = r.rel == Rel::NotEqual || r.rel == Rel::Greater || r.rel == Rel::Less;
      if ((zero == ZeroTest::Zero && strict) || (zero == ZeroTest::Nonzero && r.rel == Rel::Equal)) return shown({e, r.rel}) + " is false";
      continue;
    }
    const Split s = split(e);
    Range& range = ranges[symbolic::to_text(s.form)];
    const numeric bound = -s.offset;
    switch (s.scale.is_negative() ? mirrored(r.rel) : r.rel) {
      case Rel::Equal:
        range.above(bound, false);
        range.below(bound, false);
        break;
      case Rel::NotEqual:
        range.excluded.push_back(bound);
        break;
      case Rel::Greater:
        range.above(bound, true);
        break;
      case Rel::GreaterEqual:
        range.above(bound, false);
        break;
      case Rel::Less:
        range.below(bound, true);
        break;
      case Rel::LessEqual:
        range.below(bound, false);
        break;
    }
    if (range.empty()) return shown({e, r.rel}) + " contradicts " + range.last;
    range.last = shown({e, r.rel});
  }
  return std::nullopt;
}

}  // namespace losscert::objective
