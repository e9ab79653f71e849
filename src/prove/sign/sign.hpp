// TRANSITION: the sign search as those who do not hand over goals yet know it.
#pragma once
#include <functional>
#include <memory>

#include "prove/algebra/expressions.hpp"
#include "prove/goal/search.hpp"
#include "support/deadline.hpp"
#include "support/temporarily.hpp"

namespace losscert::prove {

class SignSearch {
public:
  explicit SignSearch(const Options& options);
  explicit SignSearch(Search& whole) : whole_(whole) {}

  SignProof search(const Context& g, const Expr& e, Signs wanted, int splits = 2) { return whole_.sign({g, e, wanted, splits, scope_}); }
  using Leaf = std::function<std::optional<Json>(const Context&, bool& hopeless)>;
  std::optional<Json> cover(const Context& g, const Symbol& v, int depth, const Leaf& leaf);
  std::optional<Json> contradiction(const Context& g, bool at_once = false);
  std::optional<Json> piece(const Context& g, const Expr& z, Signs& sign);
  unsigned bits_used() const { return whole_.bits_used(); }
  void remark(std::string text) { remark_ = std::move(text); }
  const std::string& remark() const { return remark_; }
  Search& whole() { return whole_; }
  const Scope& scope() const { return scope_; }

private:
  std::unique_ptr<Search> own_;
  Search& whole_;
  Scope scope_;
  std::string remark_;
};

}  // namespace losscert::prove
