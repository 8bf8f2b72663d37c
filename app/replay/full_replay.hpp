#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "app/cli/options.hpp"
#include "app/language/wording.hpp"
#include "app/replay/record_input.hpp"
#include "app/replay/recorded_runs.hpp"
#include "app/screen/keys.hpp"
#include "app/screen/scene.hpp"
#include "app/screen/screen.hpp"
#include "app/session/key_line.hpp"
#include "app/session/lane_pane.hpp"
#include "app/session/subject.hpp"
#include "core/choice/point.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/descriptors/timer.hpp"
#include "core/os/process/signals.hpp"
#include "core/os/terminal/terminal_mode.hpp"
#include "core/view/model/shared_things.hpp"

namespace app {

/// Goes through recorded runs on the full screen, forward and back, an event at a time, as a
/// session goes through a run: the source with a mark for each process, the lanes, and what
/// each does next. The command makes it; one loop polls keys, signals, and what still comes.
class FullReplay {
 public:
  /// Whether the terminal and the options allow it.
  static bool is_possible(const ViewOptions& view, bool input_is_taken);

  /// Throws EnvironmentError when the terminal turns out to be unusable. `runs` may grow by
  /// what `following` takes; nullptr: nothing comes any more.
  FullReplay(const ViewOptions& view, const lessons::Catalogue& catalogue, const RecordedRuns& runs,
             os::TerminalMode& terminal, RecordInput::Following* following);

  /// Returns when the reader has come to the end or quits. Throws Interrupted.
  void show();

 private:
  // False: there is nothing more to show.
  bool obey_keys();
  bool obey(Key key);
  bool go_on();
  bool browse(Key key);
  void turn_page(Key key);

  void go_to(std::size_t stop);
  void open_run(const RecordedRuns::Stop& stop);
  void show_lanes(const RecordedRuns::Stop& stop, std::size_t events);
  void show_source();
  void say_end(const RecordedRuns::Stop& stop);
  std::string place(const RecordedRuns::Stop& stop) const;
  void hold();
  void change_pace(bool faster);

  void take_more();
  void handle_signals();
  Moment moment() const;
  void draw();

  const ViewOptions view_;
  const lessons::Catalogue& catalogue_;
  const RecordedRuns& runs_;
  const Wording& words_;
  os::TerminalMode& terminal_;
  RecordInput::Following* following_;
  os::SignalFd signals_;
  os::Timer timer_;
  os::Poller poller_;
  Screen screen_;
  LanePane pane_;
  view::SharedThings things_;
  Scene scene_;
  std::optional<Subject> subject_;  // of the run that is shown
  choice::Point point_;
  std::size_t at_ = 0;  // the stop
  std::optional<std::size_t> shown_run_;
  std::size_t shown_events_ = 0;  // in the lanes
  bool shows_end_ = false;        // in the lanes
  std::size_t file_ = 0;          // which of the files at the point is shown
  bool plays_ = false;
  std::chrono::nanoseconds pace_{std::chrono::seconds(1)};
  std::string typed_;  // keys not handled yet
};

}  // namespace app
