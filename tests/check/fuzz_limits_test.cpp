// Random expressions along a path: the limit that the checker computes against values at eps = 2^-60 and 2^-200, with 4096 bits.
#include <iostream>

#include "check/rules/limit.hpp"
#include "check/text/work.hpp"
#include "fuzz.hpp"
#include "support/catch.hpp"

using namespace losscert::check;

namespace {

// In eps and its inverse. All converge at least as fast as eps^(1/2) times logarithms, and diverge at least as fast as a logarithm.
const Texts& pieces() {
  static const Texts all = {"eps", "eps^2", "1/eps", "1/eps^2", "exp(1/eps)", "exp(-1/eps)", "exp(1/eps - 1/eps^2)", "exp(2/eps)", "exp(eps)", "1/(1 + 1/eps)", "1/(1 + exp(1/eps))", "1/(1 + exp(-1/eps))",
                            "1/(2 + eps)", "log(1 + eps)", "log(1 + exp(-1/eps))", "log(2 + eps)", "arctan(eps)", "arctan(1 + eps)", "sin(eps)", "cos(eps)", "cos(1 + eps)", "(1 + eps)^(1/2)", "(3 + eps^2)^(1/2)",
                            "relu(1 - eps)", "relu(eps - 1/4)^2", "relu(exp(-1/eps) - eps)", "(1 + eps)^3", "(1 - 1/eps)", "eps^(1/2)", "log(1 + 1/eps)", "log(1 + exp(1/eps))", "1/(eps + eps^2)", "sin(1/eps)", "(cos(eps) - 1)", "(exp(eps) - 1 - eps)", "(1 + 1/eps)^(1/2)", "exp(1/(1 + 1/eps))", "exp(-exp(1/eps))", "arctan(1/eps)", "2^(1/2)", "exp(1)", "(1/eps + 1/eps^2)", "(exp(1/eps) + 1/eps)"};
  return all;
}

std::string product(Dice& d) {
  std::string t = d.of(Texts{"1", "-1", "2", "-3", "1/2"}) + "*" + d.of(pieces());
  if (d.once_in(2)) t += "*" + d.of(pieces());
  if (d.once_in(5)) t += "/(" + d.of(Texts{"1/eps + 1", "1 + exp(1/eps)", "1/eps^2 + eps", "2 - eps", "exp(1/eps) + 1/eps"}) + ")";
  return t;
}

Interval at(const Poly& p, unsigned k) {
  constexpr long bits = 4096;
  const Rational eps = Rational(2).pow(k).inverse();
  Box box;
  box.ranges[symbol_id("eps")] = {eps, eps};
  return enclose(p, box, bits);
}

}  // namespace

TEST_CASE("random limits agree with values of high precision", "[fuzz]") {
  Dice dice(7);
  const CaseFile c = parse_case("title = \"t\"\n[variables]\nx = \"scalar\"\n[objective]\nexpression = \"x^2\"\n[[claims]]\nid = \"c\"\nkind = \"always\"\nstatement = \"x^2 >= 0\"\n", "fuzz");
  std::vector<Json> proofs;
  for (const std::string more : {"", ", \"order\": 0", ", \"order\": 2", ", \"order\": 3, \"scales\": [{\"argument\": \"1 + 1/eps\", \"scale\": \"1/eps\"}, {\"argument\": \"1 + exp(1/eps)\", \"scale\": \"exp(1/eps)\"}, "
                                                     "{\"argument\": \"exp(1/eps) + 1/eps\", \"scale\": \"exp(1/eps)\"}, {\"argument\": \"eps + eps^2\", \"scale\": \"eps\"}]"})
    proofs.push_back(parse_json("{\"eps0\": \"1/16\"" + more + "}"));
  const Poly tolerance(Rational(1) / Rational(1024)), large(8);  // a logarithm diverges slowly
  long tried = 0, finite = 0, infinite = 0;
  for (long n = 0; n < 3000 * effort(); ++n) {
    reset_table();
    std::string text = product(dice);
    for (std::uint64_t k = dice.roll(4); k > 0; --k) text += " + " + product(dice);
    ++tried;
    try {
      Builder builder(c, {});
      const Session session{builder};
      const Context g(session);
      Obligations domain;
      const Poly f = builder.scalar(*parse_expression(text), domain, true);
      const Limit limit = prove_limit(g, Guarded(f, domain).at({}), Node(proofs[dice.roll(proofs.size())]));
      reset_work();
      for (const unsigned k : {60U, 200U}) {
        INFO(text << " at eps = 2^-" << k << ", limit " << (limit.sort == LimitSort::Finite ? to_text(limit.value) : limit.sort == LimitSort::PlusInfinity ? "oo" : "-oo"));
        if (limit.sort == LimitSort::Finite) {
          CHECK_FALSE(at(f - limit.value - tolerance, k).signs() == positive);
          CHECK_FALSE(at(f - limit.value + tolerance, k).signs() == negative);
        } else {
          const Poly up = limit.sort == LimitSort::PlusInfinity ? f : -f;
          CHECK_FALSE(at(up - large, k).signs() == negative);
        }
      }
      ++(limit.sort == LimitSort::Finite ? finite : infinite);
    } catch (const Reject&) {
    } catch (const LimitReached&) {
    }
  }
  std::cout << "random limits: " << tried << ", finite " << finite << ", infinite " << infinite << ", each in agreement with values at 4096 bits" << std::endl;
  CHECK(finite > 100);
  CHECK(infinite > 100);
}
