// Certificates at random out of the building blocks of the rules, for functions whose values are known by arithmetic of another kind: whatever is accepted must agree with
// the values. Deterministic; LOSSCERT_FUZZ=n runs n times as many.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "check/rules/certificate.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

using Real = long double;

class Dice {
public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t roll(std::uint64_t n) {  // 0..n-1; splitmix64
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return (z ^ (z >> 31)) % n;
  }
  bool once_in(std::uint64_t n) { return roll(n) == 0; }
  template <class T>
  const T& of(const std::vector<T>& v) {
    return v[roll(v.size())];
  }

private:
  std::uint64_t state_;
};

using Texts = std::vector<std::string>;

inline long effort() {
  const char* n = std::getenv("LOSSCERT_FUZZ");
  return n == nullptr ? 1 : std::max(1L, std::strtol(n, nullptr, 10));
}

inline std::string replaced(const std::string& s, char from, const std::string& to) {
  std::string out;
  for (const char c : s) out += c == from ? to : std::string(1, c);
  return out;
}

inline bool accepted(const CaseFile& c, const std::string& claim, const std::string& members) {
  const std::string text = "{'format':'losscert-certificate','version':1,'dimensions':{},'roots':{},'verdict':'proved','case':'" + c.digest + "','claim':'" +
                           claim + "'," + members + "}";
  try {
    check_certificate(c, replaced(text, '\'', "\""));
    return true;
  } catch (const Reject&) {
    return false;
  }
}

inline Real relu(Real t) { return t > 0 ? t : 0; }

inline std::string square(const std::string& base, int power = 2) { return "{'rule':'square','base':'" + base + "','power':" + std::to_string(power) + "}"; }

}  // namespace losscert::check
