// Expressions compiled to straight-line programs over intervals.
#include <algorithm>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <tuple>
#include <unordered_map>

#include "interval/impl.hpp"
#include "interval/operations.hpp"
#include "symbolic/abstract.hpp"
#include "symbolic/stored.hpp"

namespace losscert::interval {
namespace {

using symbolic::Expr;
using symbolic::Head;

struct Instruction {
  Head head{};
  std::vector<std::size_t> arguments;  // earlier registers
  std::string name;                    // Symbol, Abstract
  GiNaC::numeric value;                // Number
  long p = 1;                          // Power: p/q
  unsigned long q = 1;
  std::optional<GiNaC::numeric> lo, hi;  // Abstract: bounds of its values
};

// Equal subexpressions share a register. Summands and factors are taken in the order of a fingerprint of names, numbers and structure: GiNaC's own order differs from
// run to run, and with it the last bits of the enclosures.
class Compiler {
public:
  std::size_t compile(const Expr& e) {
    if (const auto found = registers_.find(e); found != registers_.end()) return found->second;
    Instruction i;
    i.head = symbolic::head(e);
    switch (i.head) {
      case Head::Number: i.value = GiNaC::ex_to<GiNaC::numeric>(e); break;
      case Head::Symbol: i.name = GiNaC::ex_to<symbolic::Symbol>(e).get_name(); break;
      case Head::Power: {
        if (!GiNaC::is_exactly_a<GiNaC::numeric>(e.op(1))) throw std::domain_error("an exponent that is not a rational constant");
        const auto exponent = GiNaC::ex_to<GiNaC::numeric>(e.op(1));
        constexpr long limit = 1L << 30;
        if (!exponent.is_rational()) throw symbolic::InexactNumber("an inexact number in an exact expression");
        if (exponent.numer() > limit || exponent.numer() < -limit || exponent.denom() > limit) throw symbolic::TooLarge("an exponent beyond 2^30");
        i.arguments = {compile(e.op(0))};
        i.p = exponent.numer().to_long();
        i.q = static_cast<unsigned long>(exponent.denom().to_long());
        break;
      }
      default:
        for (std::size_t k = 0; k < e.nops(); ++k) i.arguments.push_back(compile(e.op(k)));
        if (i.head == Head::Sum || i.head == Head::Product)
          std::sort(i.arguments.begin(), i.arguments.end(), [&](std::size_t a, std::size_t b) { return fingerprints_[a] < fingerprints_[b]; });
        if (i.head == Head::Abstract) {
          i.name = symbolic::function_name(e);
          std::tie(i.lo, i.hi) = symbolic::bounds(symbolic::abstract_part(e));
        }
    }
    fingerprints_.push_back(fingerprint(i));
    program.push_back(std::move(i));
    registers_.emplace(e, program.size() - 1);
    return program.size() - 1;
  }

  std::vector<Instruction> program;

private:
  std::uint64_t fingerprint(const Instruction& i) const {
    std::uint64_t h = static_cast<std::uint64_t>(i.head) + 1;
    const auto mix = [&h](std::uint64_t x) {
      h = (h ^ x) * 0x9e3779b97f4a7c15ULL;
      h ^= h >> 32;
    };
    const auto mix_text = [&](const std::string& s) {
      for (const char c : s) mix(static_cast<unsigned char>(c));
    };
    for (const std::size_t a : i.arguments) mix(fingerprints_[a]);
    mix_text(i.name);
    if (i.head == Head::Number) {
      std::ostringstream text;
      text << i.value;
      mix_text(text.str());
    }
    mix(static_cast<std::uint64_t>(i.p));
    mix(i.q);
    return h;
  }

  std::unordered_map<Expr, std::size_t, symbolic::ExprHash, symbolic::ExprEqual> registers_;
  std::vector<std::uint64_t> fingerprints_;  // by register
};

}  // namespace

struct Tape::Impl {
  std::vector<Instruction> program;
  // Registers of the last precision used; those of constants stay filled. Not for use by two threads at once.
  mutable std::vector<Number> registers;
  mutable unsigned bits = 0;

  void prepare(unsigned wanted) const {
    if (bits == wanted) return;
    registers.clear();
    for (const Instruction& i : program) {
      registers.emplace_back(wanted);
      if (i.head == Head::Number) mpfi_set_q(registers.back().get(), Fraction(i.value).get());
    }
    bits = wanted;
  }

  Failure run(std::size_t k, const Box& box) const {
    const Instruction& i = program[k];
    Number& out = registers[k];
    const auto argument = [&](std::size_t j) -> const Number& { return registers[i.arguments[j]]; };
    const auto domain = [](bool defined) { return defined ? Failure::None : Failure::OutsideDomain; };
    switch (i.head) {
      case Head::Number: return Failure::None;
      case Head::Symbol:
        if (const auto found = box.find(i.name); found != box.end()) out.set(number_of(found->second));
        else out.set_whole_line();
        return Failure::None;
      case Head::Sum:
        out.set(argument(0));
        for (std::size_t j = 1; j < i.arguments.size(); ++j) add(out, out, argument(j));
        return Failure::None;
      case Head::Product:
        out.set(argument(0));
        for (std::size_t j = 1; j < i.arguments.size(); ++j) multiply(out, out, argument(j));
        return Failure::None;
      case Head::Power: return domain(i.q == 1 ? power(out, argument(0), i.p) : power(out, argument(0), i.p, i.q));
      case Head::Exp: exp(out, argument(0)); return Failure::None;
      case Head::Log: return domain(log(out, argument(0)));
      case Head::Sin: sin(out, argument(0)); return Failure::None;
      case Head::Cos: cos(out, argument(0)); return Failure::None;
      case Head::Arctan: arctan(out, argument(0)); return Failure::None;
      case Head::Relu: relu(out, argument(0)); return Failure::None;
      case Head::Step: return step(out, argument(0)) ? Failure::None : Failure::Kink;
      case Head::Abstract: out.set(number_of(Interval(i.lo, i.hi, bits))); return Failure::None;
    }
    throw std::logic_error("tape: unknown instruction");
  }
};

Tape::Tape(const Expr& e) : p_(std::make_unique<Impl>()) {
  Compiler c;
  c.compile(e);
  p_->program = std::move(c.program);
}
Tape::~Tape() = default;
Tape::Tape(Tape&&) noexcept = default;
std::size_t Tape::size() const { return p_->program.size(); }

Value Tape::operator()(const Box& box, unsigned bits) const {
  p_->prepare(bits);
  for (std::size_t k = 0; k < p_->program.size(); ++k)
    if (const Failure f = p_->run(k, box); f != Failure::None) return {std::nullopt, f};
  return {to_interval(p_->registers.back()), Failure::None};
}

Value enclose(const Expr& e, const Box& box, unsigned bits) {
  static auto& known = *new symbolic::Memo<Tape>(1000);
  if (const Tape* found = known.find(e)) return (*found)(box, bits);
  return known.keep(e, Tape(e))(box, bits);
}

}  // namespace losscert::interval
