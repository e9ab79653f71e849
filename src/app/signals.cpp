#include "app/signals.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <stdexcept>

#include "app/process.hpp"

namespace losscert::app {
namespace {

volatile std::sig_atomic_t stop_signal = 0;
int signal_pipe[2] = {-1, -1};

// write() is async-signal-safe; a full pipe already says what there is to say.
void on_signal(int signal) {
  const int saved = errno;
  if (signal != SIGCHLD) stop_signal = signal;
  const char byte = 0;
  if (write(signal_pipe[1], &byte, 1) < 0) errno = saved;
  errno = saved;
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  sigemptyset(&action.sa_mask);
  action.sa_flags = signal == SIGCHLD ? SA_RESTART | SA_NOCLDSTOP : 0;
  sigaction(signal, &action, nullptr);
}

}  // namespace

void catch_signals() {
  if (signal_pipe[0] >= 0) return;
  if (pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) throw std::runtime_error("no pipe could be made");
  for (int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP}) handle(signal, on_signal);
  handle(SIGPIPE, SIG_IGN);
}

void throw_if_interrupted() {
  if (stop_signal != 0) throw Interrupted{stop_signal};
}

int signal_descriptor() { return signal_pipe[0]; }

void drain_signal_descriptor() {
  char bytes[64];
  while (read(signal_pipe[0], bytes, sizeof bytes) > 0) {
  }
}

void restore_signals_in_child() {
  for (int signal : {SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGPIPE}) handle(signal, SIG_DFL);
  close(signal_pipe[0]);
  close(signal_pipe[1]);
}

}  // namespace losscert::app
