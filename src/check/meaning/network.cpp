// The objective of a case that gives a network, data, a loss and a regulariser.
#include "check/meaning/build.hpp"
#include "check/text/reject.hpp"

namespace losscert::check {

const std::vector<Value>& Builder::outputs() {
  if (outputs_) return *outputs_;
  const Network& net = *case_.network;
  const Locals none;
  Obligations domain;
  const Scope scope{&none, &no_conditions, &domain, false};
  std::vector<Value> all;
  for (const auto& row : net.x) {
    Value z{1, size(net.inputs), 1, {}};
    for (const auto& x : row) z.e.push_back(want_scalar(evaluate(*x, scope), "an entry of data"));
    if (static_cast<int>(z.e.size()) != z.rows) throw CaseError("a row of x must have as many entries as the network has inputs");
    Value v = z;
    for (const auto& l : net.layers) {
      v = product(names_.at(l.weights), v);
      if (!l.bias.empty()) v = sum(v, names_.at(l.bias), false);
      for (auto& t : v.e) {
        if (l.expression) {
          const Locals locals{{"t", scalar_value(t)}};
          t = want_scalar(evaluate(*l.expression, {&locals, &domain, &domain, false}), "an activation");
        } else {
          std::vector<Poly> a{t};
          if (l.argument) a.push_back(want_scalar(evaluate(*l.argument, scope), "an activation's argument"));
          if (l.activation == "max" || l.activation == "min") throw CaseError("'" + l.activation + "' is no activation");
          t = apply(l.activation, a, domain);
        }
      }
    }
    if (net.extra) {
      if (v.rows != 1) throw CaseError("'extra' needs one output");
      const Locals locals{{"z", z}};
      v.e[0] += want_scalar(evaluate(*net.extra, {&locals, &domain, &domain, false}), "'extra'");
    }
    all.push_back(std::move(v));
  }
  outputs_domain_ = std::move(domain);
  outputs_ = std::move(all);
  return *outputs_;
}

Guarded Builder::network_objective() {
  const Network& net = *case_.network;
  const auto& q = outputs();
  Poly out;
  Obligations domain = outputs_domain_;
  const Locals none;
  const Scope scope{&none, &no_conditions, &domain, false};
  for (std::size_t i = 0; i < q.size(); ++i) {
    Value y{1, static_cast<int>(net.y[i].size()), 1, {}};
    for (const auto& e : net.y[i]) y.e.push_back(want_scalar(evaluate(*e, scope), "an entry of data"));
    if (y.rows != q[i].rows) throw CaseError("a row of y must have as many entries as the network has outputs");
    if (net.loss_expression) {
      const Locals locals{{"q", q[i]}, {"y", y}};
      out += want_scalar(evaluate(*net.loss_expression, {&locals, &domain, &domain, false}), "a loss");
      continue;
    }
    Poly log_sum;
    if (net.loss == "cross_entropy") {
      for (const auto& t : q[i].e) log_sum += exp_of(t);
      log_sum = logarithm(log_sum, domain);
    }
    for (std::size_t k = 0; k < y.e.size(); ++k) {
      const Poly &t = q[i].e[k], &target = y.e[k];
      if (net.loss == "squared")
        out += (t - target) * (t - target);
      else if (net.loss == "hinge")
        out += pow(relu_of(Poly(1) - target * t), static_cast<long>(net.hinge_power));
      else if (net.loss == "exponential")
        out += exp_of(-(target * t));
      else if (net.loss == "cross_entropy")
        out += -(target * (t - log_sum));
      else {
        const Poly l = logarithm(Poly(1) + exp_of(-(target * t)), domain);
        out += net.loss == "logistic" ? l : l * inverse(log_of(Poly(2)));
      }
    }
  }
  if (net.mean) out = out * Poly(Rational(1) / Rational(static_cast<long>(q.size())));
  if (net.regulariser) out += want_scalar(evaluate(*net.regulariser, scope), "the regulariser");
  return {std::move(out), std::move(domain)};
}

const Guarded& Builder::objective() {
  if (objective_) return *objective_;
  if (!active_.insert("L").second) throw Reject("the objective uses itself");
  if (case_.network) {
    objective_ = network_objective();
  } else {
    Obligations domain;
    Poly p = scalar(*case_.objective, domain);
    objective_ = Guarded(std::move(p), std::move(domain));
  }
  active_.erase("L");
  return *objective_;
}

}  // namespace losscert::check
