// The trace: what is kept, what is told, and what an open goal is said to lack.
#include <nlohmann/json.hpp>

#include "prove/claim/rooms.hpp"
#include "prove/goal/cells.hpp"
#include "support/catch.hpp"

using namespace losscert;
using namespace losscert::prove;
using Outcome = Attempted::Outcome;

namespace {

const Symbol x = symbolic::symbol("x"), y = symbolic::symbol("y");

Context context(const std::vector<Relation>& relations) {
  Context g(128);
  g.draw_samples({x, y});
  for (const auto& r : relations) g.add(r);
  return g;
}

std::size_t nodes(const Json& j) {
  std::size_t n = 0;
  if (j.contains("attempts"))
    for (const auto& child : j["attempts"]) n += 1 + nodes(child);
  return n;
}

bool says(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an open goal: what was tried, and a sample that contradicts it") {
  Search search(all_rooms(), {});
  REQUIRE_FALSE(search.sign({context({{x, Rel::Greater}}), x - y, kPositive, 2, {}}).within(kPositive));
  const auto& first = search.trace().entries().at(0);
  CHECK(first.strategy == std::string("sign"));
  CHECK(first.outcome == Outcome::Failed);
  CHECK(search.trace().tallies().at("enclosure").attempts == 1);
  CHECK(search.trace().tallies().count("terms") == 0);  // the samples had said that it is hopeless
  const std::string text = search.trace().explanation();
  INFO(text);
  CHECK(says(text, "> 0"));
  CHECK(says(text, "at x = "));
  CHECK(says(text, "it is about -"));
  CHECK(says(text, "a hypothesis that excludes such points"));
  const Json j = search.trace().json();
  CHECK(j["strategy"] == "claim");
  CHECK(j["attempts"][0]["wanted"] == "> 0");
  CHECK(j["attempts"][0]["outcome"] == "failed");
  CHECK(says(j["attempts"][0]["remark"], "it is about -"));
}

TEST_CASE("an open goal that holds at all samples, and one that has none") {
  const Expr waves = 3 + symbolic::sin_of(x) + symbolic::sin_of(y) + symbolic::sin_of(x + y);  // 0.4 and more
  {
    Search search(all_rooms(), {});
    REQUIRE_FALSE(search.sign({context({}), waves, kPositive, 0, {}}).within(kPositive));
    const std::string text = search.trace().explanation();
    INFO(text);
    CHECK(says(text, "it holds at all"));
  }
  Context g(128);
  Search search(all_rooms(), {});
  REQUIRE_FALSE(search.sign({g, waves, kPositive, 0, {}}).within(kPositive));
  CHECK(says(search.trace().explanation(), "no sample point satisfies the relations"));
}

TEST_CASE("an open limit names the sign that it hangs on") {
  Search search(all_rooms(), {});
  REQUIRE_FALSE(search.limit({context({}), symbolic::exp_of(x / symbolic::symbol("eps")), {}}));
  const std::string text = search.trace().explanation();
  INFO(text);
  CHECK(says(text, "x != 0 (wanted by limit)"));
  CHECK(says(search.trace().json().dump(), "the sign of x, on which a growth rate depends, stays open"));
}

TEST_CASE("a proof is one entry, and its attempts are counted") {
  Search search(all_rooms(), {});
  REQUIRE(search.sign({context({{x, Rel::Greater}}), x * x + x, kPositive, 2, {}}).within(kPositive));
  REQUIRE(search.trace().entries().size() == 1);
  CHECK(search.trace().entries()[0].outcome == Outcome::Proved);
  CHECK(search.trace().tallies().at("sign").successes >= 1);
  CHECK(search.trace().explanation().empty());
}

TEST_CASE("a search that is stopped names what was at work") {
  Search search(all_rooms(), {});
  try {
    Trace::Entry outer(search.trace(), "outer", Judgement::Claim, x);
    Trace::Entry inner(search.trace(), "inner", Judgement::Sign, x, "> 0");
    throw std::runtime_error("stopped");
  } catch (const std::runtime_error&) {
  }
  CHECK(search.trace().at_work() == std::vector<std::string>{"outer", "inner"});
  CHECK(search.trace().at_work_in_words() == "outer > inner");
  CHECK(search.trace().entries().at(1).outcome == Outcome::Stopped);
  CHECK(search.trace().json()["attempts"][0]["attempts"][0]["outcome"] == "stopped");
  const Trace::Entry next(search.trace(), "next", Judgement::Claim, x);
  CHECK(search.trace().at_work() == std::vector<std::string>{"next"});
}

TEST_CASE("the trace and its text stay within their bounds, and what is nearest is kept") {
  Trace trace(100);
  for (int k = 0; k < 50; ++k) {
    Trace::Entry goal(trace, "goal", Judgement::Sign, x, "> 0");
    for (int l = 0; l < 20; ++l) Trace::Entry part(trace, "part", Judgement::Sign, y, "< 0");
    if (k == 40) trace.remark("the one that matters");
  }
  CHECK(trace.entries().size() <= 100);
  CHECK(trace.dropped() > 0);
  CHECK(trace.tallies().at("part").attempts == 1000);
  for (std::size_t k = 0; k < trace.entries().size(); ++k) CHECK(trace.entries()[k].parent < static_cast<int>(k));
  const Json j = trace.json(10);
  CHECK(nodes(j) == 10);
  CHECK(says(j.dump(), "the one that matters"));
}
