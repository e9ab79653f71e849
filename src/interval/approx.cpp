// Values in double precision, for guesses: nothing rigorous depends on them.
#include <algorithm>
#include <cmath>

#include "interval/enclosure.hpp"
#include "symbolic/abstract.hpp"
#include "symbolic/functions.hpp"

namespace losscert::interval {
namespace {

using symbolic::Head;

double value(const symbolic::Expr& e, const std::map<std::string, double>& at) {
  const Head h = symbolic::head(e);
  const auto argument = [&](std::size_t k) { return value(e.op(k), at); };
  switch (h) {
    case Head::Number: return GiNaC::ex_to<GiNaC::numeric>(e).to_double();
    case Head::Symbol: {
      const auto found = at.find(GiNaC::ex_to<symbolic::Symbol>(e).get_name());
      return found == at.end() ? std::nan("") : found->second;
    }
    case Head::Sum:
    case Head::Product: {
      // Sorted, because GiNaC's order, and with it the rounding, differs from run to run.
      std::vector<double> parts;
      for (std::size_t k = 0; k < e.nops(); ++k) parts.push_back(argument(k));
      if (std::any_of(parts.begin(), parts.end(), [](double x) { return std::isnan(x); })) return std::nan("");
      std::sort(parts.begin(), parts.end());
      double v = h == Head::Sum ? 0 : 1;
      for (const double x : parts) v = h == Head::Sum ? v + x : v * x;
      return v;
    }
    case Head::Power: return std::pow(argument(0), GiNaC::ex_to<GiNaC::numeric>(e.op(1)).to_double());
    case Head::Exp: return std::exp(argument(0));
    case Head::Log: return std::log(argument(0));
    case Head::Sin: return std::sin(argument(0));
    case Head::Cos: return std::cos(argument(0));
    case Head::Arctan: return std::atan(argument(0));
    case Head::Relu: {
      const double z = argument(0);
      return z < 0 ? 0 : z;  // keeps NaN
    }
    case Head::Step: {
      const double z = argument(0);
      return z > 0 ? 1 : z < 0 ? 0 : std::nan("");
    }
    case Head::Abstract: {
      const symbolic::AbstractPart a = symbolic::abstract_part(e);
      const auto number = at.find(a.function->name);
      const symbolic::Expr* f = symbolic::example(a.function, number == at.end() ? 0 : static_cast<std::size_t>(number->second), a.order);
      return f ? value(*f, {{"t", argument(0)}}) : std::nan("");
    }
  }
  return std::nan("");
}

}  // namespace

std::optional<double> approx_value(const symbolic::Expr& e, const std::map<std::string, double>& at) {
  const double v = value(e, at);
  return std::isfinite(v) ? std::optional(v) : std::nullopt;
}

}  // namespace losscert::interval
