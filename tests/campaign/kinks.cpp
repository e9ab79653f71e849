// Functions with kinks at the point: |q| and relu(q) in random coordinates, with terms of higher order that cannot matter, or do.
#include "coordinates.hpp"

namespace losscert::test {

namespace {

std::string times(long c, const std::string& f) { return std::to_string(c) + "*" + f; }
std::string absolute(const Coordinates& c, std::size_t k) { return "abs(" + c.text(c[k]) + ")"; }
std::string relu(const Coordinates& c, std::size_t k, bool minus = false) { return "relu(" + std::string(minus ? "-" : "") + c.text(k) + ")"; }
std::string power(const std::string& f, long p) { return p == 1 ? f : f + "^" + std::to_string(p); }

Planted finish(std::string sort, const Coordinates& c, const std::string& f, const Truth& truth) {
  return {std::move(sort), head(c, f), c.at(), claims_about(truth)};
}

// a|q_1| (+ b|q_2| or b q_2^2m) + terms of order 2 that |.| outweighs; with one sign turned it falls where the others vanish.
Planted absolute_values(Draw& draw) {
  const Coordinates c(draw, static_cast<std::size_t>(draw.between(1, 2)));
  const bool turned = draw.coin();
  std::string f = times(draw.between(1, 3), absolute(c, 0));
  if (c.size() == 1) {
    f = (turned ? "-" : "") + f + " - " + times(draw.between(1, 5), c.text(0) + "^2");
    return finish(turned ? "minus |q|" : "|q| - c q^2", c, f, {known(!turned), known(!turned), Known::No, turned ? Known::Yes : Known::Nothing});
  }
  const bool second = draw.coin();
  const std::string q2 = second ? absolute(c, 1) : c.text(1) + "^" + std::to_string(2 * draw.between(1, 2));
  f += (turned ? " - " : " + ") + times(draw.between(1, 3), q2) + (draw.coin() ? " + " : " - ") + c.text(0) + "*" + c.text(1);
  // |q_1| +- q_1 q_2 >= |q_1|/2 near the point: strict if the second term is positive; along q_1 = 0 the second term alone.
  return finish(std::string("|q_1| ") + (turned ? "-" : "+") + (second ? " |q_2|" : " an even power"), c, f,
                {known(!turned), known(!turned), Known::No, Known::Nothing});
}

// a relu(q_1)^p +- b relu(-q_1)^r: each side has its own order.
Planted two_sides(Draw& draw) {
  const Coordinates c(draw, 1);
  const long p = draw.between(1, 5), r = draw.between(1, 5), which = draw.between(0, 2);
  const std::string right = times(draw.between(1, 3), power(relu(c, 0), p)), left = times(draw.between(1, 3), power(relu(c, 0, true), r));
  if (which == 0) return finish("two sides up", c, right + " + " + left, {Known::Yes, Known::Yes, Known::No, Known::No});
  if (which == 1) return finish("one side up, one down", c, right + " - " + left, {Known::No, Known::No, Known::Nothing, Known::Yes});
  return finish("one side up, one flat", c, right, {Known::Yes, Known::No, Known::No, Known::No});
}

// relu(q_1)^p + b q_2^2m: flat for q_1 <= 0, q_2 = 0. Minus c relu(-q_1)^r it falls there.
Planted half_valley(Draw& draw) {
  const Coordinates c(draw, 2);
  const bool turned = draw.coin();
  std::string f = times(draw.between(1, 3), power(relu(c, 0), draw.between(1, 3))) + " + " +
                  times(draw.between(1, 3), c.text(1) + "^" + std::to_string(2 * draw.between(1, 2)));
  if (turned) f += " - " + power(relu(c, 0, true), draw.between(2, 4));
  return finish(turned ? "half valley with a fall" : "half valley", c, f, {known(!turned), Known::No, turned ? Known::Nothing : Known::No, known(turned)});
}

// max(a q_1, -b q_1) + c q_2^2m, and min: max(a t, -b t) > 0 off 0.
Planted maximum_of_planes(Draw& draw) {
  const Coordinates c(draw, 2);
  const bool upper = draw.coin();
  const std::string f = std::string(upper ? "max(" : "min(") + times(draw.between(1, 3), c.text(0)) + ", " + times(-draw.between(1, 3), c.text(0)) + ") + " +
                        c.text(1) + "^" + std::to_string(2 * draw.between(1, 2));
  return finish(upper ? "maximum of planes" : "minimum of planes", c, f, {known(upper), known(upper), Known::No, known(!upper)});
}

}  // namespace

std::vector<NamedFamily> kink_families() {
  return {{"absolute values", absolute_values}, {"two sides", two_sides}, {"half valley", half_valley}, {"maximum of planes", maximum_of_planes}};
}

}  // namespace losscert::test
