// The certificates that the mutation tests start from: what the prover makes of the claims of case files.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "changes.hpp"
#include "check/text/case_file.hpp"

namespace losscert::test {

struct Proven {
  std::string name;             ///< claim with dimensions
  nlohmann::json certificate;
};

struct Material {
  check::CaseFile source;
  Surroundings surroundings;
  std::vector<Proven> proven;
};

/// For every case file in the folder whose name begins so. Only instances whose dimensions are all the smallest listed, unless `all_dimensions`; only claims that the prover
/// decides within seconds and with the checker's consent: what it cannot do is another test's business.
std::vector<Material> material(const std::string& folder, bool all_dimensions, const std::string& beginning = "");

/// That of the examples of Kawaguchi and Kaelbling, made once.
const std::vector<Material>& paper();

}  // namespace losscert::test
