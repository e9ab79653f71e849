// Random problems with planted truth: each claim is known to be true or false by the way its function was made.
#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace losscert::test {

/// Draws by seed, without the standard's distributions, which differ between libraries.
class Draw {
public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  long between(long low, long high) { return low + static_cast<long>(engine_() % static_cast<std::uint64_t>(high - low + 1)); }
  bool coin() { return between(0, 1) == 1; }
  long sign() { return coin() ? 1 : -1; }
  long nonzero(long most) { return sign() * between(1, most); }
  template <class T>
  T pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(between(0, static_cast<long>(from.size()) - 1))];
  }

private:
  std::mt19937_64 engine_;
};

struct PlantedClaim {
  std::string id, body;  ///< body: the lines of the claim besides id, expect and the point
  bool holds = true;
};

struct Planted {
  std::string sort;  ///< within its family, for messages
  std::string head;  ///< everything before the claims
  std::string at;    ///< the point, "{ ... }"
  std::vector<PlantedClaim> claims;
};

/// What is planted about a point; a claim is made only of what is known.
enum class Known { No, Yes, Nothing };
struct Truth {
  Known minimum = Known::Nothing, strict = Known::Nothing, saddle = Known::Nothing, suboptimal = Known::Nothing;
};

/// local-minimum, its strict form, no-local-minimum, saddle, suboptimal as far as known.
std::vector<PlantedClaim> claims_about(const Truth& truth);

/// `expect` says what the search is to try first; a coin decides, so that it tries as hard for what is false.
std::string case_text(const Planted& p, Draw& draw);

using Family = Planted (*)(Draw&);
struct NamedFamily {
  std::string name;
  Family make;
};
std::vector<NamedFamily> polynomial_families();
std::vector<NamedFamily> kink_families();
std::vector<NamedFamily> network_families();

inline Known known(bool b) { return b ? Known::Yes : Known::No; }

}  // namespace losscert::test
