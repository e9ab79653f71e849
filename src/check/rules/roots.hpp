// Roots: numbers known only through equations (FORMAT.md, section 4).
#pragma once
#include "check/rules/context.hpp"

namespace losscert::check {

/// Verifies the evidence that the equations have exactly one solution in the statement's box, makes the root known to the session's builder,
/// records its enclosure, and returns the relations that hold for its symbols: the equations and the bounds of the box.
std::vector<Relation> prove_root(Session& session, const std::string& name, const Node& evidence);

}  // namespace losscert::check
