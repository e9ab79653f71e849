// Roots: the sign of what is under them (FORMAT.md, rule `root`).
#include "prove/algebra/expressions.hpp"
#include "prove/sign/strategies.hpp"

namespace losscert::prove::sign {

using GiNaC::numeric;

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

}  // namespace losscert::prove::sign
