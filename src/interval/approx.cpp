// Values in double precision, for guesses: nothing rigorous depends on them.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>

#include "interval/enclosure.hpp"
#include "symbolic/abstract.hpp"
#include "symbolic/stored.hpp"

namespace losscert::interval {
namespace {

using symbolic::Expr;
using symbolic::Head;
using At = std::map<std::string, double>;

struct Step {
  Head head{};
  std::uint32_t first = 0, count = 0;  // in `arguments`
  double value = 0;                    // a number; the exponent of a power
  std::string name;                    // a symbol, an abstract function
  symbolic::Abstract function = nullptr;
  int order = 0;
};

/// An expression as a straight line of steps, equal subexpressions once.
struct Program {
  std::vector<Step> steps;
  std::vector<std::uint32_t> arguments;  // earlier steps
};

class Compiler {
public:
  Program program;

  std::uint32_t compile(const Expr& e) {
    if (const auto found = known_.find(e); found != known_.end()) return found->second;
    const auto at = compiled(e);
    known_.emplace(e, at);
    return at;
  }

private:
  std::uint32_t compiled(const Expr& e) {
    Step s;
    s.head = symbolic::head(e);
    std::vector<std::uint32_t> arguments;
    switch (s.head) {
      case Head::Number: return number(GiNaC::ex_to<GiNaC::numeric>(e));
      case Head::Symbol: s.name = symbolic::name_inside(GiNaC::ex_to<symbolic::Symbol>(e)); break;
      case Head::Sum:
        for (const auto& p : symbolic::pairs_of(e)) {
          const auto& c = GiNaC::ex_to<GiNaC::numeric>(p.coeff);
          if (c.is_equal(1)) {
            arguments.push_back(compile(p.rest));
            continue;
          }
          std::vector<std::uint32_t> factors;
          if (symbolic::head(p.rest) == Head::Product) add_factors(p.rest, factors);
          else factors.push_back(compile(p.rest));
          factors.push_back(number(c));
          arguments.push_back(append({Head::Product, 0, 0, 0, {}, nullptr, 0}, factors));
        }
        if (const auto& c = symbolic::number_beside(e); !c.is_zero()) arguments.push_back(number(c));
        break;
      case Head::Product: add_factors(e, arguments); break;
      case Head::Power: return power(compile(e.op(0)), GiNaC::ex_to<GiNaC::numeric>(e.op(1)));
      case Head::Abstract: {
        const symbolic::AbstractPart a = symbolic::abstract_part(e);
        s.name = a.function->name;
        s.function = a.function;
        s.order = a.order;
        arguments.push_back(compile(e.op(0)));
        break;
      }
      default: arguments.push_back(compile(e.op(0)));
    }
    return append(std::move(s), arguments);
  }

  void add_factors(const Expr& product, std::vector<std::uint32_t>& out) {
    for (const auto& p : symbolic::pairs_of(product)) {
      const auto& c = GiNaC::ex_to<GiNaC::numeric>(p.coeff);
      out.push_back(c.is_equal(1) ? compile(p.rest) : power(compile(p.rest), c));
    }
    if (const auto& c = symbolic::number_beside(product); !c.is_equal(1)) out.push_back(number(c));
  }

  std::uint32_t number(const GiNaC::numeric& c) { return append({Head::Number, 0, 0, c.to_double(), {}, nullptr, 0}, {}); }
  std::uint32_t power(std::uint32_t base, const GiNaC::numeric& exponent) { return append({Head::Power, 0, 0, exponent.to_double(), {}, nullptr, 0}, {base}); }

  std::uint32_t append(Step s, const std::vector<std::uint32_t>& arguments) {
    s.first = static_cast<std::uint32_t>(program.arguments.size());
    s.count = static_cast<std::uint32_t>(arguments.size());
    program.arguments.insert(program.arguments.end(), arguments.begin(), arguments.end());
    program.steps.push_back(std::move(s));
    return static_cast<std::uint32_t>(program.steps.size() - 1);
  }

