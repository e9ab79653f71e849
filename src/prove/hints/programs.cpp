// The programs of this process, by the expressions that they were compiled from.
#include <algorithm>
#include <cmath>
#include <limits>

#include "prove/hints/evaluator.hpp"

namespace losscert::prove {

using symbolic::Expr;

namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::optional<ApproxSum> sum_of(const std::vector<double>& terms) {
  ApproxSum s;
  for (const double x : terms) s.sum += x, s.size += std::fabs(x);
  return s.defined() ? std::optional(s) : std::nullopt;
}

}  // namespace

std::shared_ptr<Program> Programs::terms(const Expr& e) {
  if (const auto it = recent_.find(e); it != recent_.end()) return it->second;
  std::shared_ptr<Program> p;
  if (const auto it = old_.find(e); it != old_.end()) p = it->second;
  else p = std::make_shared<Program>(Program::of_terms(e));
  // Two generations: when the recent one is full it becomes the old one, and what was not asked for since then goes.
  if (in_recent_ + p->registers() > most_ / 2) {
    old_ = std::move(recent_);
    recent_.clear();
    in_recent_ = 0;
  }
  in_recent_ += p->registers();
  recent_.emplace(e, p);
  return p;
}

std::optional<ApproxSum> Programs::sum(const Expr& e, const Sample& at) {
  const auto p = terms(e);
  std::vector<double> x;
  x.reserve(p->inputs().size());
  for (const auto& i : p->inputs()) {
    const auto it = at.find(i.name);
    x.push_back(it != at.end() ? it->second : i.is_function ? 0 : kUndefined);
  }
  return sum_of(p->values(x));
}

std::optional<double> Programs::value(const Expr& e, const Sample& at) {
  const auto s = sum(e, at);
  return s ? std::optional(s->sum) : std::nullopt;
}

std::vector<ApproxSum> Programs::sums(const Expr& e, const Samples& s, std::size_t from, std::size_t to) {
  to = std::min(to, s.size());
  std::vector<ApproxSum> out;
  if (from >= to) return out;
  const auto p = terms(e);
  const std::vector<double> undefined(to - from, kUndefined), first(to - from, 0.0);
  std::vector<const double*> x;
  for (const auto& i : p->inputs()) {
    const double* row = s.row(i.name);
    x.push_back(row ? row + from : i.is_function ? first.data() : undefined.data());
  }
  p->sums(x, to - from, out);
  return out;
}

Programs& programs() {
  static auto& all = *new Programs;
  return all;
}

}  // namespace losscert::prove
