// Hints computed once per expression. One object for a whole search; nothing depends on its order.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "symbolic/expr.hpp"

namespace losscert::prove {

template <class Value>
class Memo {
public:
  template <class Compute>
  const Value& get(const symbolic::Expr& e, const Compute& compute) {
    const auto it = values_.find(e);
    return it != values_.end() ? it->second : values_.emplace(e, compute(e)).first->second;
  }

private:
  std::map<symbolic::Expr, Value, GiNaC::ex_is_less> values_;
};

struct Caches {
  Memo<std::vector<std::pair<symbolic::Expr, int>>> factors;
  Memo<symbolic::Expr> enclosure_forms;
  std::map<std::string, Memo<symbolic::Expr>> derivatives;  ///< by the variable's name
};

}  // namespace losscert::prove
