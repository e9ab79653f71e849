#include "prove/claim/setting.hpp"

#include <algorithm>
#include <set>

#include "prove/algebra/functions.hpp"
#include "prove/region/roots.hpp"

namespace losscert::prove {

using claim::Kind;
using symbolic::contains;
using symbolic::substitute;
using symbolic::symbols_of;
using symbolic::to_text;

namespace {

constexpr std::size_t kMostChoices = 40;
constexpr int kTries = 20000, kTriesWithFunctions = 2000;

// Every symbol that the claim can see.
std::set<std::string> names_in(const claim::Instance& instance, const claim::Claim& claim) {
  std::set<std::string> used;
  const auto use = [&](const Expr& e) {
    for (const auto& v : symbols_of(e)) used.insert(v.get_name());
  };
  use(claim.function), use(claim.value), use(claim.of);
  for (const auto& [v, e] : claim.at) use(e);
  if (claim.path)
    for (const auto& [v, e] : *claim.path) use(e);
  for (const auto& e : claim.diverges) use(e);
  for (const auto* list : {&claim.where, &claim.statement, &instance.assumptions})
    for (const auto& r : *list) use(r.expr);
  if (claim.condition) use(claim.condition->expr);
  for (const auto& s : claim.sets)
    for (const auto& r : s) use(r.expr);
  return used;
}

std::optional<proof::Constants> model_with(Search& search, const ClaimGoal& goal, const Functions& f) {
  std::vector<Relation> relations = goal.hypotheses();
  for (Relation& r : relations) r.expr = symbolic::put_in(r.expr, f);
  Assignments assignments(goal.base, relations, {});
  std::optional<proof::Constants> found;
  assignments.any(f.empty() ? kTries : kTriesWithFunctions, [&](const Substitution& a, const Sample&) {
    if (!assignments.satisfied(search, goal.scope, a)) return false;
    found = constants(a);
    for (const auto& [function, e] : f) found->emplace_back(function->name, e);
    return true;
  });
  return found;
}

}  // namespace

Setting prepare(const claim::Instance& instance, const claim::Claim& claim, const Options& options, const std::vector<const claim::Claim*>& lemmas) {
  Setting s{{instance, claim, Context(options.start_bits), Context(options.start_bits), Context(options.start_bits)}, {}, {}, {}};
  ClaimGoal& goal = s.goal;
  auto used = names_in(instance, claim);
  for (const claim::Claim* l : lemmas) used.merge(names_in(instance, *l));
  const auto hypotheses = goal.hypotheses();
  for (const auto f : instance.functions) {
    goal.examples.push_back(examples_of(f, hypotheses));
    if (!occurs(f, instance, claim) && goal.examples.back().size() > 1) goal.examples.back().resize(1);  // one will do
    symbolic::set_examples(f, goal.examples.back());
  }
  std::vector<Symbol> all = instance.parameters;
  all.insert(all.end(), instance.variables.begin(), instance.variables.end());
  all.push_back(symbolic::symbol("eps"));
  goal.base.draw_samples(all, instance.functions);
  for (const auto& root : instance.roots) {
    const bool is_named = std::any_of(root.symbols.begin(), root.symbols.end(), [&](const Symbol& v) { return used.count(v.get_name()) > 0; });
    if (claim.expect_proved && !is_named) continue;  // a false claim may fail at a root that it does not name
    auto isolated = isolate(root, options);
    if (!isolated.evidence) {
      if (!is_named) continue;
      // A root that does not exist refutes what is claimed of it; but what needs a second one as well cannot even be read.
      if (s.reason.empty() && isolated.absence) s.absent = {root.name, isolated.absence};
      else s.absent.reset();
      s.reason += (s.reason.empty() ? "" : "; ") + isolated.reason;
      continue;
    }
    s.roots.emplace_back(root.name, std::move(*isolated.evidence));
    Substitution there;
    for (std::size_t k = 0; k < root.symbols.size(); ++k) {
      there[root.unknowns[k]] = root.symbols[k];
      goal.base.set_enclosure(root.symbols[k].get_name(), isolated.enclosure[k]);
    }
    for (const auto& e : root.equations) goal.base.add({substitute(e, there), Rel::Equal});
    for (std::size_t k = 0; k < root.symbols.size(); ++k) {
      goal.base.add({root.symbols[k] - root.box[k].first, Rel::GreaterEqual});
      goal.base.add({root.symbols[k] - root.box[k].second, Rel::LessEqual});
    }
  }
  goal.params = goal.base;
  for (const auto& r : instance.assumptions) goal.params.add(r);
  for (const auto& r : claim.where)
    if (std::none_of(claim.over.begin(), claim.over.end(), [&](const Symbol& v) { return contains(r.expr, v); })) goal.params.add(r);
  goal.g0 = goal.params;
  for (const auto& r : claim.where) goal.g0.add(r);
  return s;
}

std::optional<proof::Constants> model_of(Search& search, const ClaimGoal& goal) {
  if (goal.instance.functions.empty()) return model_with(search, goal, {});
  for (const Functions& f : choices(goal.instance.functions, goal.examples, goal.g0.samples(), kMostChoices))
    if (auto found = model_with(search, goal, f)) return found;
  return std::nullopt;
}

bool claims_existence(const claim::Instance& instance, const claim::Claim& claim, const std::string& root) {
  static const std::vector<Kind> kinds{Kind::Value, Kind::CriticalPoint, Kind::LocalMinimum, Kind::LocalMaximum, Kind::Saddle, Kind::Suboptimal};
  const auto it = std::find_if(instance.roots.begin(), instance.roots.end(), [&](const claim::Root& r) { return r.name == root; });
  if (claim.path || std::find(kinds.begin(), kinds.end(), claim.kind) == kinds.end() || it == instance.roots.end()) return false;
  const auto speaks = [&](const Expr& e) { return std::any_of(it->symbols.begin(), it->symbols.end(), [&](const Symbol& v) { return contains(symbolic::canonical(e), v); }); };
  const auto silent = [&](const std::vector<Relation>& relations) { return std::none_of(relations.begin(), relations.end(), [&](const Relation& r) { return speaks(r.expr); }); };
  return silent(instance.assumptions) && silent(claim.where) && std::any_of(claim.at.begin(), claim.at.end(), [&](const auto& x) { return speaks(x.second); });
}

}  // namespace losscert::prove
