// The signals that Pool listens to: a child's end, and requests to stop.
#pragma once

namespace losscert::app {

/// Becomes readable when a signal has come. One pipe for the process.
int signal_descriptor();
void drain_signal_descriptor();
/// In a child: the default actions again, and the parent's pipe closed.
void restore_signals_in_child();

}  // namespace losscert::app
