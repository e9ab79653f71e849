// The common part of text and LaTeX: an expression as a sorted sum of signed fractions. The order depends on the text of the parts only.
#pragma once
#include <unordered_map>

#include "symbolic/stored.hpp"

namespace losscert::symbolic::detail {

struct PowerLayout {
  Expr base;
  GiNaC::numeric exponent;  ///< > 0
  std::string key;          ///< text of the power
};

/// One summand: sign * numerator/denominator * product over / product under.
struct TermLayout {
  bool negative = false;
  GiNaC::numeric coefficient;  ///< > 0, or 0 for the number 0
  std::vector<PowerLayout> over, under;
  std::string text;            ///< without the sign
};

/// Lays out expressions and remembers them.
class Layout {
public:
  /// The summands of e, sorted; constants last.
  const std::vector<TermLayout>& terms(const Expr& e);
  std::string text(const Expr& e);
  std::size_t size() const { return terms_; }  ///< terms remembered

private:
  TermLayout term(const Expr& e, const GiNaC::numeric& coefficient);  ///< of coefficient * e
  void add_factor(TermLayout& t, const Expr& e);
  void add_power(TermLayout& t, Expr base, const GiNaC::numeric& exponent);
  std::string power_text(const Expr& base, const GiNaC::numeric& exponent);

  std::unordered_map<Expr, std::vector<TermLayout>, ExprHash, ExprEqual> done_;
  std::size_t terms_ = 0;
};

}  // namespace losscert::symbolic::detail