  std::unordered_map<Expr, std::uint32_t, symbolic::ExprHash, symbolic::ExprEqual> known_;
};

/// Compiled once while it is asked for often; bounded.
std::shared_ptr<const Program> program_of(const Expr& e) {
  using Shared = std::shared_ptr<const Program>;
  static auto& known = *new symbolic::Memo<Shared>(4000);
  static auto& last = *new std::pair<Expr, Shared>;  // samples come one after the other
  if (last.second && last.first.is_equal(e)) return last.second;
  const Shared* found = known.find(e);
  if (!found) {
    Compiler c;
    c.compile(e);
    found = &known.keep(e, std::make_shared<const Program>(std::move(c.program)));
  }
  last = {e, *found};
  return last.second;
}

class Run {
public:
  Run(const Program& p, const At& at) : p_(p), at_(at), base_(registers().size()) {
    registers().resize(base_ + p.steps.size());
    for (std::size_t k = 0; k < p.steps.size(); ++k) {
      const double x = value(p.steps[k]);
      registers()[base_ + k] = x;  // a function in between may have moved them
    }
  }
  ~Run() { registers().resize(base_); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  double result() const { return registers().back(); }

  /// The sum of the terms, and of their sizes.
  ApproxSum sum() const {
    const Step& s = p_.steps.back();
    if (s.head != Head::Sum) return {result(), std::fabs(result())};
    ApproxSum out;
    for (const double x : sorted(s)) out.sum += x, out.size += std::fabs(x);
    return out;
  }

private:
  // One stack for all runs: the example of an abstract function is run inside another run.
  static std::vector<double>& registers() {
    static auto& r = *new std::vector<double>;
    return r;
  }
  double argument(const Step& s, std::size_t j = 0) const { return registers()[base_ + p_.arguments[s.first + j]]; }

  // Sorted, because GiNaC's order, and with it the rounding, differs from run to run.
  const std::vector<double>& sorted(const Step& s) const {
    static auto& parts = *new std::vector<double>;
    parts.clear();
    for (std::size_t j = 0; j < s.count; ++j) parts.push_back(argument(s, j));
    if (std::any_of(parts.begin(), parts.end(), [](double x) { return std::isnan(x); })) parts.assign(1, std::nan(""));
    else std::sort(parts.begin(), parts.end());
    return parts;
  }

  double value(const Step& s) const {
    switch (s.head) {
      case Head::Number: return s.value;
      case Head::Symbol: {
        const auto found = at_.find(s.name);
        return found == at_.end() ? std::nan("") : found->second;
      }
      case Head::Sum: {
        double v = 0;
        for (const double x : sorted(s)) v += x;
        return v;
      }
      case Head::Product: {
        double v = 1;
        for (const double x : sorted(s)) v *= x;
        return v;
      }
      case Head::Power: return std::pow(argument(s), s.value);
      case Head::Exp: return std::exp(argument(s));
      case Head::Log: return std::log(argument(s));
      case Head::Sin: return std::sin(argument(s));
      case Head::Cos: return std::cos(argument(s));
      case Head::Arctan: return std::atan(argument(s));
      case Head::Relu: {
        const double z = argument(s);
        return z < 0 ? 0 : z;  // keeps NaN
      }
      case Head::Step: {
        const double z = argument(s);
        return z > 0 ? 1 : z < 0 ? 0 : std::nan("");
      }
      case Head::Abstract: {
        const auto number = at_.find(s.name);
        const Expr* f = symbolic::example(s.function, number == at_.end() ? 0 : static_cast<std::size_t>(number->second), s.order);
        if (!f) return std::nan("");
        const auto program = program_of(*f);
        return Run(*program, {{"t", argument(s)}}).result();
      }
    }
    return std::nan("");
  }

  const Program& p_;
  const At& at_;
  std::size_t base_;
};

}  // namespace

std::optional<double> approx_value(const Expr& e, const At& at) {
  const auto program = program_of(e);
  const double v = Run(*program, at).result();
  return std::isfinite(v) ? std::optional(v) : std::nullopt;
}

std::optional<ApproxSum> approx_sum(const Expr& e, const At& at) {
  const auto program = program_of(e);
  const ApproxSum s = Run(*program, at).sum();
  return std::isfinite(s.size) ? std::optional(s) : std::nullopt;
}

}  // namespace losscert::interval
