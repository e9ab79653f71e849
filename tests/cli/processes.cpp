// Child processes: every way to end is told, and none makes the parent wait beyond the limit.
#include <signal.h>
#include <unistd.h>

#include <stdexcept>

#include "app/process.hpp"
#include "support/catch.hpp"

using losscert::app::Ended;
using losscert::app::Pool;
using losscert::app::Task;

namespace {

Ended end_of(std::function<void(int)> body, std::chrono::milliseconds limit = std::chrono::seconds(20)) {
  Ended result;
  Pool pool(1, nullptr);
  pool.add({"test", std::move(body), {}, limit, [&](const Ended& e) { result = e; }});
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
  const Ended busy = end_of([](int) { for (volatile int k = 0;;) k = k + 1; }, std::chrono::milliseconds(200));
  CHECK(busy.how == Ended::How::TimedOut);
  // Deaf to polite requests, silent, its pipes closed: killed all the same.
  const Ended deaf = end_of(
      [](int to) {
        signal(SIGTERM, SIG_IGN);
        close(to);
        close(STDERR_FILENO);
        for (;;) pause();
      },
      std::chrono::milliseconds(200));
  CHECK(deaf.how == Ended::How::TimedOut);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
}

TEST_CASE("a child that never stops talking is stopped") {
  const Ended e = end_of([](int to) { for (;;) say(to, std::string(60'000, 'x')); }, std::chrono::seconds(60));
  CHECK(e.how == Ended::How::TooMuchOutput);
}

TEST_CASE("a program that is not there does not start") {
  const Ended e = losscert::app::run_command({"/no/such/program"}, std::chrono::seconds(5));
  CHECK_FALSE(e.succeeded());
  CHECK(e.describe().find("/no/such/program") != std::string::npos);
}

TEST_CASE("children run side by side, and what one leads to goes first") {
  std::vector<std::string> order;
  Pool pool(1, nullptr);
  const auto nothing = [](int) {};
  for (const std::string name : {"a", "b"})
    pool.add({name, nothing, {}, std::chrono::seconds(20), [&, name](const Ended&) {
                order.push_back(name);
                pool.add_next({name + "2", nothing, {}, std::chrono::seconds(20), [&, name](const Ended&) { order.push_back(name + "2"); }});
              }});
  pool.run();
  CHECK(order == std::vector<std::string>{"a", "a2", "b", "b2"});

  const auto begin = std::chrono::steady_clock::now();
  Pool wide(8, nullptr);
  for (int k = 0; k < 8; ++k) wide.add({"sleeper", [](int) { usleep(500'000); }, {}, std::chrono::seconds(20), [](const Ended&) {}});
  wide.run();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(3500));
}
