#include "objective/functions.hpp"

namespace losscert::objective {
namespace {

// Short names for the operations at one line.
struct At {
  Arithmetic& a;
  int line;
  Sized n(const GiNaC::numeric& q) const { return a.number(q); }
  Sized plus(const Sized& x, const Sized& y) const { return a.add({x, y}, line); }
  Sized minus(const Sized& x, const Sized& y) const { return a.subtract(x, y, line); }
  Sized times(const Sized& x, const Sized& y) const { return a.multiply({x, y}, line); }
  Sized over(const Sized& x, const Sized& y) const { return a.divide(x, y, line); }
  Sized neg(const Sized& x) const { return a.negate(x, line); }
  Sized exp(const Sized& x) const { return a.apply(Arithmetic::Head::Exp, x, line); }
  Sized log(const Sized& x) const { return a.apply(Arithmetic::Head::Log, x, line); }
  Sized relu(const Sized& x) const { return a.apply(Arithmetic::Head::Relu, x, line); }
  Sized abs(const Sized& x) const { return plus(relu(x), relu(neg(x))); }
  Sized softplus(const Sized& x) const { return log(plus(n(1), exp(x))); }
  // exp(-relu(-t)) - 1: the negative branch of elu and selu
  Sized saturating(const Sized& t) const { return minus(exp(neg(relu(neg(t)))), n(1)); }
};

GiNaC::numeric decimal(const char* digits, int places) { return GiNaC::numeric(digits) / GiNaC::numeric(10).power(places); }

}  // namespace

Sized apply_function(Arithmetic& a, const std::string& name, const std::vector<Sized>& arguments, int line) {
  using Head = Arithmetic::Head;
  const At f{a, line};
  const Sized& t = arguments[0];
  auto is_zero = [](const Sized& s) { return s.value.is_zero(); };
  if (name == "exp") return f.exp(t);
  if (name == "log") return f.log(t);
  if (name == "sin") return a.apply(Head::Sin, t, line);
  if (name == "cos") return a.apply(Head::Cos, t, line);
  if (name == "arctan") return a.apply(Head::Arctan, t, line);
  if (name == "relu") return f.relu(t);
  if (name == "sqrt") return a.power(t, f.n(GiNaC::numeric(1, 2)), line);
  if (name == "tanh") return f.minus(f.n(1), f.over(f.n(2), f.plus(f.n(1), f.exp(f.times(f.n(2), t)))));
  if (name == "sigmoid") return f.over(f.n(1), f.plus(f.n(1), f.exp(f.neg(t))));
  if (name == "abs") return f.abs(t);
  if (name == "max" && is_zero(t)) return f.relu(arguments[1]);
  if (name == "max" && is_zero(arguments[1])) return f.relu(t);
  if (name == "max") return f.plus(t, f.relu(f.minus(arguments[1], t)));
  if (name == "min" && is_zero(arguments[1])) return f.neg(f.relu(f.neg(t)));
  if (name == "min") return f.minus(t, f.relu(f.minus(t, arguments[1])));
  if (name == "leaky_relu") return f.minus(f.relu(t), f.times(arguments[1], f.relu(f.neg(t))));
  if (name == "elu") return f.plus(f.relu(t), f.times(arguments[1], f.saturating(t)));
  if (name == "selu") {
    const Sized alpha = f.n(decimal("16732632423543772848170429916717", 31)), c = f.n(decimal("10507009873554804934193349852946", 31));
    return f.plus(f.times(c, f.relu(t)), a.multiply({c, alpha, f.saturating(t)}, line));
  }
  if (name == "softplus" && arguments.size() == 2) return f.over(f.softplus(f.times(arguments[1], t)), arguments[1]);
  if (name == "softplus") return f.softplus(t);
  if (name == "softplus2") return f.over(f.softplus(t), f.log(f.n(2)));
  if (name == "softsign") return f.over(t, f.plus(f.n(1), f.abs(t)));
  if (name == "swish") return f.over(t, f.plus(f.n(1), f.exp(f.neg(t))));
  if (name == "quadratic") return a.power(t, f.n(2), line);
  if (name == "power") return a.power(t, arguments[1], line);
  if (name == "identity") return t;
  throw std::logic_error("apply_function: " + name);
}

}  // namespace losscert::objective
