// `losscert explain`: what the search tries for the claims of a case, as a tree.
#pragma once
#include <string>

#include "app/casebook.hpp"
#include "app/options.hpp"

namespace losscert::app {

/// Searches and prints; nothing is checked or written. `claim` is an id, with or without dimensions ("minimum", "minimum[d=2]"), or empty for all. At most `lines` lines a claim. Throws InputError.
void explain(const CaseFile& file, const std::string& claim, const RunOptions& options, std::size_t lines);

}  // namespace losscert::app
