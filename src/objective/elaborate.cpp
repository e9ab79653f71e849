#include "objective/elaborate.hpp"

#include <algorithm>

#include "objective/claims.hpp"
#include "objective/contradiction.hpp"
#include "objective/evaluate.hpp"
#include "symbolic/functions.hpp"

namespace losscert::objective {

using claim::Instance;
using symbolic::Relation;

namespace {

// Names a symbol of e that `allowed` refuses; empty if there is none.
template <class Allowed>
std::string foreign(const Expr& e, Allowed allowed) {
  for (const Symbol& s : symbolic::symbols_of(e))
    if (!allowed(s)) return s.get_name();
  return "";
}

std::vector<Relation> assumptions_of(Evaluator& e) {
  std::vector<Relation> out;
  for (const auto& r : e.source().assumptions)
    for (const Relation& x : e.relations(r)) {
      const std::string other = foreign(x.expr, [&](const Symbol& s) { return e.is_parameter(s); });
      if (!other.empty())
        e.fail(r.line, "an assumption contains " + other + "; assumptions are about parameters, what holds for variables goes into 'where' of a claim");
      out.push_back(x);
      if (const auto what = e.guarded(r.line, [&] { return contradiction(out); }))
        e.fail(r.line, "the assumptions contradict each other: " + *what + "; nothing satisfies them");
    }
  return out;
}

claim::Root root_of(Evaluator& e, const problem::RootSyntax& r) {
  claim::Root out;
  out.name = r.name;
  out.symbols = e.symbols(r.name);
  for (const std::string& text : r.unknowns) {
    const Expr u = e.scalar(problem::parse_expression(text, e.source().file, r.line), "the unknown '" + text + "'").value;
    if (!GiNaC::is_a<Symbol>(u) || !e.is_variable(GiNaC::ex_to<Symbol>(u)))
      e.fail(r.line, "the unknown '" + text + "' is no scalar variable; name one, or a component such as w[1]");
    const Symbol s = GiNaC::ex_to<Symbol>(u);
    if (std::any_of(out.unknowns.begin(), out.unknowns.end(), [&](const Symbol& known) { return known.get_name() == s.get_name(); }))
      e.fail(r.line, "the unknown '" + text + "' is listed twice; name each once");
    out.unknowns.push_back(s);
  }
  for (const auto& equation : r.equations) out.equations.push_back(e.scalar(equation, "an equation").value);
  if (r.equations.empty())
    for (const Symbol& u : out.unknowns) out.equations.push_back(e.guarded(r.line, [&] { return symbolic::derivative(e.objective().value, u); }));
  for (const Expr& equation : out.equations) {
    if (const auto functions = symbolic::abstract_atoms(equation); !functions.empty())
      e.fail(r.line, "the equation of a root contains the function '" + symbolic::abstract_part(functions[0]).function->name + "'; a root is one definite number, so it may not");
    const std::string other = foreign(equation, [&](const Symbol& s) {
      return std::any_of(out.unknowns.begin(), out.unknowns.end(), [&](const Symbol& u) { return u.get_name() == s.get_name(); });
    });
    const std::string which = r.equations.empty() ? "the gradient of the objective, which is the default equation," : "an equation of the root";
    if (!other.empty()) e.fail(r.line, which + " contains " + other + "; it may contain the unknowns only");
  }
  for (const auto& [lo, hi] : r.box) {
    out.box.emplace_back(e.rational(lo, "the lower end"), e.rational(hi, "the upper end"));
    if (!(out.box.back().first < out.box.back().second))
      e.fail(r.line, "the interval of the root is empty or a point; the lower end must be below the upper one");
  }
  return out;
}

// True if p > 0 is plain: a sum of nonnegative monomials, one of them positive.
bool evidently_positive(const Expr& p) {
  auto nonnegative = [](const Expr& f) {  // one factor: +1 positive, 0 nonnegative, -1 unknown
    if (const GiNaC::numeric* q = as_number(f)) return q->is_positive() ? 1 : -1;
    if (GiNaC::is_exactly_a<GiNaC::power>(f)) {
      if (const GiNaC::numeric* n = as_number(f.op(1))) {
        if (n->is_even()) return 0;
        if (!n->is_integer() && evidently_positive(f.op(0))) return 1;
      }
      return -1;
    }
    return symbolic::head(f) == symbolic::Head::Exp ? 1 : -1;
  };
  auto term = [&](const Expr& t) {
    if (!GiNaC::is_exactly_a<GiNaC::mul>(t)) return nonnegative(t);
    int sign = 1;
    for (std::size_t i = 0; i < t.nops(); ++i) sign = std::min(sign, nonnegative(t.op(i)));
    return sign;
  };
  if (!GiNaC::is_exactly_a<GiNaC::add>(p)) return term(p) == 1;
  int best = 0;
  for (std::size_t i = 0; i < p.nops(); ++i) {
    const int sign = term(p.op(i));
    if (sign < 0) return false;
    best = std::max(best, sign);
  }
  return best == 1;
}

// A log, root or division whose argument is made of parameters of which nothing at all is assumed.
void want_assumptions(Evaluator& e, const Instance& instance, const std::vector<Obligation>& of_objective) {
  auto mentions = [](const std::vector<Relation>& relations, const Symbol& s) {
    return std::any_of(relations.begin(), relations.end(), [&](const Relation& r) { return symbolic::contains(r.expr, s); });
  };
  for (const Obligation& o : of_objective) {
    const auto symbols = symbolic::symbols_of(o.p);
    const bool of_parameters = std::all_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return e.is_parameter(s); });
    if (symbols.empty() || !of_parameters || evidently_positive(o.p)) continue;
    auto assumed = [&](const std::vector<Relation>& relations) {
      return std::any_of(symbols.begin(), symbols.end(), [&](const Symbol& s) { return mentions(relations, s); });
    };
    if (assumed(instance.assumptions)) continue;
    if (std::all_of(instance.claims.begin(), instance.claims.end(), [&](const claim::Claim& c) { return assumed(c.where); })) continue;
    const std::string text = symbolic::to_text(o.p);
    e.fail(o.line, std::string("the objective contains ") + o.what + " " + (text.size() > 60 ? text.substr(0, 57) + "..." : text) +
                       ", and nothing is assumed of it; add to 'assumptions', as in \"" + symbols[0].get_name() + " > 0\"");
  }
}

