#include "report/sentence.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "report/notation.hpp"

namespace losscert::report {
namespace {

using claim::Claim;
using claim::Instance;
using claim::Kind;

// "for all lambda, x1 with lambda > 0": the constants, and the relations assumed.
std::string quantifiers(const Claim& c, const Instance& i) {
  // Statements and values are meant for all variables; the other kinds speak of the points of a space.
  const bool over_all = (c.kind == Kind::Always || c.kind == Kind::Value) && !c.path;
  std::set<std::string> bound;
  for (const auto& v : c.over)
    if (!over_all || c.at.count(v) != 0) bound.insert(v.get_name());
  for (const auto& r : i.roots)
    for (const auto& s : r.symbols) bound.insert(s.get_name());
  std::set<std::string> used;
  const auto use = [&](const claim::Expr& e) {
    for (const auto& s : symbolic::symbols_of(e))
      if (bound.count(s.get_name()) == 0 && s.get_name() != "eps") used.insert(s.get_name());
  };
  if (c.kind != Kind::Always) use(c.function);
  use(c.value);
  for (const auto& [v, e] : c.at) use(e);
  for (const auto& r : c.where) use(r.expr);
  for (const auto& r : c.statement) use(r.expr);
  for (const auto& s : c.sets)
    for (const auto& r : s) use(r.expr);
  if (c.path)
    for (const auto& [v, e] : *c.path) use(e);
  std::vector<std::string> names;
  for (const auto& list : {i.parameters, i.variables})
    for (const auto& s : list)
      if (used.count(s.get_name()) != 0) names.push_back(s.get_name());
  std::vector<std::string> relations;
  for (const auto* list : {&i.assumptions, &c.where})
    for (const auto& r : *list) {
      const auto symbols = symbolic::symbols_of(r.expr);
      // An assumption about what does not occur says nothing here.
      const bool of_functions = !symbolic::abstract_atoms(r.expr).empty();
      if (list == &c.where || of_functions || std::any_of(symbols.begin(), symbols.end(), [&](const auto& s) { return used.count(s.get_name()) != 0; })) relations.push_back(to_text(r));
    }
  std::string functions;
  for (const auto f : i.functions) functions += (functions.empty() ? "for " : " and ") + declaration(f);
  if (!functions.empty() && !names.empty()) functions += " and ";
  if (names.empty() && relations.empty()) return functions.empty() ? "" : functions + ": ";
  if (names.empty()) return (functions.empty() ? "" : functions + ", ") + "where " + enumerate(relations) + ": ";
  return functions + "for all " + join(names, ", ") + (relations.empty() ? "" : " with " + enumerate(relations)) + ": ";
}

std::string sets(const Claim& c) {
  std::vector<std::string> parts;
  for (const auto& s : c.sets) parts.push_back("{" + to_text(s) + "}");
  return join(parts, " and ");
}

bool is_one_point(const Claim& c) { return c.at.size() == c.over.size() && !c.over.empty(); }

// "the point (a = 0, b = 1)", "every point (a = 0; b free)", "every point".
std::string place(const Claim& c, const std::string& every) {
  if (is_one_point(c)) return "the point (" + to_text(c.at) + ")";
  if (c.at.empty()) return every + " point";
  std::vector<std::string> free;
  for (const auto& v : c.over)
    if (c.at.count(v) == 0) free.push_back(v.get_name());
  return every + " point (" + to_text(c.at) + "; " + join(free, ", ") + " free)";
}

std::string path(const Claim& c) { return "along the path (" + (c.path ? to_text(*c.path) : "") + ") as eps -> 0+"; }

// The relations with everything on the left. Where both sides become one expression as they are read, there is nothing left to print.
std::string statement(const Claim& c) {
  std::vector<std::string> parts;
  std::size_t identities = 0;
  for (const auto& r : c.statement) {
    if (r.expr.is_zero()) {
      ++identities;
    } else {
      parts.push_back(to_text(r));
    }
  }
  if (identities > 0) parts.push_back(counted(identities, "relation", "relations") + " whose two sides are the same expression");
  return enumerate(parts);
}

std::string core(const Claim& c, const std::string& f) {
  const std::string partials = "all partial derivatives of " + f + " in " + join(names_of(c.over), ", ");
  const std::string in = " of " + f + " as a function of " + join(names_of(c.over), ", ");
  const std::string strict = c.strict ? "strict " : "";
  switch (c.kind) {
    case Kind::Always: return statement(c);
    case Kind::Value:
      return f + (c.path ? " along the path (" + to_text(*c.path) + "), for all eps > 0, equals " : " at " + place(c, "every") + " equals ") + symbolic::to_text(c.value);
    case Kind::CriticalPoint: return "at " + place(c, "every") + " " + f + " is differentiable nearby and " + partials + " are 0";
    case Kind::NoCriticalPoint: return is_one_point(c) ? "at " + place(c, "") + " not " + partials + " vanish" : "at " + place(c, "no") + " do " + partials + " vanish";
    case Kind::CriticalPointsSatisfy: return "every critical point" + in + " satisfies " + (c.condition ? to_text(*c.condition) : "");
    case Kind::NoLocalMinimum: return place(c, "no") + (is_one_point(c) ? " is no" : " is a") + " local minimum" + in;
    case Kind::LocalMinimum: return place(c, "every") + " is a " + strict + "local minimum" + in;
    case Kind::LocalMaximum: return place(c, "every") + " is a " + strict + "local maximum" + in;
    case Kind::Saddle: return place(c, "every") + " is a saddle" + in + ": critical, with lower and higher values in every neighbourhood";
    case Kind::Suboptimal: return place(c, "every") + " is not optimal: some other value of " + join(names_of(c.over), ", ") + " gives a strictly lower value of " + f;
    case Kind::LowerBound: return f + (c.strict ? " > " : " >= ") + symbolic::to_text(c.value);
    case Kind::Infimum:
      return "the infimum of " + f + " over " + join(names_of(c.over), ", ") + " is " + symbolic::to_text(c.value) + (c.attained ? ", and it is attained" : ", and it is not attained");
    case Kind::Minimizers:
      return "the global minimum of " + f + " over " + join(names_of(c.over), ", ") + " is " + symbolic::to_text(c.value) + ", attained exactly on the union of " + sets(c);
    case Kind::CriticalSet: return "the critical points" + in + " are exactly the union of " + sets(c);
    case Kind::Limit: return symbolic::to_text(c.of) + " tends to " + claimed_limit(c) + " " + path(c);
    case Kind::DivergencePath: {
      std::vector<std::string> parts;
      for (const auto& e : c.diverges) parts.push_back(symbolic::to_text(e));
      return f + " tends to " + claimed_limit(c) + " " + path(c) + ", where " + enumerate(parts) + (parts.size() == 1 ? " tends" : " each tend") + " to plus or minus infinity" +
             (c.decreasing ? ", and " + f + " strictly decreases as eps decreases to 0, for all small eps" : "");
    }
  }
  return "";
}

}  // namespace

std::string claimed_limit(const Claim& c) {
  switch (c.limit) {
    case claim::LimitSort::PlusInfinity: return "plus infinity";
    case claim::LimitSort::MinusInfinity: return "minus infinity";
    case claim::LimitSort::Finite: return symbolic::to_text(c.value);
  }
  return "";
}

std::string function_name(const Claim& c, const Instance& i) { return c.function.is_equal(i.objective) ? "L" : "F"; }

std::string sentence(const Claim& c, const Instance& i) {
  const std::string f = function_name(c, i);
  std::string text = quantifiers(c, i) + core(c, f);
  const bool speaks_of_function = c.kind != Kind::Always && c.kind != Kind::Limit;
  if (f == "F" && speaks_of_function) text += ", where F = " + symbolic::to_text(c.function);
  text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

}  // namespace losscert::report
