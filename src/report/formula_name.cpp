#include "report/formula_name.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace losscert::report {
namespace {

struct Letter {
  const char *name, *latex, *character;
};
constexpr std::array kGreek{
    Letter{"alpha", "alpha", "α"},     Letter{"beta", "beta", "β"},       Letter{"gamma", "gamma", "γ"},   Letter{"delta", "delta", "δ"},     Letter{"eps", "varepsilon", "ε"},
    Letter{"epsilon", "epsilon", "ϵ"}, Letter{"zeta", "zeta", "ζ"},       Letter{"eta", "eta", "η"},       Letter{"theta", "theta", "θ"},     Letter{"iota", "iota", "ι"},
    Letter{"kappa", "kappa", "κ"},     Letter{"lambda", "lambda", "λ"},   Letter{"mu", "mu", "μ"},         Letter{"nu", "nu", "ν"},           Letter{"xi", "xi", "ξ"},
    Letter{"pi", "pi", "π"},           Letter{"rho", "rho", "ρ"},         Letter{"sigma", "sigma", "σ"},   Letter{"tau", "tau", "τ"},         Letter{"phi", "phi", "φ"},
    Letter{"chi", "chi", "χ"},         Letter{"psi", "psi", "ψ"},         Letter{"omega", "omega", "ω"},   Letter{"upsilon", "upsilon", "υ"}, Letter{"Gamma", "Gamma", "Γ"},
    Letter{"Delta", "Delta", "Δ"},     Letter{"Theta", "Theta", "Θ"},     Letter{"Lambda", "Lambda", "Λ"}, Letter{"Xi", "Xi", "Ξ"},           Letter{"Sigma", "Sigma", "Σ"},
    Letter{"oo", "infty", "∞"},       Letter{"Phi", "Phi", "Φ"},         Letter{"Psi", "Psi", "Ψ"},         Letter{"Omega", "Omega", "Ω"},   Letter{"Upsilon", "Upsilon", "Υ"}, Letter{"Pi", "Pi", "Π"},
};

}  // namespace

SetName set_name(const std::string& name) {
  SetName s{name, "", "", ""};
  std::size_t digits = name.size();
  while (digits > 1 && std::isdigit(static_cast<unsigned char>(name[digits - 1])) != 0) --digits;
  const std::string stem = name.substr(0, digits);
  if (std::all_of(stem.begin(), stem.end(), [](unsigned char c) { return std::isalpha(c) != 0; })) {
    s.letters = stem;
    s.index = name.substr(digits);
  }
  const auto greek = std::find_if(kGreek.begin(), kGreek.end(), [&](const Letter& l) { return s.letters == l.name; });
  if (greek != kGreek.end()) {
    s.greek = greek->latex;
    s.character = greek->character;
  }
  return s;
}

}  // namespace losscert::report
