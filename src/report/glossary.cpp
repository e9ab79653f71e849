// The words of the reports, explained: the rules of the certificate format (FORMAT.md has their arguments in full) and the words of the table of evidence.
#include <algorithm>

#include "report/page.hpp"

namespace losscert::report {

const std::vector<RuleWords>& rule_words() {
  static const std::vector<RuleWords> all = {
      {"zero", "5.1", "The expression is identically 0: its canonical form is, denominators cleared and constants decided exactly."},
      {"interval", "5.1", "The expression, or an equal form of it, is evaluated over the ranges of its symbols with outward rounding: the result encloses all its values."},
      {"assumption", "5.1", "The expression is a rational multiple of one side of what is assumed, or of what holds in the case at hand."},
      {"exp", "5.1", "An exponential is positive."},
      {"property", "5.1", "The properties of the class hold for every function of it, at every point."},
      {"relu", "5.1", "relu(z) = max(0, z) is never negative."},
      {"exp-difference", "5.1", "exp is strictly increasing, so exp(p) - exp(q) has the sign of p - q."},
      {"sum", "5.1", "A sum of terms that are not negative is not negative, and positive if one of them is; and so for the other signs."},
      {"product", "5.1", "The sign of a product is the product of the signs; even powers are not negative."},
      {"square", "5.1", "An even power is not negative."},
      {"inverse", "5.1", "A number and its inverse have the same sign."},
      {"rewrite", "5.1", "A multiple of what is assumed to be 0 may be subtracted."},
      {"substitute", "5.1", "Where v = by is assumed, v is replaced by it everywhere."},
      {"pieces", "5.1", "relu(z) is z where z is not negative, and 0 where it is not positive."},
      {"cases", "5.1", "An expression is negative, zero or positive: what holds in each case holds."},
      {"partition", "5.1", "The range of a variable is cut into intervals that cover it."},
      {"absurd", "5.1", "What is assumed of an expression contradicts its sign: there is no such point."},
      {"logarithms", "5.1", "The logarithm is strictly increasing: log(A) - log(B) has the sign of A - B."},
      {"root", "5.1", "A root is 0 or positive where what is under it is."},
      {"arctan-difference", "5.1", "arctan is strictly increasing and odd."},
      {"convex", "5.1", "A convex function lies above its tangents, a concave one below."},
      {"mean-value", "5.1", "f(x) - f(y) = f'(z)(x - y) for some z between x and y."},
      {"from-infinity", "5.1", "f(x) is the limit of f at the end plus the integral of its slope from there."},
      {"multiplier", "5.2", "Where all partial derivatives are 0 every combination of them is 0. One that is not 0 there excludes the point."},
      {"one-sided", "5.2", "Where all partial derivatives of a differentiable function are 0, so are its one-sided derivatives; where one of these is negative, lower values are as close as one likes."},
      {"curvature", "5.2", "At a local minimum of a C^2 function no second derivative along a direction is negative."},
      {"indefinite", "5.2", "A symmetric matrix of order 2 with negative determinant is negative in some direction."},
      {"curve", "5.2", "Along a curve x(t) from the point with F(x(t)) = F(x(0)) + c t^m + o(t^m), c < 0, the values are lower as close to the point as one likes."},
      {"coordinates", "5.2 and 5.3", "A change of coordinates, continuous (for minima: one to one near the point), carries the statement over."},
      {"lower-bound", "5.3", "The value at the point is a lower bound of the function: everywhere, or within a radius."},
      {"definite", "5.3", "The gradient is 0 and the Hessian positive definite at the point: a strict local minimum."},
      {"definite-box", "5.3", "The gradient is 0 at the point and the Hessian positive definite on a whole box about it: a strict local minimum with that radius."},
      {"fibrewise", "5.3", "The gradient is 0 along a flat set through the point, so the function is constant there, and the Hessian is positive definite across it: Taylor's formula from the nearest point of the set."},
      {"leading-form", "5.3", "The terms of lowest (weighted) degree in the displacement form a positive definite form, which outweighs all others near the point."},
      {"lemma", "5.5", "A claim of the case that stands above and is proved in the same certificate is used, for values for which its hypotheses hold."},
      {"slice", "5.3", "The function is constant along vector fields whose flows carry every point near the point onto the slice across them: a minimum on the slice is one in full."},
      {"minorant", "5.3", "A function that never exceeds F and equals it at the point has a local minimum there: so has F."},
  };
  return all;
}

const RuleWords* words_of_rule(const std::string& rule) {
  const auto& all = rule_words();
  const auto found = std::find_if(all.begin(), all.end(), [&](const RuleWords& w) { return rule == w.rule; });
  return found == all.end() ? nullptr : &*found;
}

const std::vector<std::pair<std::string, std::string>>& glossary() {
  static const std::vector<std::pair<std::string, std::string>> all = {
      {"PROVED", "a certificate of exactly this claim has been accepted by the independent checker"},
      {"REFUTED", "a certificate of its negation has been accepted"},
      {"UNDECIDED", "neither; the reason is told. Nothing is concluded from it"},
      {"as expected", "the verdict is the one that the case file expects"},
      {"witness", "values for which all assumptions hold and the claim fails"},
      {"radius", "in the maximum norm: within it no value is lower than at the point"},
      {"modulus", "a lower bound of the Hessian's smallest eigenvalue within the radius"},
      {"multiplier identity", "a combination of the partial derivatives that is never 0, which it would be at a critical point"},
      {"descent curve of order m", "a curve from the point along which the value falls like t^m"},
      {"negative curvature", "a direction in which the second derivative is negative"},
      {"fibrewise convexity", "constant along a flat set through the point, convex across it: a minimum that need not be strict"},
      {"definite leading form", "the lowest terms at the point form a positive definite form"},
      {"minorant that touches", "a function that lies below and equals the loss at the point, for instance its tangent in the outputs"},
      {"asymptotics along the path", "the terms that grow fastest, or stay, as eps tends to 0 from above"},
      {"exact identity", "both sides have the same canonical form, by exact arithmetic"},
      {"interval evaluation", "an enclosure of all values, rounded outward"},
      {"signs by ...", "the sign is put together from signs of parts, by the rules named"},
      {"relu(z), step(z)", "max(0, z), and its derivative: 1 for z > 0, 0 for z < 0"},
      {"cells", "the range of a variable is cut into so many intervals, each with a proof of its own"},
  };
  return all;
}

}  // namespace losscert::report
