// FORMAT.md, 5.5: what a certificate takes from lemmas, and their certificates within it.
#pragma once
#include <map>

#include "prove/proof/minimum.hpp"

namespace losscert::prove::proof {

/// What a lemma says of signs, assumed throughout G0; `everywhere`: throughout Params too.
struct Instance {
  std::string lemma;
  bool everywhere = false;
  std::vector<Sign> hypotheses;
};
List to_list(const std::vector<Instance>& instances);

Exclusion lemma(const std::string& id, const Assignment& by, const Pieces& pieces, const std::vector<Sign>& hypotheses, const std::vector<Exclusion>& branches);
Minimum lemma(const std::string& id, const Assignment& by, const std::vector<Sign>& hypotheses);

/// The certificate with those of the lemmas that it uses, and of the ones that these use, in an order in which each stands behind what it rests on. `proved`: by id, as they were accepted.
Json with_lemmas(Json certificate, const std::map<std::string, Json>& proved);

}  // namespace losscert::prove::proof
