#include "report/trusted_base.hpp"

namespace losscert::report {

const std::vector<Trusted>& trusted_base() {
  static const std::vector<Trusted> base = {
      {"the case file", "that it says what the paper says: compare the quote with the claim"},
      {"losscert-check", "its own code: reading the case, canonical forms, the rules of src/check/FORMAT.md"},
      {"FLINT", "integers and rationals under the checker"},
      {"Arb", "ball arithmetic: every sign that an enclosure decides"},
      {"Calcium", "exact zero tests of constants"},
      {"GMP and MPFR", "arithmetic under FLINT and Arb (the prover rests on them too)"},
      {"toml++ and nlohmann_json", "reading the case and the certificate"},
      {"the C++ compiler, its standard library, the operating system and the machine", "running the checker as written"},
      {"losscert", "only that it passes on the checker's answer: the search, GiNaC, CLN, MPFI, NLopt and Eigen are not trusted"},
  };
  return base;
}

}  // namespace losscert::report
