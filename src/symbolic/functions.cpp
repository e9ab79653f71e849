#include "symbolic/functions.hpp"

#include <stdexcept>
#include <unordered_set>

#include "symbolic/abstract.hpp"
#include "symbolic/stored.hpp"

namespace losscert::symbolic {
namespace {

using GiNaC::ex;
using GiNaC::ex_to;
using GiNaC::numeric;

DECLARE_FUNCTION_1P(exp_f)
DECLARE_FUNCTION_1P(log_f)
DECLARE_FUNCTION_1P(sin_f)
DECLARE_FUNCTION_1P(cos_f)
DECLARE_FUNCTION_1P(arctan_f)
DECLARE_FUNCTION_1P(relu_f)
DECLARE_FUNCTION_1P(step_f)

bool is_rational_number(const ex& z) { return GiNaC::is_exactly_a<numeric>(z) && ex_to<numeric>(z).is_rational(); }

ex exp_eval(const ex& z) { return z.is_zero() ? ex(1) : exp_f(z).hold(); }
ex exp_derivative(const ex& z, unsigned) { return exp_f(z); }

ex log_eval(const ex& z) {
  if (is_rational_number(z)) {
    if (!ex_to<numeric>(z).is_positive()) throw std::domain_error("logarithm of a number that is not positive");
    if (z.is_equal(1)) return 0;
  }
  return log_f(z).hold();
}
ex log_derivative(const ex& z, unsigned) { return GiNaC::power(z, -1); }

ex sin_eval(const ex& z) { return z.is_zero() ? ex(0) : sin_f(z).hold(); }
ex sin_derivative(const ex& z, unsigned) { return cos_f(z); }

ex cos_eval(const ex& z) { return z.is_zero() ? ex(1) : cos_f(z).hold(); }
ex cos_derivative(const ex& z, unsigned) { return -sin_f(z); }

ex arctan_eval(const ex& z) { return z.is_zero() ? ex(0) : arctan_f(z).hold(); }
ex arctan_derivative(const ex& z, unsigned) { return GiNaC::power(1 + GiNaC::power(z, 2), -1); }

ex relu_eval(const ex& z) {
  if (is_rational_number(z)) return ex_to<numeric>(z).is_positive() ? z : ex(0);
  return relu_f(z).hold();
}
ex relu_derivative(const ex& z, unsigned) { return step_f(z); }

// step(0) stays as it stands: it is undefined, and an evaluation reports the kink.
ex step_eval(const ex& z) {
  if (is_rational_number(z) && !z.is_zero()) return ex_to<numeric>(z).is_positive() ? ex(1) : ex(0);
  return step_f(z).hold();
}
ex step_derivative(const ex&, unsigned) { return 0; }

// Names are prefixed so as not to collide with GiNaC's registered exp, log, ...; to_text prints the names of the case language.
REGISTER_FUNCTION(exp_f, eval_func(exp_eval).derivative_func(exp_derivative))
REGISTER_FUNCTION(log_f, eval_func(log_eval).derivative_func(log_derivative))
REGISTER_FUNCTION(sin_f, eval_func(sin_eval).derivative_func(sin_derivative))
REGISTER_FUNCTION(cos_f, eval_func(cos_eval).derivative_func(cos_derivative))
REGISTER_FUNCTION(arctan_f, eval_func(arctan_eval).derivative_func(arctan_derivative))
REGISTER_FUNCTION(relu_f, eval_func(relu_eval).derivative_func(relu_derivative))
REGISTER_FUNCTION(step_f, eval_func(step_eval).derivative_func(step_derivative))

// Only the number itself: canonical() and the interval tape check every leaf, and a walk here would make building quadratic.
const Expr& exact(const Expr& z) {
  if (GiNaC::is_exactly_a<numeric>(z) && !ex_to<numeric>(z).is_rational()) throw InexactNumber("an inexact number in an exact expression");
  return z;
}

// Digits of a rational coefficient raised to an integer power are bounded, or (((2^1000)^1000)^1000 would fill the memory.
void check_size(const Expr& base, const numeric& exponent) {
  constexpr long max_bits = 1L << 22;
  const auto check = [&](const numeric& q) {
    if (!q.is_rational() || q.is_equal(1) || q.is_equal(-1)) return;
    const long bits = q.numer().int_length() + q.denom().int_length();
    if (GiNaC::abs(exponent) * numeric(bits) > numeric(max_bits)) throw TooLarge("a power with more than 2^22 bits");
  };
  if (GiNaC::is_exactly_a<numeric>(base)) check(ex_to<numeric>(base));
  if (GiNaC::is_exactly_a<GiNaC::mul>(base)) check(number_beside(base));
}

}  // namespace

Symbol symbol(const std::string& name) {
  static auto& table = *new std::map<std::string, Symbol>;
  return table.try_emplace(name, name).first->second;
}

bool ByName::operator()(const Symbol& a, const Symbol& b) const { return name_inside(a) < name_inside(b); }

Expr exp_of(const Expr& z) { return exp_f(exact(z)); }
Expr log_of(const Expr& z) { return log_f(exact(z)); }
Expr sin_of(const Expr& z) { return sin_f(exact(z)); }
Expr cos_of(const Expr& z) { return cos_f(exact(z)); }
Expr arctan_of(const Expr& z) { return arctan_f(exact(z)); }
Expr relu_of(const Expr& z) { return relu_f(exact(z)); }
Expr step_of(const Expr& z) { return step_f(exact(z)); }

Expr power_of(const Expr& base, const GiNaC::numeric& exponent) {
  if (!exponent.is_rational()) throw InexactNumber("an exponent that is not rational");
  if (exponent.is_zero()) return 1;
  if (GiNaC::is_exactly_a<numeric>(base)) {
    const numeric b = ex_to<numeric>(exact(base));
    if (b.is_zero()) {
      if (exponent.is_negative()) throw std::domain_error("division by zero");
      return 0;
    }
    if (b.is_negative() && !exponent.is_integer()) throw std::domain_error("a root of a negative number");
  }
  check_size(base, exponent);
  return GiNaC::power(exact(base), exponent);  // power, not pow: pow(numeric, numeric) returns floats
}

namespace {

// By the addresses of the classes' descriptions: comparing those as C++ does reads their names. Each class has one description in a program, so that the slow
// comparison in head() is not reached in practice; it is there because the language does not promise it.
std::optional<Head> head_by_address(const std::type_info* type, const Expr& e) {
  if (type == &typeid(Symbol)) return Head::Symbol;
  if (type == &typeid(numeric)) return Head::Number;
  if (type == &typeid(GiNaC::mul)) return Head::Product;
  if (type == &typeid(GiNaC::power)) return Head::Power;
  if (type == &typeid(GiNaC::add)) return Head::Sum;
  if (type != &typeid(GiNaC::function)) return std::nullopt;
  // The heads of our functions by GiNaC's serial numbers; abstract functions are registered later than these.
  static const auto& heads = *new std::vector<std::pair<unsigned, Head>>{
      {exp_f_SERIAL::serial, Head::Exp},       {log_f_SERIAL::serial, Head::Log},   {sin_f_SERIAL::serial, Head::Sin},  {cos_f_SERIAL::serial, Head::Cos},
      {arctan_f_SERIAL::serial, Head::Arctan}, {relu_f_SERIAL::serial, Head::Relu}, {step_f_SERIAL::serial, Head::Step}};
  const unsigned s = ex_to<GiNaC::function>(e).get_serial();
  for (const auto& [serial, h] : heads)
    if (serial == s) return h;
  return is_abstract(s) ? std::optional(Head::Abstract) : std::nullopt;
}

}  // namespace

Head head(const Expr& e) {
  const GiNaC::basic& stored = ex_to<GiNaC::basic>(e);
  if (const auto h = head_by_address(&typeid(stored), e)) return *h;
  for (const std::type_info* type : {&typeid(numeric), &typeid(Symbol), &typeid(GiNaC::add), &typeid(GiNaC::mul), &typeid(GiNaC::power), &typeid(GiNaC::function)})
    if (*type == typeid(stored))
      if (const auto h = head_by_address(type, e)) return *h;
  throw std::domain_error("an expression outside the core language");
}

bool is_function(Head h) { return h >= Head::Exp; }

const char* function_name(Head h) {
  switch (h) {
    case Head::Exp: return "exp";
    case Head::Log: return "log";
    case Head::Sin: return "sin";
    case Head::Cos: return "cos";
    case Head::Arctan: return "arctan";
    case Head::Relu: return "relu";
    case Head::Step: return "step";
    default: throw std::logic_error("function_name: not a function");
  }
}

Expr apply(Head h, const Expr& z) {
  switch (h) {
    case Head::Exp: return exp_of(z);
    case Head::Log: return log_of(z);
    case Head::Sin: return sin_of(z);
    case Head::Cos: return cos_of(z);
    case Head::Arctan: return arctan_of(z);
    case Head::Relu: return relu_of(z);
    case Head::Step: return step_of(z);
    default: throw std::logic_error("apply: not a function");
  }
}

std::string function_name(const Expr& e) {
  const Head h = head(e);
  return h == Head::Abstract ? name_of(abstract_part(e)) : function_name(h);
}

Expr same_function(const Expr& e, const Expr& z) {
  const Head h = head(e);
  if (h != Head::Abstract) return apply(h, z);
  const AbstractPart a = abstract_part(e);
  return abstract_of(a.function, a.order, exact(z));
}

bool is_exact(const Expr& e) {
  // Visited once each: shared subexpressions make the tree much larger than the expression.
  std::unordered_set<Expr, ExprHash, ExprEqual> seen{e};
  std::vector<Expr> open{e};
  while (!open.empty()) {
    const Expr x = open.back();
    open.pop_back();
    if (GiNaC::is_exactly_a<numeric>(x) && !ex_to<numeric>(x).is_rational()) return false;
    for (std::size_t i = 0; i < x.nops(); ++i)
      if (seen.insert(x.op(i)).second) open.push_back(x.op(i));
  }
  return true;
}

}  // namespace losscert::symbolic
