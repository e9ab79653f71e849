// Expressions in the case language.
#include "symbolic/layout.hpp"

namespace losscert::symbolic {

std::string to_text(const Expr& e) {
  constexpr std::size_t max_terms = 100000;
  static auto& known = *new Memo<std::string>(20000);
  static auto& layout = *new detail::Layout;
  if (head(e) == Head::Symbol) return name_inside(GiNaC::ex_to<Symbol>(e));
  if (const std::string* found = known.find(e)) return *found;
  if (layout.size() >= max_terms) layout = detail::Layout();
  std::string text = layout.text(e);
  const std::size_t weight = 1 + text.size() / 256;
  return known.keep(e, std::move(text), weight);
}

}  // namespace losscert::symbolic
