#include "report/sentence.hpp"

#include <algorithm>
#include <cctype>
#include <set>

#include "report/formula.hpp"
#include "report/notation.hpp"
#include "report/page.hpp"

namespace losscert::report {
namespace {

using claim::Claim;
using claim::Instance;
using claim::Kind;
using Strings = std::vector<std::string>;

std::string ticked(const std::string& formula) { return "`" + formula + "`"; }
Strings ticked(const Strings& formulas) {
  Strings all;
  for (const auto& f : formulas) all.push_back(ticked(f));
  return all;
}

// "w[1]" belongs to "w".
std::string whole(const std::string& component) { return component.substr(0, component.find('[')); }

class Writer {
public:
  Writer(const CaseResult& c, const ClaimResult& r) : case_(c), c_(*r.claim), i_(*r.instance), w_(r.written), f_(function_name(c_, i_)) {}

  std::string all() const {
    std::string text = quantifiers() + core();
    if (f_ == "F" && c_.kind != Kind::Always && c_.kind != Kind::Limit) {
      const std::string what = w_.function.empty() ? "L" : w_.function;
      text += ", where `F = " + what + "`" + (w_.fix.empty() ? "" : " with " + ticked(assigned(w_.fix)));
    }
    if (!text.empty() && text[0] != '`') text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text + ".";
  }

private:
  static std::string assigned(const Assigned& a) {
    Strings parts;
    for (const auto& [name, value] : a) parts.push_back(name + " = " + value);
    return join(parts, ", ");
  }

