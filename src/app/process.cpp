#include "app/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>

#include "app/signals.hpp"
#include "support/noticeboard.hpp"

namespace losscert::app {
namespace {

using Clock = std::chrono::steady_clock;

// Certificates beyond this size are rejected by the checker (src/check/FORMAT.md, section 1); no child has more to say.
constexpr std::size_t kLargestOutput = std::size_t{64} << 20;

double seconds_since(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

void make_pipe(int ends[2]) {
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe could be made: too many open files");
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

[[noreturn]] void execute(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const auto& a : command) arguments.push_back(const_cast<char*>(a.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  std::fprintf(stderr, "%s cannot be started: %s\n", arguments[0], std::strerror(errno));
  _exit(127);
}

// The system keeps it, whatever the child does: a step of a library that looks at no clock, or the checker. No image of the memory is wanted then.
void limit_processor_time(std::chrono::seconds most) {
  if (most.count() == 0) return;
  rlimit limit{};
  getrlimit(RLIMIT_CPU, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, static_cast<rlim_t>(most.count()));
  limit.rlim_max = std::min<rlim_t>(limit.rlim_max, limit.rlim_cur + 1);  // for one that is deaf to the signal
  setrlimit(RLIMIT_CPU, &limit);
  getrlimit(RLIMIT_CORE, &limit);
  limit.rlim_cur = 0;
  setrlimit(RLIMIT_CORE, &limit);
}

// A noticeboard in memory that a child shares.
class SharedBoard {
public:
  SharedBoard() : place_(mmap(nullptr, sizeof(Noticeboard), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) {
    if (place_ == MAP_FAILED) throw std::runtime_error("no memory could be shared with a child");
    board_ = new (place_) Noticeboard;
  }
  SharedBoard(const SharedBoard&) = delete;
  SharedBoard& operator=(const SharedBoard&) = delete;
  ~SharedBoard() { munmap(place_, sizeof(Noticeboard)); }
  Noticeboard* get() const { return board_; }

private:
  void* place_;
  Noticeboard* board_;
};

// Never returns into the parent's code: no destructor, no buffer of the parent's is touched.
[[noreturn]] void be_child(const Task& t, pid_t parent, int output, int errors, Noticeboard* board) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  limit_processor_time(t.limits.processor);
  Noticeboard::put_up(board);
  restore_signals_in_child();
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  dup2(errors, STDERR_FILENO);
  if (t.body) {
    try {
      t.body(output);
      _exit(0);
    } catch (const std::exception& e) {
      std::fprintf(stderr, "%s\n", e.what());
    } catch (...) {
      std::fprintf(stderr, "an error of unknown kind\n");
    }
    _exit(1);
  }
  dup2(output, STDOUT_FILENO);
  execute(t.command);
}

// "4.5"
std::string in_seconds(std::chrono::milliseconds t) {
  const auto tenths = (t.count() + 50) / 100;
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

}  // namespace

struct Pool::Child {
  Task task;
  pid_t pid = -1;
  int output = -1, errors = -1;
  Clock::time_point started;
  Ended ended;
  SharedBoard board;
  bool killed = false;

  /// Takes what the pipes hold; false if there is too much.
  bool drain() { return drain(output, ended.output) && drain(errors, ended.errors); }
  static bool drain(int from, std::string& to) {
    char bytes[1 << 16];
    for (ssize_t n; (n = read(from, bytes, sizeof bytes)) > 0;) {
      to.append(bytes, static_cast<std::size_t>(n));
      if (to.size() > kLargestOutput) return false;
    }
    return true;
  }
  void kill_because(Ended::How why) {
    if (killed) return;
    killed = true;
    ended.how = why;
    if (pid > 0) kill(pid, SIGKILL);
  }
  /// After the system has told of its end.
  void finish(int status, const rusage& usage) {
    close_pipes();
    const auto spent = [](const timeval& t) { return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec); };
    ended.processor_seconds = spent(usage.ru_utime) + spent(usage.ru_stime);
    if (!killed) {
      ended.how = WIFEXITED(status) ? Ended::How::Exited : Ended::How::Signalled;
      ended.status = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
      const auto most = static_cast<double>(task.limits.processor.count());
      // The signal of the limit, or what follows for one that is deaf to it.
      if (ended.how == Ended::How::Signalled && most > 0 && (ended.status == SIGXCPU || (ended.status == SIGKILL && ended.processor_seconds >= most))) ended.how = Ended::How::OutOfProcessorTime;
    }
    ended.at_work = board.get()->read();
    ended.limits = task.limits;
    ended.seconds = seconds_since(started);
    ended.peak_kib = usage.ru_maxrss;
  }
  void close_pipes() const {
    close(output);
    close(errors);
  }
};

std::string Ended::describe() const {
  // The last line of standard error is the nearest thing to a reason.
  std::string last = errors;
  while (!last.empty() && last.back() == '\n') last.pop_back();
  if (const auto cut = last.find_last_of('\n'); cut != std::string::npos) last.erase(0, cut + 1);
  const std::string detail = last.empty() ? "" : ": " + last;
  switch (how) {
    case How::Exited: return "ended with status " + std::to_string(status) + detail;
    case How::Signalled: return "was ended by signal " + std::to_string(status) + " (" + strsignal(status) + ")" + detail;
    case How::OutOfProcessorTime: return "was ended after " + std::to_string(limits.processor.count()) + " s of processor time";
    case How::TimedOut: return "was ended after " + in_seconds(limits.clock) + " s by the clock, with " + in_seconds(std::chrono::milliseconds(std::lround(1000 * processor_seconds))) + " s of processor time used";
    case How::TooMuchOutput: return "gave more than 64 MiB of output";
    case How::NotStarted: return "could not be started" + detail;
  }
  return "ended in an unknown way";
}

Pool::Pool(unsigned jobs, Progress progress) : jobs_(jobs), progress_(std::move(progress)) {}

Pool::~Pool() { kill_all(); }

void Pool::kill_all() {
  for (auto& c : running_) {
    kill(c->pid, SIGKILL);
    waitpid(c->pid, nullptr, 0);
    c->close_pipes();
  }
  running_.clear();
}

void Pool::start(Task t) {
  int output[2], errors[2];
  make_pipe(output);
  make_pipe(errors);
  std::fflush(nullptr);
  auto c = std::make_unique<Child>();
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) be_child(t, parent, output[1], errors[1], c->board.get());
  close(output[1]);
  close(errors[1]);
  c->task = std::move(t);
  c->pid = pid;
  c->output = output[0];
  c->errors = errors[0];
  c->started = Clock::now();
  if (pid < 0) {
    c->ended.errors = std::strerror(errno);
    c->close_pipes();
    c->task.done(c->ended);
    return;
  }
  running_.push_back(std::move(c));
}

void Pool::wait_for_news() {
  std::vector<pollfd> watched = {{signal_descriptor(), POLLIN, 0}};
  auto wake = Clock::now() + std::chrono::seconds(1);
  for (const auto& c : running_) {
    watched.push_back({c->output, POLLIN, 0});
    watched.push_back({c->errors, POLLIN, 0});
    if (!c->killed) wake = std::min(wake, c->started + c->task.limits.clock);
  }
  // A pipe at its end stays readable while its child still runs; the child's end comes as a signal, so do not spin on the pipe.
  for (std::size_t k = 1; k < watched.size(); ++k) {
    pollfd once = watched[k];
    if (poll(&once, 1, 0) > 0 && (once.revents & POLLIN) == 0) watched[k].fd = -1;
  }
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(wake - Clock::now()).count();
  poll(watched.data(), watched.size(), static_cast<int>(std::max<long long>(0, wait)));
  drain_signal_descriptor();
}

void Pool::collect() {
  for (std::size_t k = 0; k < running_.size();) {
    auto& c = *running_[k];
    if (!c.drain()) c.kill_because(Ended::How::TooMuchOutput);
    if (Clock::now() >= c.started + c.task.limits.clock) c.kill_because(Ended::How::TimedOut);
    int status = 0;
    rusage usage = {};
    if (wait4(c.pid, &status, WNOHANG, &usage) != c.pid) {
      ++k;
      continue;
    }
    const auto finished = std::move(running_[k]);
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(k));
    finished->pid = -1;
    if (!finished->drain()) finished->kill_because(Ended::How::TooMuchOutput);
    finished->finish(status, usage);
    finished->task.done(finished->ended);
  }
}

void Pool::report_progress() {
  if (!progress_ || seconds_since(last_progress_) < 1) return;
  last_progress_ = Clock::now();
  std::vector<std::pair<std::string, double>> rows;
  for (const auto& c : running_) rows.emplace_back(c->task.label, seconds_since(c->started));
  progress_(rows);
}

void Pool::run() {
  catch_signals();
  while (!waiting_.empty() || !running_.empty()) {
    while (!waiting_.empty() && running_.size() < jobs_) {
      Task next = std::move(waiting_.front());
      waiting_.pop_front();
      start(std::move(next));
    }
    if (!running_.empty()) wait_for_news();
    throw_if_interrupted();
    collect();
    report_progress();
  }
}

Ended run_command(const std::vector<std::string>& command, const Limits& limits) {
  Ended result;
  Pool pool(1, nullptr);
  pool.add({command.front(), nullptr, command, limits, [&](const Ended& e) { result = e; }});
  pool.run();
  return result;
}

}  // namespace losscert::app
