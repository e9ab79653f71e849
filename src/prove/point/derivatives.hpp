// Derivatives of one function in given variables, computed when first asked for and kept as long as the search.
#pragma once
#include <map>
#include <memory>
#include <vector>

#include "prove/goal/search.hpp"

namespace losscert::prove {

class Derivatives {
public:
  Derivatives(Expr f, std::vector<Symbol> over) : f_(std::move(f)), over_(std::move(over)) {}
  const Expr& function() const { return f_; }
  const std::vector<Symbol>& over() const { return over_; }
  const Expr& gradient(std::size_t k);
  const Expr& hessian(std::size_t k, std::size_t l);

private:
  Expr f_;
  std::vector<Symbol> over_;
  std::map<std::size_t, Expr> gradient_;
  std::map<std::pair<std::size_t, std::size_t>, Expr> hessian_;
};

/// Those of f, the same object each time that f and `over` are the same.
std::shared_ptr<Derivatives> derivatives_of(Search& search, const Expr& f, const std::vector<Symbol>& over);

}  // namespace losscert::prove
