#include "check/system_limits.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <vector>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LOSSCERT_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LOSSCERT_SANITIZED 1
#endif
#endif

namespace losscert::check {

namespace {

// A sanitizer reserves address space without bound and reports bad accesses itself.
#ifdef LOSSCERT_SANITIZED
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

// What the handler says; it may not allocate, so all is laid out before.
struct Guard {
  std::string line;
  std::string_view rest;
  int to = 2, status = 2;
  long seconds = 0;
} guard;

void put(const char* text, std::size_t n) {
  while (n > 0) {
    const ssize_t written = write(guard.to, text, n);
    if (written <= 0) return;
    text += written, n -= static_cast<std::size_t>(written);
  }
}

extern "C" void stopped(int signal) {
  const char* why = signal == SIGXCPU   ? "more processor time than the limit\n"
                    : signal == SIGSEGV ? "the stack or memory ran out\n"
                                        : "out of memory, or a failure, inside an arithmetic library\n";
  put(guard.line.data(), guard.line.size());
  put(why, std::strlen(why));
  put(guard.rest.data(), guard.rest.size());
  _exit(guard.status);
}

// Never above what is set from outside.
void lower(decltype(RLIMIT_AS) what, rlim_t value) {
  rlimit r{};
  if (getrlimit(what, &r) != 0) throw std::runtime_error("the system does not tell its limits");
  r.rlim_cur = r.rlim_max == RLIM_INFINITY ? value : std::min(value, r.rlim_max);
  if (setrlimit(what, &r) != 0) throw std::runtime_error("the system refuses a limit");
}

}  // namespace

void set_limits(const SystemLimits& limits) {
  guard.seconds = limits.seconds;
  if (limits.mebibytes > 0 && !sanitized) lower(RLIMIT_AS, static_cast<rlim_t>(limits.mebibytes) << 20);
  static std::vector<char> own_stack(std::size_t{64} << 10);  // where the stack is what ran out
  stack_t alternative{};
  alternative.ss_sp = own_stack.data();
  alternative.ss_size = own_stack.size();
  if (sigaltstack(&alternative, nullptr) != 0) throw std::runtime_error("the system refuses a second stack");
  struct sigaction action{};
  action.sa_handler = stopped;
  action.sa_flags = SA_ONSTACK;
  for (const int s : {SIGABRT, SIGXCPU, SIGSEGV})
    if ((s != SIGSEGV || !sanitized) && sigaction(s, &action, nullptr) != 0) throw std::runtime_error("the system refuses a handler");
}

void begin_guarded(const std::string& line, std::string_view rest, int to, int status) {
  guard.line = line, guard.rest = rest, guard.to = to, guard.status = status;
  rusage used{};
  if (guard.seconds == 0 || getrusage(RUSAGE_SELF, &used) != 0) return;
  lower(RLIMIT_CPU, static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + guard.seconds));
}

}  // namespace losscert::check
