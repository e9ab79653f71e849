#include "prove/sign/table.hpp"

#include <algorithm>

#include "prove/algebra/expressions.hpp"
#include "prove/sign/strategies.hpp"
#include "symbolic/abstract.hpp"

namespace losscert::prove::sign {

namespace {

using A = SignAttempt;

bool is_sum(const A& a) { return GiNaC::is_a<GiNaC::add>(a.canonical); }
bool is_written_sum(const A& a) { return GiNaC::is_a<GiNaC::add>(a.e); }
bool has_symbols(const A& a) { return !symbolic::symbols_of(a.canonical).empty(); }
bool has_abstract(const A& a) { return !symbolic::abstract_atoms(a.canonical).empty(); }
bool has_samples(const A& a) { return !a.context.samples().empty(); }
bool has_waves(const A& a) {
  const auto is_wave = [](const symbolic::Expr& f) { return has_head(f, symbolic::Head::Sin) || has_head(f, symbolic::Head::Cos); };
  const auto terms = summands(a.canonical);
  return std::any_of(terms.begin(), terms.end(), [&](const symbolic::Expr& t) {
    const auto factors = factors_of_product(t);
    return std::any_of(factors.begin(), factors.end(), [&](const auto& f) { return is_wave(f.first); });
  });
}
bool has_splits(const A& a) { return a.splits > 0; }
bool outside_cells(const A& a) { return !a.scope.small_cell; }
bool near_the_top(const A& a) { return a.scope.depth <= 2; }

bool for_zero(const A& a) { return a.wanted == kZero; }
bool for_signs(const A& a) { return a.wanted != kZero; }
bool for_nonzero(const A& a) { return a.wanted == kNonzero; }
bool for_positive(const A& a) { return (a.wanted & kPositive) && !(a.wanted & kZero); }
bool for_one_side(const A& a) { return a.wanted != kNonzero && a.wanted != 0; }
bool for_something(const A& a) { return a.wanted != 0; }

// Factoring a long expression costs more than making it shorter by the equations of the context.
bool is_long(const A& a) { return is_sum(a) && a.canonical.nops() > 12; }
bool is_short(const A& a) { return !is_long(a); }
bool outside_cells_or_for_zero(const A& a) { return outside_cells(a) || for_zero(a); }

template <bool (*... conditions)(const A&)>
constexpr auto when = all_of<A, conditions...>;

}  // namespace

const std::vector<SignStrategy>& table() {
  static const std::vector<SignStrategy> rows = {
      {"known", known, Cost::Instant},
      {"enclosure", enclosure, Cost::Instant},
      {"scaled-relation", scaled_relation, Cost::Cheap},
      {"exp-difference", exp_difference, Cost::Cheap, has_symbols},
      {"arctan-difference", arctan_difference, Cost::Cheap, has_symbols},
      {"logarithms", logarithms, Cost::Cheap, when<has_symbols, sums_logarithms>, {{"logarithms-and-rest"}}},
      {"logarithms-and-rest", logarithms, Cost::Cheap, when<has_symbols, sums_logarithms_and_rest>, {{"logarithms-and-rest"}}},
      {"exp-tangent", exp_tangent, Cost::Cheap, has_symbols},
      {"root", root, Cost::Cheap, has_symbols},
      {"root-and-rest", root_and_rest, Cost::Moderate, when<for_one_side, outside_cells, is_sum, has_symbols>, {{"root-and-rest"}, {"contradiction"}}},
      {"substitution", substitution, Cost::Cheap},
      {"rewriting-long", rewriting, Cost::Moderate, when<is_long, outside_cells>},
      {"written-factors", written_factors, Cost::Cheap},
      {"factors", factors, Cost::Moderate},
      // An exponential that all terms share is taken out once: what is left may be seen to share another one, and so on.
      {"shared-exponential", shares_an_exponential, Cost::Moderate, nullptr, {{"shared-exponential"}}},
      {"contradicted-zero", contradicted_zero, Cost::Moderate, when<outside_cells, for_nonzero>},
      {"squared-relation", squared_relation, Cost::Moderate, when<outside_cells, is_sum>, {{"squared-relation"}}},
      {"pieces", pieces, Cost::Moderate},
      {"rewriting", rewriting, Cost::Moderate, when<is_short, outside_cells_or_for_zero>},
      {"known-roots", known_roots, Cost::Moderate, when<outside_cells, has_symbols>, {{"known-roots"}}},
      {"sine-and-cosine", sine_and_cosine, Cost::Cheap, for_nonzero},
      {"exchanged-squares", exchanged_squares, Cost::Cheap, nullptr, {{"exchanged-squares"}}},
      // That something is zero is shown by identities, not by estimates; these two are too slow to be asked for on the way to something else.
      {"linear-equations", linear_equations, Cost::Costly, when<for_zero, near_the_top, outside_cells>, {{"linear-equations"}}},
      {"equations", equations, Cost::Costly, when<for_zero, near_the_top, outside_cells, has_samples>, {{"equations", 2}}},
      {"opposite-zero", opposite, Cost::Costly, when<for_zero, near_the_top, outside_cells, has_splits, has_symbols>, {{"opposite-zero"}, {"opposite"}, {"contradiction"}}},
      // In a small cell, enclosures and mean values do what sums could.
      {"structure", structure, Cost::Cheap, when<for_signs, outside_cells>},
      {"terms", terms, Cost::Moderate, when<for_signs, outside_cells>},
      {"relation-and-rest", relation_and_rest, Cost::Costly, when<for_signs, outside_cells>, {{"relation-and-rest", 2}, {"contradiction"}}},  // each relation is a branch
      {"bounded-waves", bounded_waves, Cost::Moderate, when<for_signs, for_one_side, outside_cells, has_symbols, has_waves>, {{"bounded-waves"}}},
      {"property-and-rest", property_and_rest, Cost::Moderate, when<for_signs, outside_cells>},
      {"kept-squares", kept_squares, Cost::Moderate, when<for_signs, outside_cells, is_written_sum>, {{"kept-squares"}, {"completed-square"}}},
      {"vanishing-squares", vanishing_squares, Cost::Moderate, when<for_positive, outside_cells, has_splits>, {{"vanishing-squares"}}},
      {"completed-square", completed_square, Cost::Moderate, when<for_signs, outside_cells>, {{"kept-squares"}, {"completed-square"}}},
      {"exchanged-logarithm", exchanged_logarithm, Cost::Moderate, when<for_signs, for_one_side, outside_cells, has_samples>, {{"exchanged-logarithm"}}},
      {"separated-variables", separated_variables, Cost::Moderate, when<for_signs, outside_cells, has_samples, is_sum>, {{"separated-variables"}}},
      {"sum-of-squares", sum_of_squares, Cost::Costly, when<for_signs, for_one_side, outside_cells, near_the_top, has_splits, has_samples, has_symbols>, {{"sum-of-squares", 3}, {"contradiction"}}},
      {"convex-summands", convex_summands, Cost::Costly, when<for_signs, for_one_side, outside_cells, near_the_top, has_splits, has_samples, has_symbols>, {{"convex-summands"}, {"contradiction"}}},
      {"abstract-difference", abstract_difference, Cost::Moderate, when<for_signs, has_abstract>, {{"abstract-difference"}}},
      {"mean-value", mean_value, Cost::Moderate, for_signs, {{"mean-value"}}},
      {"line", line, Cost::Costly, when<for_signs, outside_cells, has_splits, has_samples>, {{"line"}, {"mean-value"}}},
      {"cases", cases, Cost::Costly, when<for_signs, outside_cells, has_splits>},
      {"partition", partition, Cost::Costly, when<for_signs, for_something, outside_cells, has_splits, has_samples>},
      {"opposite", opposite, Cost::Costly, when<for_signs, for_something, near_the_top, outside_cells, has_splits, has_symbols>, {{"opposite"}, {"opposite-zero"}, {"contradiction"}}},
  };
  return rows;
}

const std::vector<const char*>& without_samples() {
  static const std::vector<const char*> names = {"substitution", "written-factors", "factors", "shared-exponential", "terms"};
  return names;
}

}  // namespace losscert::prove::sign
