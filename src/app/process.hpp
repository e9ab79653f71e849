// Child processes with a time limit, several at once. GiNaC is not thread-safe, and a search may crash or run away: so every claim has a process of its own.
//
// A child's end is always told: it exits, is ended by a signal, or is killed when its time is up. Nothing waits for a child without a limit.
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

struct Ended {
  enum class How { Exited, Signalled, TimedOut, TooMuchOutput, NotStarted };
  How how = How::NotStarted;
  int status = 0;       ///< exit status, or the signal's number
  std::string output;   ///< standard output
  std::string errors;   ///< standard error
  double seconds = 0;   ///< wall clock
  long peak_kib = 0;    ///< largest resident set, from the system

  bool succeeded() const { return how == How::Exited && status == 0; }
  /// "was ended by signal 11 (Segmentation fault)", "gave no result within the time limit", ...
  std::string describe() const;
};

struct Task {
  std::string label;                               ///< for progress
  std::function<void(int)> body;                   ///< run in the child with the descriptor for its output; returns on success
  std::vector<std::string> command;                ///< instead of body: program and arguments
  std::chrono::milliseconds limit{0};              ///< then the child is killed
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
Ended run_command(const std::vector<std::string>& command, std::chrono::milliseconds limit);

/// From now on SIGINT, SIGTERM and SIGHUP raise a flag, which Pool heeds; SIGPIPE is ignored.
void catch_signals();
/// Throws Interrupted if one of them came.
void throw_if_interrupted();

}  // namespace losscert::app
