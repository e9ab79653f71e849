// Building exact expressions with a count of what they cost, so that no case file can make one explode; and with the checks of constants
// that only building can make (division by zero, log of a constant that is not positive, exponents).
#pragma once
#include <set>
#include <string>
#include <vector>

#include "support/error.hpp"
#include "symbolic/abstract.hpp"
#include "symbolic/relation.hpp"

namespace losscert::objective {

using symbolic::Expr;
using symbolic::Symbol;

/// An expression; weight bounds the number of nodes of its tree (long numbers count more), depth its nesting.
struct Sized {
  Expr value;
  std::size_t weight = 1;
  int depth = 1;
};

/// p had to be positive (log), nonnegative (root), or nonzero (division), where it stands.
struct Obligation {
  Expr p;
  symbolic::Rel rel;  ///< p rel 0
  const char* what;   ///< "log of", "division by", "root of"
  int line;
};
/// Some of them, by their numbers.
using Obligations = std::set<std::size_t>;

class Arithmetic {
public:
  explicit Arithmetic(std::string file) : file_(std::move(file)) {}

  // Every operation throws InputError for what is undefined or too large; `line` is where it stands.
  Sized number(const GiNaC::numeric& q) const;
  Sized symbol(const Symbol& s) const { return {s, 1, 1}; }
  Sized add(const std::vector<Sized>& terms, int line) const;
  Sized multiply(const std::vector<Sized>& factors, int line) const;
  Sized negate(const Sized& a, int line) const { return multiply({number(-1), a}, line); }
  Sized subtract(const Sized& a, const Sized& b, int line) const { return add({a, negate(b, line)}, line); }
  Sized divide(const Sized& a, const Sized& b, int line);
  Sized power(const Sized& base, const Sized& exponent, int line);
  enum class Head { Exp, Log, Sin, Cos, Arctan, Relu };
  Sized apply(Head f, const Sized& z, int line);
  Sized apply(symbolic::Abstract f, int order, const Sized& z, int line) const;
  /// The size of an expression that was not built here.
  Sized measured(const Expr& e, int line) const;

  /// Every log, root and division so far whose argument is no constant.
  const std::vector<Obligation>& obligations() const { return obligations_; }

  /// While it lives, what arises is collected; at its end that is passed on to the one around it.
  class Collect {
  public:
    explicit Collect(Arithmetic& a) : arithmetic_(a), outer_(a.collecting_) { a.collecting_ = &own_; }
    ~Collect() {
      arithmetic_.collecting_ = outer_;
      arithmetic_.repeat(own_);
    }
    Collect(const Collect&) = delete;
    Collect& operator=(const Collect&) = delete;
    const Obligations& here() const { return own_; }

  private:
    Arithmetic& arithmetic_;
    Obligations* outer_;
    Obligations own_;
  };
  /// What a value needs that was built earlier.
  void repeat(const Obligations& known) {
    if (collecting_) collecting_->insert(known.begin(), known.end());
  }

  [[noreturn]] void fail(int line, const std::string& message) const { throw InputError(file_, line, message); }

private:
  Sized checked(Sized s, int line) const;
  void oblige(const Expr& p, symbolic::Rel rel, const char* what, int line);

  std::string file_;
  std::vector<Obligation> obligations_;
  Obligations* collecting_ = nullptr;
};

/// True if expanding e gives few terms (one-sided: like terms are not put together for the count), so that a test by the canonical form is quick.
bool expands_quickly(const Expr& e);

/// The number that e is; null if it is none.
const GiNaC::numeric* as_number(const Expr& e);

}  // namespace losscert::objective
