#include "prove/claim/prove.hpp"

#include <algorithm>

#include "prove/algebra/functions.hpp"
#include "prove/claim/domain.hpp"
#include "prove/claim/lemmas.hpp"
#include "prove/claim/rooms.hpp"
#include "prove/claim/setting.hpp"
#include "prove/goal/lemmas.hpp"
#include "support/deadline.hpp"

namespace losscert::prove {

using symbolic::to_text;

namespace {

constexpr std::size_t kMostExamples = 30;
constexpr unsigned kGuardBits = 32, kMostBits = 4096;

/// What the claim says, as the trace tells it: of which expression, and what.
std::pair<Expr, std::string> sentence_of(const claim::Claim& c) {
  if (c.kind == claim::Kind::Limit) return {c.of, "tends to what is claimed"};
  if (c.kind != claim::Kind::Always || c.statement.empty()) return {c.function, claim::to_string(c.kind)};
  std::string wanted = symbolic::to_text(c.statement.front().rel) + " 0";
  if (c.statement.size() > 1) wanted += ", and " + std::to_string(c.statement.size() - 1) + " more";
  return {c.statement.front().expr, wanted + ", always"};
}

// One claim, tried both ways. Each attempt is an entry of the trace.
class Trial {
public:
  Trial(Search& search, const Setting& setting, std::vector<proof::Instance> instances)
      : search_(search), setting_(setting), goal_(setting.goal), instances_(std::move(instances)), row_(row_of(setting.goal.claim.kind)) {}

  std::optional<Json> proof() {
    return entry("proof", [&]() -> std::optional<Json> {
      const auto model = model_of(search_, goal_);
      if (!model) {
        reason_ = search_.contradiction(goal_.g0, goal_.scope) ? "the hypotheses contradict each other: nothing satisfies them" : "no exact example was found that satisfies the hypotheses";
        return std::nullopt;
      }
      const auto defined = defined_in_region(search_, goal_);
      if (defined.open) {
        const std::string condition = to_text(defined.open->expr) + " " + to_text(defined.open->rel) + " 0";
        reason_ = symbolic::is_constant(defined.open->expr)
                      ? "the function, as it is written, is not known to be defined, or differentiable where that is wanted, at the point: " + condition + " does not hold"
                      : "the claim's expressions, as they are written, are not shown to be defined where it speaks of them: " + condition + "; a hypothesis that says so would help";
        return std::nullopt;
      }
      const auto found = row_.prove(search_, goal_);
      if (!found) return std::nullopt;
      auto certificate = frame(*model);
      certificate.domain = defined.entries;
      for (auto& part : more_entries(search_, goal_, found.denominators)) certificate.domain.push_back(std::move(part));
      certificate.precision = precision();
      Json json = certificate.json(found.proof);
      if (!instances_.empty()) json["instances"] = proof::Value(proof::to_list(instances_)).json();
      return json;
    });
  }

  std::optional<Json> refutation() {
    return entry("refutation", [&]() -> std::optional<Json> {
      const auto found = refuted();
      if (!found) return std::nullopt;
      auto certificate = frame(found.witness);
      if (goal_.claim.path) certificate.domain = more_entries(search_, goal_, {});
      return certificate.json(found.proof);
    });
  }

  // A claim of a point that does not exist.
  std::optional<Json> refutation_by_absence() {
    const auto& [root, tree] = *setting_.absent;
    const auto witness = claims_existence(goal_.instance, goal_.claim, root) ? model_of(search_, goal_) : std::nullopt;
    if (!witness) return std::nullopt;
    return frame(*witness).json(proof::refuted::no_root(root, tree));
  }

  std::string reason() const {
    if (!reason_.empty()) return reason_;
    const std::string nearest = search_.trace().explanation();
    return row_.open + (undefined_.empty() ? "" : "; " + undefined_) + (nearest.empty() ? "" : "; " + nearest);
  }

private:
  template <class F>
  std::optional<Json> entry(const char* name, F attempt) {
    const auto [about, wanted] = sentence_of(goal_.claim);
    Trace::Entry entry(search_.trace(), name, Judgement::Claim, about, wanted);
    std::optional<Json> found;
    try {
      found = attempt();
    } catch (const std::domain_error& e) {
      undefined_ = std::string("the ") + name + " search met an expression that is not defined (" + e.what() + "); a hypothesis that keeps denominators from 0 and arguments of log positive would help";
    }
    if (found) entry.proved();
    return found;
  }

  proof::Certificate frame(const proof::Constants& example) const { return {precision(), setting_.roots, example, {}}; }
  /// The checker rounds in its own way: where the last bits decide, it has more of them.
  unsigned precision() const { return std::min(std::max(search_.options().start_bits, search_.bits_used()) + kGuardBits, kMostBits); }

  Refutation refuted() {
    if (goal_.instance.functions.empty()) return row_.refute(search_, goal_);
    // A witness gives the functions too: with examples in their places the claim is one about known functions.
    for (const Functions& f : choices(goal_.instance.functions, goal_.examples, goal_.g0.samples(), kMostExamples)) {
      const claim::Instance instance = put_in(goal_.instance, f);
      const claim::Claim claim = put_in(goal_.claim, f);
      const Setting concrete = prepare(instance, claim, search_.options());
      if (!concrete.reason.empty()) continue;
      auto found = row_.refute(search_, concrete.goal);
      if (!found) continue;
      for (const auto& [function, e] : f) found.witness.emplace_back(function->name, e);
      return found;
    }
    return {};
  }

  Search& search_;
  const Setting& setting_;
  const ClaimGoal& goal_;
  std::vector<proof::Instance> instances_;
  const KindRow& row_;
  std::string reason_, undefined_;
};

}  // namespace

namespace {

std::vector<const claim::Claim*> claims_named(const claim::Instance& instance, const std::vector<std::string>& ids) {
  std::vector<const claim::Claim*> out;
  for (const auto& c : instance.claims)
    if (std::find(ids.begin(), ids.end(), c.id) != ids.end()) out.push_back(&c);
  return out;
}

}  // namespace

Outcome prove(const claim::Instance& instance, const claim::Claim& claim, const Options& options, const std::vector<std::string>& lemmas) {
  Outcome out;
  const Deadline deadline(options.patience);
  Search search(all_rooms(), options);
  try {
    search.notes<Lemmas>() = {claims_named(instance, lemmas), instance.assumptions};
    Setting setting = prepare(instance, claim, options, search.notes<Lemmas>().claims);
    auto instances = setting.reason.empty() ? assume_lemmas(search, setting.goal) : std::vector<proof::Instance>();
    Trial trial(search, setting, std::move(instances));
    std::optional<Json> proved, refuted;
    if (!setting.reason.empty()) {
      if (setting.absent) refuted = trial.refutation_by_absence();
    } else if (claim.expect_proved) {
      proved = trial.proof();
      if (!proved) refuted = trial.refutation();
    } else {
      refuted = trial.refutation();
      if (!refuted) proved = trial.proof();
    }
    if (proved || refuted) {
      out.verdict = proved ? Verdict::Proved : Verdict::Refuted;
      out.certificate = proved ? *proved : *refuted;
    } else {
      out.reason = setting.reason.empty() ? trial.reason() : setting.reason;
    }
  } catch (const OutOfTime& stop) {
    out.reason = stop.what() + "; at work: " + search.trace().at_work_in_words();
  } catch (const std::exception& e) {
    out.reason = std::string("the search stopped: ") + e.what();
  }
  if (options.all_attempts || out.verdict == Verdict::Undecided) out.trace = search.trace().json();
  return out;
}

}  // namespace losscert::prove
