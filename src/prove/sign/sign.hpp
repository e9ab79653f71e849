// Search for sign proofs (src/check/FORMAT.md, section 5.1): G |- e : S.
#pragma once
#include <bit>
#include <functional>
#include <nlohmann/json.hpp>

#include "prove/algebra/expressions.hpp"
#include "prove/goal/search.hpp"
#include "prove/proof/sign.hpp"
#include "support/deadline.hpp"
#include "support/temporarily.hpp"

namespace losscert::prove {

class SignSearch {
public:
  explicit SignSearch(const Options& options) : options_(options) {}

  /// The narrowest sign set that the search finds; it stops once it lies within `wanted`, and gives up at once where samples contradict `wanted`.
  /// `splits` bounds nested case distinctions.
  SignProof search(const Context& g, const Expr& e, Signs wanted, int splits = 2);

  /// One cell: a proof for it, or nothing; `hopeless` if smaller cells would not help either.
  using Leaf = std::function<std::optional<Json>(const Context&, bool& hopeless)>;
  /// Covers the range of v in g by cells, halved at most `depth` times (rule `partition`), and beside known points that g excludes by cases.
  std::optional<Json> cover(const Context& g, const Symbol& v, int depth, const Leaf& leaf);

  /// {"rule": "absurd"} if the relations of g are found to contradict each other; `at_once`: by enclosures and assumptions alone.
  std::optional<Json> contradiction(const Context& g, bool at_once = false);

  /// Evidence that z has a strict sign, for `pieces`; empty if none is found.
  std::optional<Json> piece(const Context& g, const Expr& z, Signs& sign);

  /// While it lives: v ranges over a small cell of g, where the search keeps to enclosures and mean values.
  class Cell {
  public:
    Cell(SignSearch& search, const Context& g, const Symbol& v);
    ~Cell() { search_.in_small_cell_ = before_; }
    Cell(const Cell&) = delete;
    Cell& operator=(const Cell&) = delete;

  private:
    SignSearch& search_;
    bool before_;
  };

  /// The highest precision that any enclosure needed.
  unsigned bits_used() const { return bits_used_; }

  /// What came closest, for the reason of an open claim.
  void remark(std::string text) { remark_ = std::move(text); }
  const std::string& remark() const { return remark_; }

private:
  /// One search: what is sought and the best found so far.
  struct Attempt {
    Expr form;       ///< e as it came
    Expr canonical;  ///< its canonical form
    Signs wanted;
    SignProof best;

    /// Takes a proof if it is narrower, or both where only the two together reach the goal; true if the goal is reached.
    bool offer(Signs s, Json node) {
      if (best.found() && (best.signs & ~wanted) && (s & ~wanted) && (s & best.signs & ~wanted) == 0)
        best = both(s, node);
      else if (!best.found() || std::popcount(s) < std::popcount(best.signs))
        best = {s, std::move(node)};
      return best.within(wanted);
    }
    SignProof both(Signs s, const Json& node) const;
    bool offer(const SignProof& p) { return p.found() && offer(p.signs, p.node); }
  };
  SignProof product(const Context& g, const std::vector<std::pair<Expr, int>>& factors);
  SignProof sum(const Context& g, const std::vector<Expr>& terms);
  bool by_enclosure(const Context& g, Attempt& a);
  bool by_assumption(const Context& g, Attempt& a);
  bool by_scaled_assumption(const Context& g, Attempt& a);
  bool by_monotony(const Context& g, Attempt& a);
  bool by_logarithms(const Context& g, Attempt& a);
  bool by_exp_tangent(Attempt& a);
  bool by_exchanged_logarithm(const Context& g, Attempt& a);
  bool by_separation(const Context& g, Attempt& a);
  bool by_substitution(const Context& g, Attempt& a, int splits);
  bool by_pieces(const Context& g, Attempt& a, int splits);
  bool by_factors(const Context& g, Attempt& a);
  bool by_squared_relation(const Context& g, Attempt& a);
  bool by_structure(const Context& g, Attempt& a);
  bool by_pythagoras(const Context& g, Attempt& a, int splits);
  bool by_rewriting(const Context& g, Attempt& a, int splits);
  bool by_terms(const Context& g, Attempt& a);
  bool by_kept_squares(const Context& g, Attempt& a);
  bool by_relation_and_rest(const Context& g, Attempt& a);
  bool by_property_and_rest(const Context& g, Attempt& a);
  bool by_completed_square(const Context& g, Attempt& a);
  bool by_mean_value(const Context& g, Attempt& a);
  bool by_line(const Context& g, Attempt& a);
  bool by_equations(const Context& g, Attempt& a, int splits);
  bool by_linear_equations(const Context& g, Attempt& a);
  bool by_contradicted_zero(const Context& g, Attempt& a);
  bool by_vanishing_squares(const Context& g, Attempt& a);
  bool by_cases(const Context& g, Attempt& a, int splits);
  bool by_partition(const Context& g, Attempt& a);

  Options options_;
  std::string remark_;
  int depth_ = 0, relations_used_ = 0, equations_used_ = 0;
  unsigned bits_used_ = 0;
  bool squares_kept_ = false, in_mean_value_ = false, in_small_cell_ = false, in_line_ = false, squares_exchanged_ = false, in_logarithms_ = false, logarithms_exchanged_ = false, in_separation_ = false, in_square_ = false, in_linear_equations_ = false, in_vanishing_squares_ = false, shared_taken_out_ = false;
  // Hints computed once per expression.
  const std::vector<std::pair<Expr, int>>& factors_of(const Expr& e);
  const Expr& form_of(const Expr& e);
  const Expr& derivative_of(const Expr& e, const Symbol& v);
  std::map<Expr, std::vector<std::pair<Expr, int>>, GiNaC::ex_is_less> factors_;
  std::map<Expr, Expr, GiNaC::ex_is_less> forms_;
  std::map<std::string, std::map<Expr, Expr, GiNaC::ex_is_less>> derivatives_;
};

}  // namespace losscert::prove
