#include "check/meaning/functions.hpp"

#include "check/text/reject.hpp"
#include "check/text/words.hpp"

namespace losscert::check {

Poly apply_function(const std::string& name, const std::vector<Poly>& a, Obligations& domain) {
  const auto n = arguments_of(name);
  if (!n) throw Reject("unknown function '" + name + "'");
  if (static_cast<int>(a.size()) < n->first || static_cast<int>(a.size()) > n->second) throw Reject("wrong number of arguments of '" + name + "'");
  const Poly& t = a[0];
  const Poly one(1);
  const auto elu = [&](const Poly& alpha) { return relu_of(t) + alpha * (exp_of(-relu_of(-t)) - one); };
  if (name == "exp") return exp_of(t);
  if (name == "log") return logarithm(t, domain);
  if (name == "sqrt") return raise(t, Rational(1) / Rational(2), domain);
  if (name == "sin") return sin_of(t);
  if (name == "cos") return cos_of(t);
  if (name == "arctan") return arctan_of(t);
  if (name == "tanh") return one - divide(Poly(2), one + exp_of(Poly(2) * t), domain);
  if (name == "sigmoid") return divide(one, one + exp_of(-t), domain);
  if (name == "swish") return divide(t, one + exp_of(-t), domain);
  if (name == "relu") return relu_of(t);
  if (name == "abs") return relu_of(t) + relu_of(-t);
  if (name == "max") return a[1].empty() ? relu_of(t) : t + relu_of(a[1] - t);
  if (name == "min") return a[1].empty() ? -relu_of(-t) : t - relu_of(t - a[1]);
  if (name == "leaky_relu") return relu_of(t) - a[1] * relu_of(-t);
  if (name == "elu") return elu(a[1]);
  if (name == "selu")
    return Poly(Rational::from_decimal("1.0507009873554804934193349852946")) * elu(Poly(Rational::from_decimal("1.6732632423543772848170429916717")));
  if (name == "softplus") return a.size() == 1 ? logarithm(one + exp_of(t), domain) : divide(logarithm(one + exp_of(a[1] * t), domain), a[1], domain);
  if (name == "softplus2") return logarithm(one + exp_of(t), domain) * inverse(log_of(Poly(2)));
  if (name == "softsign") return divide(t, one + relu_of(t) + relu_of(-t), domain);
  if (name == "quadratic") return t * t;
  if (name == "power") {
    if (!a[1].is_rational()) throw Reject("an exponent must be a rational constant");
    return raise(t, a[1].rational(), domain);
  }
  return t;  // identity
}

}  // namespace losscert::check
