// Rule `coordinates` (FORMAT.md, 5.2 and 5.3): x = Phi(y), Phi(y*) = s, Phi continuously differentiable near y*.
//
// If F(Phi(y)) takes values below F(s) for y arbitrarily close to y*, then F does so arbitrarily close to s; if a derivative of F(Phi(y)) at y* is not 0, then one of F at s
// is not (chain rule). If moreover the Jacobian is invertible, Phi maps neighbourhoods of y* onto neighbourhoods of s one to one, so a (strict) local minimum y* of
// F(Phi(y)) is one of F. Whatever else occurs in Phi and y*, free variables of the claim included, is constant: y alone moves.
#include "check/enclosure/zero.hpp"
#include "check/rules/setting.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

void in_coordinates(const Setting& s, const Node& node, bool invertible, const std::function<void(const Setting&, const Node&)>& prove) {
  NewSymbols symbols(s.g);
  std::vector<AtomId> y;
  for (const auto& n : node.at("variables").items()) y.push_back(symbols.add(s.g, n));
  if (y.empty()) node.at("variables").fail("at least one variable is needed");

  Point star;  // y*, constants at the point
  for (const AtomId v : y) star.give(v, s.at_point(read_expression(s.g, node.at("point").at(atom(v).name), s.at)).poly());
  if (node.at("point").members().size() != y.size()) node.at("point").fail("one value for each new variable is needed");
  for (const auto& [v, e] : star.values())
    for (const AtomId w : y)
      if (contains(e, w)) node.at("point").fail("the point contains a new variable");

  const Node map = node.at("map");
  if (map.members().size() != s.over.size()) map.fail("one expression for each variable is needed");
  Substitution phi;
  for (const AtomId x : s.over) {
    const Node n = map.at(atom(x).name);
    const Guarded e = parse_expression_at(s.g, n);
    // The former variables are constants in it, the new ones move; opened, it is defined at y*, so near y*.
    const Guarded of_y = e.opened().substitute(s.at.values());
    require_domain(s.g, of_y.domain_at(star), n);
    phi[x] = of_y.unproved();
    if (!is_smooth(phi[x], 1)) n.fail("not shown to be C^1");
    if (!is_zero((AtPoint(phi[x], star) - s.at_point(symbol(x))).poly())) n.fail("not shown to give the point");
  }
  if (invertible) {
    if (y.size() != s.over.size()) node.at("variables").fail("as many new variables as old ones are needed");
    std::vector<std::vector<AtPoint>> j;
    for (const AtomId x : s.over) {
      j.emplace_back();
      for (const AtomId v : y) j.back().push_back(AtPoint(derivative(phi[x], v), star));
    }
    prove_sign_within(s.g, leading_minors(j, node).back(), node.at("jacobian"), nonzero);
  }

  Frame next{s.f.substitute(phi), y, star, s.g, s.g.among_constants(), {}};  // what s says holds for constants, so for all y
  for (const auto& [v, e] : s.at.values())
    if (phi.count(v) == 0) next.at.give(v, e);
  prove(Setting::shown(std::move(next)), node.at("proof"));  // F(Phi(y*)) is F(s)
}

}  // namespace losscert::check
