// Signs by case distinctions and in cells (FORMAT.md, section 5.1: cases, partition).
#include "prove/algebra/expressions.hpp"
#include "prove/goal/cells.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;
using symbolic::symbols_of;

namespace {

bool is_factor_of_a_term(const Expr& v, const Expr& e) {
  for (const auto& t : summands(e))
    for (const auto& [f, n] : factors_of_product(t))
      if (f.is_equal(v)) return true;
  return false;
}

/// Variables of open sign outside of exponents, and arguments of kinks.
std::vector<Expr> distinctions(const SignAttempt& a) {
  constexpr std::size_t kMost = 6;
  const auto kinks = kink_arguments(a.canonical);
  std::vector<Expr> out;
  for (const auto& v : symbols_of(a.canonical)) {
    const auto it = a.context.box().find(v.get_name());
    if (it != a.context.box().end() && signs_of(it->second) != kAll) continue;
    bool occurs = is_factor_of_a_term(v, a.canonical);
    for (const auto& z : kinks) occurs |= is_factor_of_a_term(v, z);
    if (occurs) out.push_back(v);
  }
  out.insert(out.end(), kinks.begin(), kinks.end());
  if (out.size() > kMost) out.resize(kMost);
  return out;
}

}  // namespace

bool cases(Search& search, const SignAttempt& a) {
  for (const auto& on : distinctions(a)) {
    proof::Branches<proof::SignJudgement> branches;
    Signs total = 0;
    for (const auto& [key, rel] : {std::pair{"=", Rel::Equal}, {"<", Rel::Less}, {">", Rel::Greater}}) {
      const Context branch = a.context.with({on, rel});
      if (branch.samples().empty() && !a.context.samples().empty()) {
        if (const auto absurd = search.contradiction(branch, a.scope)) {
          branches.emplace_back(key, *absurd);
          continue;
        }
      }
      const auto p = a.sign(search, branch, a.e, a.wanted, a.splits - 1);
      if (!p.within(a.wanted)) break;
      total |= p.signs;
      branches.emplace_back(key, p.node);
    }
    if (branches.size() == 3 && a.best.offer(total, proof::cases(on, branches))) return true;
  }
  return false;
}

bool partition(Search& search, const SignAttempt& a) {
  std::optional<Symbol> wide;
  for (const auto& v : symbols_of(a.canonical)) {
    const auto it = a.context.box().find(v.get_name());
    if (it != a.context.box().end() && it->second.is_finite() && it->second.upper() - it->second.lower() < numeric(1, 1000000)) continue;
    if (wide) return false;
    wide = v;
  }
  if (!wide) return false;
  Signs found = 0;
  const auto node = cover<proof::SignJudgement>(search, a.context, *wide, 24, a.scope, [&](const Context& cell, const Scope& scope, bool& hopeless) -> proof::Sign {
    hopeless = !cell.samples().empty() && (cell.observed(a.e) & kNonzero & ~a.wanted);
    if (hopeless) return {};
    const auto p = search.sign({cell, a.e, a.wanted, 0, scope});
    if (!p.within(a.wanted)) return {};
    found |= p.signs;
    return p.node;
  });
  return node && a.best.offer(found, node);
}

}  // namespace losscert::prove::sign
