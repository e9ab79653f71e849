// Values and gradients in double precision, at one point or at thousands: hints, nothing here is trusted. An expression is compiled once: constants folded, common parts shared.
//
// Operands of sums and products are taken in an order that depends on what they say alone, so the rounding is the same in every run. NaN stands for undefined.
#pragma once
#include <cmath>
#include <memory>
#include <optional>

#include "prove/hints/samples.hpp"
#include "symbolic/abstract.hpp"
#include "symbolic/stored.hpp"

namespace losscert::prove {

/// Sum of the terms of an expression at a point, and of their sizes: what cancels is seen.
struct ApproxSum {
  double sum = 0, size = 0;
  bool defined() const { return std::isfinite(size); }  ///< every term is defined and finite
};

/// Not for use by two threads at once: it keeps its registers for the next call.
class Program {
public:
  /// What the values depend on: a symbol, or an abstract function, whose value is the number of an example (symbolic::set_examples).
  struct Input {
    std::string name;
    bool is_function = false;
  };

  /// The inputs are those symbols; other symbols and abstract functions are undefined. Throws std::domain_error for what is no core expression.
  Program(const std::vector<symbolic::Expr>& outputs, const std::vector<symbolic::Symbol>& inputs);
  /// The inputs are all symbols and abstract functions of the outputs.
  explicit Program(const std::vector<symbolic::Expr>& outputs);
  /// The outputs are the terms of e (e itself if it is no sum), in a fixed order.
  static Program of_terms(const symbolic::Expr& e);

  const std::vector<Input>& inputs() const { return inputs_; }
  std::size_t outputs() const { return outputs_.size(); }
  std::size_t registers() const { return kinds_.size(); }  ///< its size

  const std::vector<double>& values(const std::vector<double>& x);
  double value(const std::vector<double>& x) { return values(x).front(); }
  /// d output[k] / d inputs at the point of the last call of values(x). An example of a function is differentiated; the number of an example has derivative 0.
  std::vector<double> gradient(std::size_t k);

  /// At many points: x[i][p] is input i at point p. Gives output k at point p in out[k][p].
  void values(const std::vector<const double*>& x, std::size_t points, std::vector<std::vector<double>>& out);
  /// The outputs added up, at each of the points.
  void sums(const std::vector<const double*>& x, std::size_t points, std::vector<ApproxSum>& out);
  /// The same as values() for the derivatives of the output `k`: out[i][p] is that by input i at point p.
  void gradients(std::size_t k, const std::vector<const double*>& x, std::size_t points, std::vector<std::vector<double>>& out);

private:
  Program() = default;
  friend class Compiler;
  enum class Op : unsigned char { Sum, Product, Square, Inverse, Root, Power, Exp, Log, Sin, Cos, Arctan, Relu, Step, Abstract };
  struct Instruction {
    Op op;
    std::uint32_t target = 0, first = 0, count = 0;  ///< the register written; the arguments' registers are arguments_[first ..]
    double number = 0;                               ///< the constant term, the constant factor, the exponent
    symbolic::AbstractPart part{};                   ///< Abstract; its arguments are z and the number of the example
  };
  enum class Kind : unsigned char { Constant, Input, Computed };

  template <std::size_t W>
  struct Registers {
    std::vector<double> value, adjoint;  ///< W lanes a register
  };
  template <std::size_t W>
  Registers<W>& ready();
  template <std::size_t W>
  void forward(Registers<W>& r) const;
  template <std::size_t W>
  void backward(Registers<W>& r, std::size_t output) const;
  void load(const std::vector<const double*>& x, std::size_t from, std::size_t points);

  static constexpr std::size_t kLanes = 16;
  std::vector<Input> inputs_;
  std::vector<std::uint32_t> input_register_;  ///< one beyond the end: not used
  std::vector<Instruction> code_;
  std::vector<std::uint32_t> arguments_, outputs_;
  std::vector<Kind> kinds_;
  std::vector<double> constants_;  ///< by register
  Registers<1> one_;
  Registers<kLanes> many_;
  std::vector<double> out_;
};

/// Compiled programs of expressions met before, within bounds: what has not been asked for the longest goes first.
class Programs {
public:
  /// At most so many registers in all.
  explicit Programs(std::size_t most = std::size_t{1} << 19) : most_(most) {}

  /// The terms of e, one output a term (e itself if it is no sum), in a fixed order. Throws std::domain_error for what is no core expression.
  std::shared_ptr<Program> terms(const symbolic::Expr& e);

  /// The value at a point, by names; nothing where it is undefined or not finite. A function without a number counts as its first example.
  std::optional<double> value(const symbolic::Expr& e, const Sample& at);
  /// The terms added up; nothing where a term is undefined or not finite.
  std::optional<ApproxSum> sum(const symbolic::Expr& e, const Sample& at);
  /// The same at the points from <= k < to of s, undefined ones included.
  std::vector<ApproxSum> sums(const symbolic::Expr& e, const Samples& s, std::size_t from, std::size_t to);

private:
  using Generation = std::unordered_map<symbolic::Expr, std::shared_ptr<Program>, symbolic::ExprHash, symbolic::ExprEqual>;
  Generation recent_, old_;
  std::size_t most_, in_recent_ = 0;
};

/// The programs of this process.
Programs& programs();

inline std::optional<double> approx_value(const symbolic::Expr& e, const Sample& at) { return programs().value(e, at); }
inline std::optional<ApproxSum> approx_sum(const symbolic::Expr& e, const Sample& at) { return programs().sum(e, at); }

}  // namespace losscert::prove
