#include "prove/point/derivatives.hpp"

#include <algorithm>

namespace losscert::prove {

namespace {

/// By function, then by variables. A search for a witness meets very many functions: only the last ones are kept.
class Known {
public:
  std::shared_ptr<Derivatives> of(const Expr& f, const std::vector<Symbol>& over) {
    auto& same = by_function_[f];
    for (const auto& d : same)
      if (std::equal(over.begin(), over.end(), d->over().begin(), d->over().end(), [](const Symbol& a, const Symbol& b) { return a.is_equal(b); })) return d;
    auto fresh = std::make_shared<Derivatives>(f, over);
    if (by_function_.size() > kMost) {
      by_function_.clear();
      by_function_[f].push_back(fresh);
    } else {
      same.push_back(fresh);
    }
    return fresh;
  }

private:
  static constexpr std::size_t kMost = 64;
  std::map<Expr, std::vector<std::shared_ptr<Derivatives>>, GiNaC::ex_is_less> by_function_;
};

}  // namespace

const Expr& Derivatives::gradient(std::size_t k) {
  auto it = gradient_.find(k);
  if (it == gradient_.end()) it = gradient_.emplace(k, symbolic::derivative(f_, over_[k])).first;
  return it->second;
}

const Expr& Derivatives::hessian(std::size_t k, std::size_t l) {
  if (k > l) std::swap(k, l);
  auto it = hessian_.find({k, l});
  if (it == hessian_.end()) it = hessian_.emplace(std::pair{k, l}, symbolic::derivative(gradient(k), over_[l])).first;
  return it->second;
}

std::shared_ptr<Derivatives> derivatives_of(Search& search, const Expr& f, const std::vector<Symbol>& over) { return search.notes<Known>().of(f, over); }

}  // namespace losscert::prove
