// A look at the claim itself after the rules have accepted its certificate (FORMAT.md, section 8). It proves nothing and is no part of a proof; it can only refuse, where what
// was accepted is certainly false: then the checker or what it stands on is in error. It shares the statement, canonical forms and enclosures with the rules, and none of them.
#pragma once
#include <optional>

#include "check/enclosure/enclose.hpp"
#include "check/meaning/statement.hpp"
#include "check/text/json.hpp"

namespace losscert::check {

/// The verdict contradicts values of the claim's expressions. No Reject: nobody has to expect it.
class Contradicted : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// What was accepted. The points a proof names (suboptimal, infimum, minimizers) and the alternative it takes (refuted infimum, divergence-path) are read from it.
struct Verdict {
  const Statement& st;            ///< abstract functions replaced by those of the model or the witness
  bool proved = true;
  const Substitution& constants;  ///< of the model or the witness
  const Box& roots;
  const Builder& builder;
  const Node& proof;
};

/// What is certainly wrong about it, in words; empty where nothing is found, as also where the work allowed for this is used up. The samples are the same each time.
std::optional<std::string> find_contradiction(const Verdict& v);

}  // namespace losscert::check
