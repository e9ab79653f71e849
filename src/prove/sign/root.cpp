// Roots: the sign of what is under them (FORMAT.md, rule `root`), and of a root beside other terms.
#include "prove/algebra/expressions.hpp"
#include "prove/algebra/immediate.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;
using symbolic::canonical;

bool root(Search& search, const SignAttempt& a) {
  numeric c = 1;
  std::optional<Expr> under;
  for (const auto& f : GiNaC::is_a<GiNaC::mul>(a.canonical) ? operands(a.canonical) : std::vector<Expr>{a.canonical}) {
    if (GiNaC::is_a<numeric>(f)) c = GiNaC::ex_to<numeric>(f);
    else if (!under && GiNaC::is_a<GiNaC::power>(f) && GiNaC::is_a<numeric>(f.op(1)) && GiNaC::ex_to<numeric>(f.op(1)).is_positive() && !f.op(1).info(GiNaC::info_flags::integer)) under = f.op(0);
    else return false;
  }
  if (!under) return false;
  const Signs wanted = (c.is_positive() ? a.wanted : flip(a.wanted)) & (kZero | kPositive);
  const auto p = a.sign(search, *under, wanted);
  return p.within(kZero | kPositive) && a.best.offer(c.is_positive() ? p.signs : flip(p.signs), proof::root(p.node));
}

bool root_and_rest(Search& search, const SignAttempt& a) {
  // e = c*sqrt(p) + r: where r < 0 it is (c^2 p - r^2)/(c*sqrt(p) - r), whose denominator is positive; the same of -e where c < 0.
  std::optional<Expr> under;
  numeric c = 0;
  Expr r = 0;
  for (const auto& t : summands(a.canonical)) {
    Expr rest = 1;
    bool is_root = false;
    for (const auto& f : GiNaC::is_a<GiNaC::mul>(t) ? operands(t) : std::vector<Expr>{t}) {
      if (GiNaC::is_a<GiNaC::power>(f) && f.op(1).is_equal(numeric(1, 2)) && !symbolic::is_constant(f.op(0)) && !under) under = f.op(0), is_root = true;
      else rest *= f;
    }
    if (!is_root) r += t;
    else if (GiNaC::is_a<numeric>(rest)) c = GiNaC::ex_to<numeric>(rest);
    else return false;
  }
  if (!under || r.is_zero()) return false;
  const bool up = c.is_positive();
  if (!up) c = -c, r = canonical(-r);
  const Signs wanted = (up ? a.wanted : flip(a.wanted)) & (kZero | kPositive);
  const Expr root = c * symbolic::power_of(*under, numeric(1, 2)), e = root + r, beyond = canonical(c * c * *under - r * r);
  const Frame frame{"root-and-rest", a.scope.active};
  const auto sign = [&](const Context& g, const Expr& x, Signs s) { return search.sign({g, x, s, a.splits, a.scope.within(frame)}); };
  const Context left = a.context.with({r, Rel::Less}), middle = a.context.with({r, Rel::Equal}), right = a.context.with({r, Rel::Greater});
  const Expr denominator = root - r;
  if (immediate_signs(left, canonical(denominator)) != kPositive) return false;  // it has to be seen that it is defined
  const auto above = sign(left, beyond, wanted);
  if (!above.within(kZero | kPositive)) return false;
  const auto p = sign(a.context, *under, kZero | kPositive);
  if (!p.within(kZero | kPositive)) return false;
  const proof::Sign root_proof = proof::root(p.node);
  const auto positive = proof::sum({{root, root_proof}, {-r, proof::assumption()}});
  const auto below_zero = proof::product({{beyond, 1, above.node}, {GiNaC::pow(denominator, -1), 1, proof::inverse(denominator, positive)}});
  SignProof touching, beside;
  if (const auto absurd = search.contradiction(middle, a.scope)) touching = {0, *absurd};
  else if (touching = sign(middle, root, wanted); touching.within(kZero | kPositive)) touching.node = proof::sum({{root, touching.node}, {r, proof::assumption()}});
  else return false;
  if (const auto absurd = search.contradiction(right, a.scope)) beside = {0, *absurd};
  else beside = {kPositive, proof::sum({{root, root_proof}, {r, proof::assumption()}})};
  const auto all = proof::cases<proof::SignJudgement>(r, {{"<", below_zero}, {"=", touching.node}, {">", beside.node}});
  const Signs found = above.signs | touching.signs | beside.signs;
  return up ? a.best.offer(found, all) : a.best.offer(flip(found), proof::product({{Expr(-1), 1, proof::interval()}, {e, 1, all}}));
}

}  // namespace losscert::prove::sign
