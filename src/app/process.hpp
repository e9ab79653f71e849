// Child processes with limits, several at once. GiNaC is not thread-safe, and a search may crash or run away: so every claim has a process of its own.
//
// A child's end is always told: it exits, is ended by a signal, by the system when its processor time is used up, or is killed when the clock says so. Nothing waits for a child without a limit.
// SIGINT, SIGTERM and SIGHUP kill all children and make run() throw Interrupted.
#pragma once
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace losscert::app {

/// A signal asked the program to stop.
struct Interrupted {
  int signal;
};

/// When a child is ended.
struct Limits {
  std::chrono::milliseconds clock{0};     ///< since its start
  std::chrono::seconds processor{0};      ///< 0: no limit of its own
};

struct Ended {
  enum class How { Exited, Signalled, OutOfProcessorTime, TimedOut, TooMuchOutput, NotStarted };
  How how = How::NotStarted;
  int status = 0;                    ///< exit status, or the signal's number
  std::string output;                ///< standard output
  std::string errors;                ///< standard error
  double seconds = 0;                ///< by the clock
  double processor_seconds = 0;      ///< its own and that of its children, from the system
  long peak_kib = 0;                 ///< largest resident set, from the system
  std::vector<std::string> at_work;  ///< what the noticeboard of a task with a body said at the end, outermost first
  Limits limits;                     ///< the task's

  bool succeeded() const { return how == How::Exited && status == 0; }
  /// "was ended by signal 11 (Segmentation fault)", "was ended after 66 s of processor time", ...
  std::string describe() const;
};

struct Task {
  std::string label;                               ///< for progress
  std::function<void(int)> body;                   ///< run in the child with the descriptor for its output; returns on success. What it is at it writes to Noticeboard::mine()
  std::vector<std::string> command;                ///< instead of body: program and arguments
  Limits limits;
  std::function<void(const Ended&)> done;          ///< called in the parent; may add tasks
};

class Pool {
public:
  /// `progress` is told about once a second which tasks are running and since when (in seconds).
  using Progress = std::function<void(const std::vector<std::pair<std::string, double>>&)>;
  Pool(unsigned jobs, Progress progress);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();  ///< kills what still runs

  void add(Task t) { waiting_.push_back(std::move(t)); }
  /// Before all that wait: the second step of something begun.
  void add_next(Task t) { waiting_.push_front(std::move(t)); }
  /// Runs all tasks, also those added meanwhile, to their end.
  void run();

private:
  struct Child;
  void start(Task t);
  void wait_for_news();
  void collect();
  void report_progress();
  void kill_all();

  unsigned jobs_;
  Progress progress_;
  std::deque<Task> waiting_;
  std::vector<std::unique_ptr<Child>> running_;
  std::chrono::steady_clock::time_point last_progress_ = std::chrono::steady_clock::now();
};

/// Runs one command to its end, output captured.
Ended run_command(const std::vector<std::string>& command, const Limits& limits);

/// From now on SIGINT, SIGTERM and SIGHUP raise a flag, which Pool heeds; SIGPIPE is ignored.
void catch_signals();
/// Throws Interrupted if one of them came.
void throw_if_interrupted();

}  // namespace losscert::app
