// Lemmas: claims of the case, named in `using`, that the certificate proves before the claim itself (FORMAT.md, 5.5).
#pragma once
#include "check/rules/setting.hpp"

namespace losscert::check {

using Lemmas = std::map<std::string, Statement>;

/// Member `instances` of a certificate: what lemmas say of signs holds throughout G, and, where that is asked for, throughout Params. `on_path`: the claim speaks of a path.
void assume_instances(Frame& s, const Node& instances, bool on_path);

/// Rule `lemma` of 5.2: whoever were critical (a local minimum) would lie in a set of the lemma.
void excluded_by_lemma(const Setting& s, Mode mode, const Node& node);
/// Rule `lemma` of 5.3: the point is one of those that the lemma speaks of. Returns whether it says strict.
bool minimum_by_lemma(const Setting& s, const Node& node);

}  // namespace losscert::check
