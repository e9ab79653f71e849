// Roots: numbers known only through equations (FORMAT.md, section 4).
#pragma once
#include "check/rules/context.hpp"

namespace losscert::check {

/// Verifies the evidence that the equations have exactly one solution in the statement's box, records the root's enclosure, and returns the relations that hold for its symbols: the equations and the bounds of the box.
std::vector<Relation> prove_root(Session& session, const std::string& name, const Node& evidence);

/// Verifies that the equations of the root that the evidence names have no solution in its box. Returns its symbols, which stand for nothing.
std::vector<AtomId> prove_absent_root(Session& session, const Node& evidence);

}  // namespace losscert::check
