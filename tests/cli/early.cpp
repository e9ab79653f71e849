// Rows come as their claims are decided, and limits are kept.
#include <signal.h>

#include <chrono>
#include <functional>
#include <thread>

#include "losscert.hpp"
#include "support/catch.hpp"

using namespace cli;

namespace {

bool wait_for(const std::function<bool()>& what) {
  for (int k = 0; k < 3000; ++k) {
    if (what()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

// A network of some size with numbers of no structure: its claims are beyond a search of a second, whether it gets lost in its own steps or in exact algebra.
std::string large_case() {
  return R"(title = "A network"
[network]
inputs = 2
layers = [
  { units = 3, activation = "softplus", weights = "W1", bias = "b1" },
  { units = 1, activation = "identity", weights = "V" },
]
[data]
x = [["-7/3", "2/5"], ["8/7", "-1/9"], ["1/2", "5/3"], ["-4/9", "-9/4"], ["6/5", "7/8"]]
y = [["3/7"], ["-5/2"], ["9/8"], ["-1/6"], ["2/3"]]
[loss]
kind = "squared"
reduction = "sum"
[[claims]]
id = "no-minimum"
kind = "no-local-minimum"
[[claims]]
id = "bound"
kind = "lower-bound"
value = "1/1000"
[[claims]]
id = "no-critical-point"
kind = "no-critical-point"
)";
}

}  // namespace

TEST_CASE("the time limit is kept, and named where it ended a search") {
  const Scratch s;
  s.write("case.toml", large_case());
  const Output o = s.losscert({"run", "case.toml", "--time-limit", "1", "--jobs", "1"});
  // Three searches, each at most 1 s, a tenth, and 1 s where a step does not look at the clock; and what the program itself takes.
  CHECK(o.processor_seconds < 3 * 2.2 + 1);
  const auto report = s.report("local/case");
  int ended = 0;
  for (const auto& c : report.at("claims")) {
    const auto& times = report.at("times").at("claims").at(c.at("id").get<std::string>());
    CHECK(times.at("prover_seconds").get<double>() < 10 * 1 + 2 + 1);
    CHECK(times.at("prover_processor_seconds").get<double>() < 2.2);
    if (times.at("prover_processor_seconds").get<double>() < 1) continue;
    ++ended;
    INFO(c.at("reason"));
    CHECK(c.at("reason").get<std::string>().find(" of processor time") != std::string::npos);
  }
  CHECK(ended > 0);
}

TEST_CASE("a row is printed when its claim is decided, whatever comes after it in its case or before it in another") {
  Scratch s;
  s.write("a.toml", small_case());
  s.write("b.toml", small_case(unexpected_claim()));
  s.use_checker(R"(case "$2" in
  */b/*minimum.json|*/.b.*minimum.json) echo "ok $1 minimum PROVED";;
  *) echo $$ >> pids; exec sleep 60;;
esac)");
  const pid_t run = s.start({"run", "a.toml", "b.toml", "--jobs", "3"});
  // The first case and the rest of the second are still with the checker.
  const bool came = wait_for([&] { return s.read(".out").find('\n') != std::string::npos; });
  const std::string out = s.read(".out");
  kill(run, SIGINT);
  s.finish(run);
  CHECK(came);
  CHECK(out.rfind("local/b  minimum     PROVED     as expected   ", 0) == 0);
  CHECK(out.find('\n') + 1 == out.size());
}
