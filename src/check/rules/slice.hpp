// Minima modulo a symmetry (FORMAT.md, 5.3, `slice`).
#pragma once
#include "check/rules/setting.hpp"

namespace losscert::check {

/// Rule `slice` of 5.3. Never strict: f is constant along the fields.
bool minimum_on_slice(const Setting& s, const Node& node);

}  // namespace losscert::check
