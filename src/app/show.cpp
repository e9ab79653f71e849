#include "app/show.hpp"

#include <fmt/format.h>

#include "app/run.hpp"
#include "report/notation.hpp"

namespace losscert::app {
namespace {

using claim::Expr;

void print_entry(const std::string& left, const std::string& left_latex, const Expr& e, bool latex) {
  if (!symbolic::exists(e)) return fmt::print("{} does not exist for every function of the class\n", latex ? left_latex : left);
  fmt::print("{} = {}\n", latex ? left_latex : left, latex ? symbolic::to_latex(e) : symbolic::to_text(e));
}

void show_instance(const claim::Instance& i, bool latex) {
  print_entry("L", "L", i.objective, latex);
  const auto name = [&](const claim::Symbol& v) { return latex ? symbolic::to_latex(v) : v.get_name(); };
  std::vector<Expr> gradient;
  for (const auto& v : i.variables) {
    gradient.push_back(symbolic::derivative(i.objective, v));
    print_entry("dL/d" + v.get_name(), "\\frac{\\partial L}{\\partial " + name(v) + "}", gradient.back(), latex);
  }
  for (std::size_t j = 0; j < gradient.size(); ++j)
    for (std::size_t k = j; k < gradient.size(); ++k) {
      const auto &v = i.variables[j], &w = i.variables[k];
      print_entry("d2L/d" + v.get_name() + " d" + w.get_name(), "\\frac{\\partial^2 L}{\\partial " + name(v) + " \\partial " + name(w) + "}", symbolic::derivative(gradient[j], w), latex);
    }
}

}  // namespace

void show(const CaseFile& file, bool latex) {
  const auto c = load_case(file);
  fmt::print("{}{}\n", latex ? "% " : "", c.source.title);
  for (const auto& i : c.instances) {
    std::vector<std::string> sizes, assumptions;
    for (const auto& [name, value] : i.dimensions) sizes.push_back(name + " = " + std::to_string(value));
    for (const auto& a : i.assumptions) assumptions.push_back(report::to_text(a));
    if (!sizes.empty()) fmt::print("{}for {}\n", latex ? "% " : "\n", report::join(sizes, ", "));
    for (const auto f : i.functions) fmt::print("{}for {}\n", latex ? "% " : "", report::declaration(f));
    if (!assumptions.empty()) fmt::print("{}assuming {}\n", latex ? "% " : "", report::join(assumptions, ", "));
    show_instance(i, latex);
  }
}

}  // namespace losscert::app
