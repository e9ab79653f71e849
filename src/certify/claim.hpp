// Claims about a ball around a given point, and the evidence for them (src/check/FORMAT.md, 5.6).
#pragma once
#include <nlohmann/json.hpp>
#include <optional>

#include "certify/locate.hpp"
#include "problem/case.hpp"
#include "support/verdict.hpp"

namespace losscert::certify {

/// One claim for one choice of dimensions.
struct Claim {
  std::string id;  ///< "id" or "id[d=2]"
  const problem::ClaimSyntax* syntax = nullptr;
  std::map<std::string, int> dimensions;
  graph::Function function;
  Point point;
  double radius = 0, curvature = 0;
};

bool is_about_a_ball(const problem::ClaimSyntax& c);
/// The case's claims about balls, for every choice of dimensions. Throws InputError.
std::vector<Claim> claims_of(const problem::Case& c);

struct Outcome {
  Verdict verdict = Verdict::Undecided;
  std::string reason;          ///< for Undecided
  nlohmann::json certificate;  ///< whole
};
/// Evidence for the claim or against it, or why there is none.
Outcome decide(const problem::Case& c, const Claim& claim);

/// What a point turned out to be, as claims that the case does not make yet.
struct Proposal {
  std::string kind;          ///< of the claim
  Point centre;              ///< of the ball
  bool at_given = true;      ///< the centre is the given point
  std::size_t index = 0;
  std::string radius, curvature;  ///< as the claim has them; curvature empty for no-critical-point-within
};
struct Finding {
  std::vector<Proposal> proposals;
  Located located;
  double gradient = 0;  ///< at the given point
  double distance = 0;  ///< from there to where Newton's method ended
  std::string open;     ///< why there is no proposal
};
Finding classify(const graph::Function& f, const Point& given);

/// The claim's table in a case, from `id` on. `near`: the name of a point, or empty for the centre's numbers. Sizes must be integers.
std::string text_of(const Proposal& p, const std::string& id, const std::string& near, const problem::Case& c);

/// An exact number for the case language.
std::string text_of(Real x);

}  // namespace losscert::certify
