// What the sentences of a proof speak of: expressions worked out again from the certificate, and the signs that follow from its steps (FORMAT.md, section 5).
//
// For readers only: the checker has decided. Where something cannot be worked out here, or would be too large, it is left out of the sentence.
#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "claim/claim.hpp"
#include "interval/enclosure.hpp"

namespace losscert::report {

using claim::Expr;
using claim::Relation;
using claim::Substitution;
using claim::Symbol;
using Json = nlohmann::json;
using Known = std::optional<Expr>;  ///< an expression, if it could be worked out

/// A set of possible signs.
using Signs = unsigned;
constexpr Signs kNegative = 1, kZero = 2, kPositive = 4, kAnySign = 7, kNoPoint = 0;
Signs signs_of(symbolic::Rel rel);
Signs signs_of(const interval::Interval& x);
Signs opposite(Signs s);
Signs sum_of(Signs a, Signs b);
Signs product_of(Signs a, Signs b);
Signs power_of(Signs s, int power);
std::string relation_text(Signs s);  ///< "> 0", ">= 0", "!= 0"; empty if nothing is known

/// An expression of a certificate; nothing if it is none.
Known expression(const std::string& text, const std::vector<symbolic::Abstract>& functions);

/// The decimals of a constant as a certificate has it; empty for short rationals and what is no constant.
std::string decimals_of(const std::string& constant, const claim::Instance& i);

/// An expression with sigmoid, tanh, softplus and abs where the case has them, as text: at most `most` terms, the number of the others told.
std::string shown(const Expr& e, const std::set<std::string>& functions, std::size_t most = 12);

/// Work for the reader's benefit is bounded, by counts: the same report on every machine.
struct Effort {
  std::size_t nodes = 4000, expressions = 20000;
};

/// Context, point and function of a node.
class Situation {
public:
  struct Given {
    Relation relation;
    std::string words;  ///< as written, empty: as the relation stands
  };

  Situation(const claim::Instance& i, const std::set<std::string>& functions, interval::Box roots, unsigned bits, std::shared_ptr<Effort> effort)
      : instance_(&i), functions_(&functions), roots_(std::move(roots)), bits_(bits), effort_(std::move(effort)) {}

  Known read(const std::string& text) const;
  Known read_at_point(const std::string& text) const;  ///< the point put in
  /// f(), unless it throws, is too large, or the effort is spent.
  template <class F>
  Known work(F f) const {
    if (effort_->expressions == 0) return std::nullopt;
    --effort_->expressions;
    try {
      return f();
    } catch (const std::exception&) {
      return std::nullopt;
    }
  }
  Known put_point(const Known& e) const;
  Known derivative(const Known& e, const std::string& variable) const;

  std::string text(const Expr& e, std::size_t most = 12) const { return shown(e, *functions_, most); }
  bool may_go_on() const;  ///< one more node

  void assume(const Relation& r, const std::string& words = "");
  Situation with(const Relation& r) const;
  Situation substituted(const Symbol& v, const Expr& by) const;
  Situation without(const Symbol& v) const;
  /// relu(z) and step(z) replaced by what they are for this sign of z: in the function, or in e.
  static Known resolved(const Known& e, const Expr& z, Signs sign);

  /// The relation of the context that e is a multiple of, and the signs that it leaves e; null if there is none.
  const Given* matching(const Expr& e, Signs& signs) const;
  Signs enclosed(const Expr& e) const;
  interval::Box box() const;

  Known function;       ///< nothing: not worked out
  Substitution at;
  std::vector<Given> given;
  const claim::Instance& instance() const { return *instance_; }
  const std::set<std::string>& functions() const { return *functions_; }
  unsigned bits() const { return bits_; }

private:
  const claim::Instance* instance_;
  const std::set<std::string>* functions_;
  interval::Box roots_;
  unsigned bits_;
  std::shared_ptr<Effort> effort_;
};

}  // namespace losscert::report
