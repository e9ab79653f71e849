// losscert explain, and the tree of attempts as lines and as JSON.
#include "report/attempts.hpp"

#include <algorithm>

#include "losscert.hpp"
#include "support/catch.hpp"

using namespace cli;
using nlohmann::json;
using losscert::report::attempts_as_json;
using losscert::report::attempts_as_lines;

namespace {

json attempt(const std::string& strategy, const std::string& outcome, const std::string& remark = "", const json& within = json::array()) {
  json entry = {{"strategy", strategy}, {"goal", "x - 1"}, {"wanted", "> 0"}, {"outcome", outcome}, {"seconds", 0.25}, {"remark", remark}};
  if (!within.empty()) entry["attempts"] = within;
  return entry;
}

}  // namespace

TEST_CASE("a tree of attempts reads from the outside in") {
  const json slope = {{"strategy", "interval"}, {"goal", "2*x"}, {"outcome", "failed"}, {"seconds", 12}, {"remark", "x has no lower end"}};
  const json trace = attempt("sign", "failed", "", {attempt("zero", "failed"), attempt("interval", "failed"), attempt("mean-value", "stopped", "no time left", json::array({slope}))});
  CHECK(attempts_as_lines(trace) == std::vector<std::string>{
                                        "sign: x - 1 > 0: failed, 0.25 s",
                                        "  zero, interval: failed, 0.50 s",
                                        "  mean-value: stopped, 0.25 s; no time left",
                                        "    interval: 2*x: failed, 12 s; x has no lower end",
                                    });
  const auto all = attempts_as_json(trace);
  REQUIRE(all.size() == 1);
  CHECK(all.at(0).at("attempts").size() == 3);
  CHECK(all.at(0).at("attempts").at(2).at("attempts").at(0).at("remark") == "x has no lower end");
  CHECK(all.dump().find("seconds") == std::string::npos);
}

TEST_CASE("a tree of attempts is bounded, upper levels first") {
  json deep = attempt("leaf", "failed", "why");
  for (int k = 0; k < 500; ++k) deep = attempt("chain", "failed", "", json::array({deep}));
  json wide = json::array();
  for (int k = 0; k < 30; ++k) wide.push_back(attempt("branch", "failed", "remark " + std::to_string(k), json::array({deep})));
  const auto lines = attempts_as_lines(wide, 40);
  CHECK(lines.size() <= 40);
  CHECK(std::count_if(lines.begin(), lines.end(), [](const std::string& l) { return l.rfind("branch", 0) == 0; }) == 30);
  CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& l) { return l.find("(501 attempts within not shown)") != std::string::npos; }));
  std::size_t told = 0, left_out = 0;
  const auto count = [&](const auto& self, const nlohmann::ordered_json& list) -> void {
    for (const auto& e : list) {
      ++told;
      left_out += e.value("left_out", std::size_t{0});
      if (e.contains("attempts")) self(self, e.at("attempts"));
    }
  };
  count(count, attempts_as_json(wide, 100));
  CHECK(told <= 100);
  CHECK(told + left_out == 30 * 502);
}

TEST_CASE("a trace with other members, or without any, is no error") {
  CHECK(attempts_as_lines(nullptr).empty());
  CHECK(attempts_as_lines("text").empty());
  CHECK(attempts_as_lines(json::array({1, "two", nullptr})).empty());
  CHECK(attempts_as_lines(json::array({{{"strategy", 7}, {"attempts", "none"}}})).size() == 1);
  const json frame = {{"strategy", "claim"}, {"left_out", 7}, {"attempts", json::array({attempt("sign", "open")})}};
  CHECK(attempts_as_lines(frame) == std::vector<std::string>{"sign: x - 1 > 0: open, 0.25 s", "and 7 attempts that the search has not kept"});
  const auto lines = attempts_as_lines(json::array({{{"strategy", "s"}, {"goal", std::string(5000, 'x') + "\n\033"}, {"outcome", "failed"}}}));
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().size() < 200);
  CHECK(lines.front().find('\033') == std::string::npos);
}

TEST_CASE("where the time went is told, the slowest first") {
  const json trace = {{"strategy", "claim"}, {"strategies", {{"a", {{"attempts", 1}, {"proved", 1}, {"seconds", 0.5}}}, {"b", {{"attempts", 20}, {"proved", 0}, {"seconds", 30}}}, {"c", 5}}}};
  CHECK(losscert::report::strategies_as_lines(trace) == std::vector<std::string>{"b: 20 attempts, 0 proofs, 30 s", "a: 1 attempt, 1 proof, 0.50 s"});
  CHECK(losscert::report::strategies_as_lines(trace, 1).size() == 1);
  CHECK(losscert::report::strategies_as_lines(nullptr).empty());
  CHECK(losscert::report::strategies_as_lines(json::array({trace})).empty());
}

TEST_CASE("explain tells what was searched for, and writes nothing") {
  const Scratch s;
  s.write("case.toml", small_case(open_claim()));
  const Output all = s.losscert({"explain", "case.toml"});
  CHECK(all.status == 0);
  CHECK(all.out.find("local/case minimum: evidence for it was found (`losscert run` checks it)\n") != std::string::npos);
  CHECK(all.out.find("local/case open: undecided: ") != std::string::npos);
  CHECK_FALSE(fs::exists(s / "losscert-reports"));
  const Output one = s.losscert({"explain", "case.toml", "open", "--lines", "5"});
  CHECK(one.out.find("minimum") == std::string::npos);
  CHECK(std::count(one.out.begin(), one.out.end(), '\n') <= 7 + 12);
  CHECK(s.losscert({"explain", "case.toml", "no-such-claim"}).status == 2);
  CHECK(s.losscert({"explain", "case.toml", "open", "--lines", "0"}).status == 2);
  CHECK(s.losscert({"explain"}).status == 2);
}
