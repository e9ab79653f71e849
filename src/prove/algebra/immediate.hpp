// What the checker sees of a sign without being shown (FORMAT.md, section 2, `immediate sign`). It looks so at points, models and witnesses: what does not show there must not be handed over.
#pragma once
#include "prove/goal/context.hpp"

namespace losscert::prove {

/// The signs of e that relations, properties, enclosures at `bits` and the signs of factors leave: never fewer than the checker finds.
Signs immediate_signs(const Context& g, const Expr& e, unsigned bits);
inline Signs immediate_signs(const Context& g, const Expr& e) { return immediate_signs(g, e, g.bits()); }

/// p rel 0 shows at once: by an immediate sign; or by the zero test.
bool shows_at_once(const Context& g, const Relation& r, unsigned bits);

}  // namespace losscert::prove