Instance instance_of(const problem::Case& c, const std::map<std::string, int>& dimensions) {
  Evaluator e(c, dimensions);
  Instance out;
  out.dimensions = dimensions;
  out.parameters = e.parameters;
  out.variables = e.variables;
  out.functions = e.functions;
  out.objective = e.objective().value;
  if (!symbolic::is_exact(out.objective)) throw std::logic_error("an inexact number in the objective");
  const std::vector<Obligation> of_objective = e.arithmetic().obligations();
  const std::string other = foreign(out.objective, [&](const Symbol& s) { return e.is_variable(s) || e.is_parameter(s); });
  if (!other.empty()) e.fail(c.objective_line, "the objective contains the root " + other + "; it is a function of variables and parameters");
  out.assumptions = assumptions_of(e);
  for (const auto& r : c.roots) out.roots.push_back(root_of(e, r));
  for (const auto& d : c.definitions)
    if (d.arguments.empty()) e.defined(d);  // also those not used: their mistakes are reported
  for (const auto& p : c.points) out.points[p.first] = build_assignment(e, p.second, false);
  for (const auto& p : c.paths) out.paths[p.first] = build_assignment(e, p.second, true);
  for (const auto& claim : c.claims) out.claims.push_back(build_claim(e, claim, out.assumptions));
  want_assumptions(e, out, of_objective);
  return out;
}

}  // namespace

std::vector<Instance> elaborate(const problem::Case& c) {
  std::vector<std::map<std::string, int>> choices{{}};
  for (const auto& [name, values] : c.dimensions) {
    std::vector<std::map<std::string, int>> longer;
    for (const auto& choice : choices)
      for (int v : values) {
        longer.push_back(choice);
        longer.back()[name] = v;
      }
    choices = std::move(longer);
  }
  std::vector<Instance> out;
  for (const auto& choice : choices) out.push_back(instance_of(c, choice));
  return out;
}

}  // namespace losscert::objective
