#include "check/meaning/functions.hpp"

#include "check/text/reject.hpp"

namespace losscert::check {

namespace {

// Functions of scalars with their numbers of arguments (cases/README.md).
const std::map<std::string, std::pair<int, int>>& scalar_functions() {
  static const std::map<std::string, std::pair<int, int>> f = {
      {"exp", {1, 1}},        {"log", {1, 1}},       {"sqrt", {1, 1}},  {"sin", {1, 1}},      {"cos", {1, 1}},       {"tanh", {1, 1}},
      {"arctan", {1, 1}},     {"sigmoid", {1, 1}},   {"relu", {1, 1}},  {"abs", {1, 1}},      {"max", {2, 2}},       {"min", {2, 2}},
      {"leaky_relu", {2, 2}}, {"elu", {2, 2}},       {"selu", {1, 1}},  {"softplus", {1, 2}}, {"softplus2", {1, 1}}, {"softsign", {1, 1}},
      {"swish", {1, 1}},      {"quadratic", {1, 1}}, {"power", {2, 2}}, {"identity", {1, 1}}};
  return f;
}

}  // namespace

std::optional<Kind> core_function(const std::string& name) {
  static const std::map<std::string, Kind> f = {{"log", Kind::Log},       {"sin", Kind::Sin},   {"cos", Kind::Cos},
                                                {"arctan", Kind::Arctan}, {"relu", Kind::Relu}, {"step", Kind::Step}};
  const auto it = f.find(name);
  return it == f.end() ? std::nullopt : std::optional(it->second);
}

bool is_reserved(const std::string& name) {
  static const std::set<std::string> words = {"L", "eps", "oo", "diff", "dot", "normsq", "sum", "step"};
  return words.count(name) > 0 || scalar_functions().count(name) > 0;
}

Poly apply_function(const std::string& name, const std::vector<Poly>& a, Obligations& domain) {
  const auto f = scalar_functions().find(name);
  if (f == scalar_functions().end()) throw Reject("unknown function '" + name + "'");
  if (static_cast<int>(a.size()) < f->second.first || static_cast<int>(a.size()) > f->second.second)
    throw Reject("wrong number of arguments of '" + name + "'");
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
