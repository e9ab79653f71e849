// Expressions in the case language.
#include "symbolic/layout.hpp"

namespace losscert::symbolic {

std::string to_text(const Expr& e) { return detail::Layout().text(e); }

}  // namespace losscert::symbolic
