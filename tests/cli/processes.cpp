// Child processes: every way to end is told, and none makes the parent wait beyond the limit.
#include <signal.h>
#include <unistd.h>

#include <stdexcept>

#include "app/process.hpp"
#include "support/catch.hpp"
#include "support/noticeboard.hpp"

using losscert::app::Ended;
using losscert::app::Limits;
using losscert::app::Pool;
using losscert::app::Task;

namespace {

Ended end_of(std::function<void(int)> body, const Limits& limits = {std::chrono::seconds(20)}) {
  Ended result;
  Pool pool(1, nullptr);
  pool.add({"test", std::move(body), {}, limits, [&](const Ended& e) { result = e; }});
  pool.run();
  return result;
}

void say(int to, const std::string& text) {
  if (write(to, text.data(), text.size()) < 0) _exit(9);
}

}  // namespace

TEST_CASE("a child's output is handed over whole") {
  const std::string long_text(3'000'000, 'x');
  const Ended e = end_of([&](int to) {
    for (std::size_t k = 0; k < long_text.size(); k += 50'000) say(to, long_text.substr(k, 50'000));
  });
  CHECK(e.succeeded());
  CHECK(e.output == long_text);
}

TEST_CASE("a child that fails says how") {
  const Ended thrown = end_of([](int) { throw std::runtime_error("no luck"); });
  CHECK(thrown.how == Ended::How::Exited);
  CHECK_FALSE(thrown.succeeded());
  CHECK(thrown.describe() == "ended with status 1: no luck");
  const Ended crashed = end_of([](int) {
    signal(SIGSEGV, SIG_DFL);  // Catch2 has its own
    raise(SIGSEGV);
  });
  CHECK(crashed.how == Ended::How::Signalled);
  CHECK(crashed.status == SIGSEGV);
  const Ended aborted = end_of([](int to) {
    signal(SIGABRT, SIG_DFL);
    say(to, "half a resu");
    abort();
  });
  CHECK(aborted.how == Ended::How::Signalled);
  CHECK_FALSE(aborted.succeeded());
}

TEST_CASE("a child's time is limited") {
  const auto begin = std::chrono::steady_clock::now();
  const Ended busy = end_of([](int) { for (volatile int k = 0;;) k = k + 1; }, {std::chrono::milliseconds(200)});
  CHECK(busy.how == Ended::How::TimedOut);
  CHECK(busy.describe().rfind("was ended after 0.2 s by the clock, with 0", 0) == 0);
  // Deaf to polite requests, silent, its pipes closed: killed all the same.
  const Ended deaf = end_of(
      [](int to) {
        signal(SIGTERM, SIG_IGN);
        close(to);
        close(STDERR_FILENO);
        for (;;) pause();
      },
      {std::chrono::milliseconds(200)});
  CHECK(deaf.how == Ended::How::TimedOut);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
}

TEST_CASE("a child's processor time is limited") {
  const auto spend = [](int) { for (volatile int k = 0;;) k = k + 1; };
  const Ended busy = end_of(spend, {std::chrono::minutes(2), std::chrono::seconds(1)});
  CHECK(busy.how == Ended::How::OutOfProcessorTime);
  CHECK(busy.describe() == "was ended after 1 s of processor time");
  CHECK(busy.processor_seconds > 0.9);
  CHECK(busy.processor_seconds < 1.5);
  const Ended deaf = end_of(
      [&](int to) {
        signal(SIGXCPU, SIG_IGN);
        spend(to);
      },
      {std::chrono::minutes(2), std::chrono::seconds(1)});
  CHECK(deaf.how == Ended::How::OutOfProcessorTime);
  CHECK(deaf.processor_seconds < 2.5);
  // Time that passes without work does not count.
  CHECK(end_of([](int) { usleep(1'500'000); }, {std::chrono::minutes(2), std::chrono::seconds(1)}).succeeded());
}

TEST_CASE("what a child was at is known whatever its end") {
  const auto names = [](int) {
    auto& board = losscert::Noticeboard::mine();
    board.enter("left again");
    board.leave();
    board.enter("outer");
    board.enter("inner, with a name that is much too long for the place that there is on the board");
  };
  const Ended ended = end_of(names);
  CHECK(ended.at_work == std::vector<std::string>{"outer", "inner, with a name that is much too long for th"});
  const Ended killed = end_of(
      [&](int to) {
        names(to);
        raise(SIGKILL);
      });
  CHECK(killed.how == Ended::How::Signalled);
  CHECK(killed.at_work == ended.at_work);
  const Ended deep = end_of([](int) {
    for (int k = 0; k < 1000; ++k) losscert::Noticeboard::mine().enter(std::to_string(k).c_str());
    for (int k = 0; k < 2; ++k) losscert::Noticeboard::mine().leave();
  });
  REQUIRE(deep.at_work.size() == 24);
  CHECK(deep.at_work.front() == "0");
  CHECK(deep.at_work.back() == "999");
  CHECK(end_of([](int) {}).at_work.empty());
}

TEST_CASE("a child that never stops talking is stopped") {
  const Ended e = end_of([](int to) { for (;;) say(to, std::string(60'000, 'x')); }, {std::chrono::seconds(60)});
  CHECK(e.how == Ended::How::TooMuchOutput);
}

TEST_CASE("a program that is not there does not start") {
  const Ended e = losscert::app::run_command({"/no/such/program"}, {std::chrono::seconds(5)});
  CHECK_FALSE(e.succeeded());
  CHECK(e.describe().find("/no/such/program") != std::string::npos);
}

TEST_CASE("children run side by side, and what one leads to goes first") {
  std::vector<std::string> order;
  Pool pool(1, nullptr);
  const auto nothing = [](int) {};
  for (const std::string name : {"a", "b"})
    pool.add({name, nothing, {}, {std::chrono::seconds(20)}, [&, name](const Ended&) {
                order.push_back(name);
                pool.add_next({name + "2", nothing, {}, {std::chrono::seconds(20)}, [&, name](const Ended&) { order.push_back(name + "2"); }});
              }});
  pool.run();
  CHECK(order == std::vector<std::string>{"a", "a2", "b", "b2"});

  const auto begin = std::chrono::steady_clock::now();
  Pool wide(8, nullptr);
  for (int k = 0; k < 8; ++k) wide.add({"sleeper", [](int) { usleep(500'000); }, {}, {std::chrono::seconds(20)}, [](const Ended&) {}});
  wide.run();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(3500));
}
