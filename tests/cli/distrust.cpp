// PROVED is printed only for what the checker accepted: exactly that claim, that verdict, that certificate, and nothing but acceptance.
#include "app/judge.hpp"
#include "losscert.hpp"
#include "support/catch.hpp"

using namespace cli;

namespace {

// Runs the small case with a checker that behaves like this.
void must_stay_undecided(const std::string& script, const std::string& reason) {
  INFO(script);
  Scratch s;
  s.write("case.toml", small_case());
  s.use_checker(script);
  const Output o = s.losscert({"run", "case.toml", "--time-limit", "1"});
  CHECK(o.status == 3);
  CHECK(o.out.rfind("local/case  minimum  UNDECIDED  ", 0) == 0);
  const auto claim = s.report("local/case").at("claims").at(0);
  CHECK(claim.at("verdict") == "UNDECIDED");
  CHECK(claim.at("checked") == false);
  CHECK(claim.at("reason").get<std::string>().find(reason) != std::string::npos);
  CHECK(claim.at("evidence").empty());
}

}  // namespace

TEST_CASE("a checker that accepts is believed") {
  Scratch s;
  s.write("case.toml", small_case());
  s.use_checker("echo \"ok $1 minimum PROVED\"");
  CHECK(s.losscert({"run", "case.toml"}).status == 0);
}

TEST_CASE("anything less leaves the claim undecided") {
  must_stay_undecided("echo \"rejected $1 minimum: the minor is not positive\"; exit 1", "the minor is not positive");
  must_stay_undecided("echo \"ok $1 minimum PROVED\"; exit 1", "status 1");
  must_stay_undecided("echo \"ok $1 minimum REFUTED\"", "did not accept");
  must_stay_undecided("echo \"ok $1 maximum PROVED\"", "did not accept");
  must_stay_undecided("echo \"ok other.toml minimum PROVED\"", "did not accept");
  must_stay_undecided("echo \"ok $1 minimum PROVED later\"", "did not accept");
  must_stay_undecided("echo \"not ok $1 minimum PROVED\"", "did not accept");
  must_stay_undecided("echo \"ok $1 minimum PROVED\"; echo \"rejected $1 minimum: no\"", "did not accept");
  must_stay_undecided("exit 0", "did not accept");
  must_stay_undecided("echo \"ok $1 minimum PROVED\" >&2", "did not accept");
  must_stay_undecided("kill -SEGV $$", "signal 11");
  must_stay_undecided("echo \"ok $1 minimum PROVED\"; kill -KILL $$", "signal 9");
  must_stay_undecided("exec sleep 60", "after 12 s by the clock");
  must_stay_undecided("while :; do :; done", "after 1 s of processor time");
}

TEST_CASE("what was checked is what is reported") {
  must_stay_undecided("echo \"ok $1 minimum PROVED\"; echo ' ' >> \"$2\"", "certificate file was changed");
  must_stay_undecided("echo \"ok $1 minimum PROVED\"; echo '# later' >> \"$1\"", "case file was changed");
}

TEST_CASE("a missing checker is bad input") {
  Scratch s;
  s.write("case.toml", small_case());
  s.use_checker("exit 0");
  fs::remove(s / "bin/losscert-check");
  CHECK(s.losscert({"run", "case.toml"}).status == 2);
}

TEST_CASE("the checker's lines are read by fields") {
  using losscert::app::read_checker_line;
  const auto ok = read_checker_line("ok a case.toml minimum[d=2] PROVED", "a case.toml");
  CHECK(ok.ok);
  CHECK(ok.claim == "minimum[d=2]");
  CHECK(ok.verdict == "PROVED");
  const auto no = read_checker_line("rejected c.toml minimum: ok c.toml minimum PROVED", "c.toml");
  CHECK_FALSE(no.ok);
  CHECK(no.rejected);
  CHECK(no.reason == "ok c.toml minimum PROVED");
  for (const char* line : {"", "ok", "ok c.toml", "ok c.toml minimum", " ok c.toml minimum PROVED", "okay c.toml minimum PROVED", "ok c.toml  minimum PROVED"})
    CHECK_FALSE(read_checker_line(line, "c.toml").ok);
}