  // "for all `lambda`, `x1` with `lambda > 0`": the constants, and the relations assumed.
  std::string quantifiers() const {
    // Statements and values are meant for all variables; the other kinds speak of the points of a space.
    const bool over_all = (c_.kind == Kind::Always || c_.kind == Kind::Value) && !c_.path;
    std::set<std::string> bound;
    for (const auto& v : c_.over)
      if (!over_all || c_.at.count(v) != 0) bound.insert(v.get_name());
    for (const auto& r : i_.roots)
      for (const auto& s : r.symbols) bound.insert(s.get_name());
    std::set<std::string> used;
    const auto use = [&](const claim::Expr& e) {
      for (const auto& s : symbolic::symbols_of(e))
        if (bound.count(s.get_name()) == 0 && s.get_name() != "eps") used.insert(s.get_name());
    };
    if (c_.kind != Kind::Always) use(c_.function);
    use(c_.value);
    for (const auto& [v, e] : c_.at) use(e);
    for (const auto& r : c_.where) use(r.expr);
    for (const auto& r : c_.statement) use(r.expr);
    for (const auto& s : c_.sets)
      for (const auto& r : s) use(r.expr);
    if (c_.path)
      for (const auto& [v, e] : *c_.path) use(e);
    Strings names, relations;
    for (const auto& list : {i_.parameters, i_.variables})
      for (const auto& s : list)
        if (const std::string name = ticked(whole(s.get_name())); used.count(s.get_name()) != 0 && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    const auto speaks = [&](const claim::Relation& r) {
      // An assumption about what does not occur says nothing here.
      const auto symbols = symbolic::symbols_of(r.expr);
      return !symbolic::abstract_atoms(r.expr).empty() || std::any_of(symbols.begin(), symbols.end(), [&](const auto& s) { return used.count(s.get_name()) != 0; });
    };
    if (i_.assumptions.size() == case_.written.assumptions.size()) {
      for (std::size_t k = 0; k < i_.assumptions.size(); ++k)
        if (speaks(i_.assumptions[k])) relations.push_back(ticked(case_.written.assumptions[k]));
    } else if (std::any_of(i_.assumptions.begin(), i_.assumptions.end(), speaks)) {
      for (const auto& a : case_.written.assumptions) relations.push_back(ticked(a));
    }
    for (const auto& r : w_.where) relations.push_back(ticked(r));
    std::string functions;
    for (const auto f : i_.functions) functions += (functions.empty() ? "for " : " and ") + declaration(f);
    if (!functions.empty() && !names.empty()) functions += " and ";
    if (names.empty() && relations.empty()) return functions.empty() ? "" : functions + ": ";
    if (names.empty()) return (functions.empty() ? "" : functions + ", ") + "where " + enumerate(relations) + ": ";
    return functions + "for all " + join(names, ", ") + (relations.empty() ? "" : " with " + enumerate(relations)) + ": ";
  }

  Strings over() const {
    Strings names;
    for (const auto& v : c_.over)
      if (const std::string name = ticked(whole(v.get_name())); std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    return names;
  }

  bool is_one_point() const { return c_.at.size() == c_.over.size() && !c_.over.empty(); }

  // "the point `a = 0, b = 1`", "every point `a = 0` (`b` free)", "every point".
  std::string place(const std::string& every) const {
    if (is_one_point()) return "the point " + ticked(assigned(w_.at));
    if (c_.at.empty()) return every + " point";
    Strings free;
    for (const auto& v : c_.over)
      if (const std::string name = ticked(whole(v.get_name())); c_.at.count(v) == 0 && std::find(free.begin(), free.end(), name) == free.end()) free.push_back(name);
    return every + " point " + ticked(assigned(w_.at)) + (free.empty() ? "" : " (" + join(free, ", ") + " free)");
  }

  std::string path() const { return "along the path " + ticked(assigned(w_.path)) + " as `eps -> 0`, `eps > 0`"; }
  std::string value() const { return ticked(w_.value.empty() ? symbolic::to_text(c_.value) : w_.value); }
  std::string sets() const {
    Strings parts;
    for (const auto& s : w_.sets) parts.push_back("{" + ticked(s) + "}");
    return (parts.size() == 1 ? "the set " : "the union of ") + enumerate(parts);
  }
  std::string limit() const {
    switch (c_.limit) {
      case claim::LimitSort::PlusInfinity: return "plus infinity";
      case claim::LimitSort::MinusInfinity: return "minus infinity";
      case claim::LimitSort::Finite: break;
    }
    return c_.kind == Kind::Limit && !w_.limit.empty() ? ticked(w_.limit) : ticked(symbolic::to_text(c_.value));
  }

  std::string core() const {
    const std::string partials = "all partial derivatives of " + f_ + " in " + join(over(), ", ");
    const std::string in = " of " + f_ + " as a function of " + join(over(), ", ");
    const std::string strict = c_.strict ? "strict " : "";
    switch (c_.kind) {
      case Kind::Always: return enumerate(ticked(w_.statement));
      case Kind::Value: return f_ + (c_.path ? " along the path " + ticked(assigned(w_.path)) + ", for all `eps > 0`, equals " : " at " + place("every") + " equals ") + value();
      case Kind::CriticalPoint: return "at " + place("every") + " " + f_ + " is differentiable nearby and " + partials + " are 0";
      case Kind::NoCriticalPoint: return is_one_point() ? "at " + place("") + " not " + partials + " vanish" : "at " + place("no") + " do " + partials + " vanish";
      case Kind::CriticalPointsSatisfy: return "every critical point" + in + " satisfies " + ticked(w_.condition);
      case Kind::NoLocalMinimum: return place("no") + (is_one_point() ? " is no" : " is a") + " local minimum" + in;
      case Kind::LocalMinimum: return place("every") + " is a " + strict + "local minimum" + in;
      case Kind::LocalMaximum: return place("every") + " is a " + strict + "local maximum" + in;
      case Kind::Saddle: return place("every") + " is a saddle" + in + ": critical, with lower and higher values in every neighbourhood";
      case Kind::Suboptimal: return place("every") + " is not optimal: some other value of " + join(over(), ", ") + " gives a strictly lower value of " + f_;
      case Kind::LowerBound: return ticked(f_ + (c_.strict ? " > " : " >= ") + (w_.value.empty() ? symbolic::to_text(c_.value) : w_.value));
      case Kind::Infimum: return "the infimum of " + f_ + " over " + join(over(), ", ") + " is " + value() + (c_.attained ? ", and it is attained" : ", and it is not attained");
      case Kind::Minimizers: return "the global minimum of " + f_ + " over " + join(over(), ", ") + " is " + value() + ", attained exactly on " + sets();
      case Kind::CriticalSet: return "the critical points" + in + " are exactly " + sets();
      case Kind::Limit: return (w_.of.empty() ? f_ : ticked(w_.of)) + " tends to " + limit() + " " + path();
      case Kind::DivergencePath:
        return f_ + " tends to " + limit() + " " + path() + ", where " + enumerate(ticked(w_.diverges)) + (w_.diverges.size() == 1 ? " tends" : " each tend") + " to plus or minus infinity" +
               (c_.decreasing ? ", and " + f_ + " strictly decreases as `eps` decreases to 0, for all small `eps`" : "");
    }
    return "";
  }

  const CaseResult& case_;
  const Claim& c_;
  const Instance& i_;
  const WrittenClaim& w_;
  std::string f_;
};

}  // namespace

std::string function_name(const Claim& c, const Instance& i) { return c.function.is_equal(i.objective) ? "L" : "F"; }

std::string sentence(const CaseResult& c, const ClaimResult& r) { return Writer(c, r).all(); }

std::string without_ticks(const std::string& text) {
  std::string all;
  const auto parts = parts_of(text);
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const auto f = k % 2 == 1 ? parse_formula(parts[k]) : std::nullopt;
    all += f ? plain(*f) : parts[k];
  }
  return all;
}

}  // namespace losscert::report
