#pragma once

#include <string>
#include <string_view>

#include "app/cli/options.hpp"
#include "app/replay/recorded_runs.hpp"
#include "app/replay/replay_screen.hpp"
#include "app/screen/keys.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/process/signals.hpp"
#include "core/os/terminal/terminal_mode.hpp"

namespace app {

/// Goes through recorded runs with the keys of a terminal, forward and back, an
/// event at a time. The command makes it when it has the runs; one loop polls
/// keys and signals, and the terminal is restored at the end.
class ReplaySession {
 public:
  /// The runs must not change.
  ReplaySession(const ViewOptions& options, const lessons::Catalogue& catalogue,
                const RecordedRuns& runs, os::TerminalMode& terminal);

  /// Returns when the reader has come to the end or quits. Throws Interrupted.
  void show();

 private:
  // False: there is nothing more to show.
  bool obey_keys();
  bool obey(Key key);
  bool run_on();

  void move_to(std::size_t stop, std::string_view if_there);
  void handle_signals();

  const RecordedRuns& runs_;
  os::TerminalMode& terminal_;
  os::SignalFd signals_;
  os::Poller poller_;
  ReplayScreen screen_;
  std::string typed_;  // keys not handled yet
};

}  // namespace app
