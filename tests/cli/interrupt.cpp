// Ctrl-C: children are ended, nothing half-written stays, and what was there before stays whole.
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "losscert.hpp"
#include "support/catch.hpp"

using namespace cli;

namespace {

// Waits until the sleeping checker has told its process number.
pid_t checker_process(const Scratch& s) {
  for (int k = 0; k < 3000; ++k) {
    if (const std::string text = s.read("pid"); !text.empty() && text.back() == '\n') return static_cast<pid_t>(std::stol(text));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return -1;
}

// Whether it is gone within a few seconds; a process without parent takes a moment to be collected.
bool is_gone(pid_t pid) {
  for (int k = 0; k < 500; ++k) {
    if (kill(pid, 0) != 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

std::size_t entries(const fs::path& folder) {
  std::size_t n = 0;
  for (const auto& e : fs::recursive_directory_iterator(folder))
    if (!e.is_directory() || e.path().filename().string().front() == '.') ++n;
  return n;
}

}  // namespace

TEST_CASE("an interrupted run leaves nothing behind") {
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
    Scratch s;
    s.write("case.toml", small_case());
    s.use_checker("echo $$ > pid; exec sleep 60");
    const pid_t run = s.start({"run", "case.toml"});
    const pid_t checker = checker_process(s);
    REQUIRE(checker > 0);
    kill(run, signal);
    const Output o = s.finish(run);
    CHECK(o.status == 1000 + signal);
    CHECK(o.out.empty());
    CHECK(is_gone(checker));
    CHECK(entries(s / "losscert-reports") == 0);
  }
}

TEST_CASE("an interrupted run leaves the report of the run before as it was") {
  Scratch s;
  s.write("case.toml", small_case());
  s.use_checker("echo \"ok $1 minimum PROVED\"");
  REQUIRE(s.losscert({"run", "case.toml"}).status == 0);
  const std::string before = s.read("losscert-reports/local/case/report.json");
  const std::size_t files = entries(s / "losscert-reports");
  s.use_checker("echo $$ > pid; exec sleep 60");
  const pid_t run = s.start({"run", "case.toml"});
  REQUIRE(checker_process(s) > 0);
  kill(run, SIGINT);
  CHECK(s.finish(run).status == 1000 + SIGINT);
  CHECK(s.read("losscert-reports/local/case/report.json") == before);
  CHECK(entries(s / "losscert-reports") == files);
}

TEST_CASE("a killed run takes its children with it") {
  Scratch s;
  s.write("case.toml", small_case());
  s.use_checker("echo $$ > pid; exec sleep 60");
  const pid_t run = s.start({"run", "case.toml"});
  const pid_t checker = checker_process(s);
  REQUIRE(checker > 0);
  kill(run, SIGKILL);
  CHECK(s.finish(run).status == 1000 + SIGKILL);
  CHECK(is_gone(checker));
}
