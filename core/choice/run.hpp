#pragma once

#include <chrono>
#include <optional>

#include "core/choice/schedule.hpp"
#include "core/choice/scheduler.hpp"
#include "core/record/timeline.hpp"

namespace choice {

/// How a run is to go on.
struct RunOptions {
  /// free: the kernel schedules. controlled: one process acts at a time.
  record::Mode mode = record::Mode::free;

  /// In controlled mode: the choices to begin with.
  Schedule schedule;
  /// Proposes what comes after them; nullptr: the order of virtual time.
  Scheduler* scheduler = nullptr;
  /// Whether the audience is asked, and may choose another than is proposed.
  bool asks = false;
  /// Does as proposed after this pause, and asks nobody.
  std::optional<std::chrono::nanoseconds> pace;
  /// A process that sleeps is not chosen before its time, that is, while another
  /// is ready or has an earlier time. Otherwise a sleep may end at any moment, as
  /// if all others were slow.
  bool honours_sleep = false;

  /// Scales the demo's own sleeps: 10 makes them ten times shorter. Above 0.
  double speed = 1;
  /// Gives up when the run has taken this long; time spent on asking does not
  /// count. None: never.
  std::optional<std::chrono::nanoseconds> timeout;
};

/// How a run ended, for whoever asked for it.
struct Result {
  record::End end;
  int signal = 0;       ///< the signal that told mpdemo to end; 0: none
  bool quit = false;    ///< the audience wanted to end it
  bool back = false;    ///< the audience wants to be where the last choice was made
  bool stuck = false;   ///< no process could go on any more, whatever has ended it then
  bool misfit = false;  ///< the schedule to begin with is not one of this program's
  Schedule schedule;    ///< the choices that were made
};

}  // namespace choice
