#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/record/timeline.hpp"
#include "core/stage/audience.hpp"
#include "core/stage/schedule.hpp"
#include "core/stage/scheduler.hpp"

namespace stage {

/// What is to be run: the body of a demo, and what its record says of it.
struct RunSpec {
  std::string lesson;
  std::string demo;
  std::vector<std::string> argv;
  std::function<void()> body;
};

/// How it is to be run.
struct RunOptions {
  /// free: the kernel schedules. controlled: one process acts at a time.
  record::Mode mode = record::Mode::free;

  /// In controlled mode: the choices to begin with.
  Schedule schedule;
  /// Proposes what comes after them; nullptr: the order of the stage's clock.
  Scheduler* scheduler = nullptr;
  /// Whether the audience is asked, and may choose another than is proposed.
  bool asks = false;
  /// Does as proposed after this pause, and asks nobody.
  std::optional<std::chrono::nanoseconds> pace;
  /// Nobody who sleeps is chosen before his time, that is, while somebody is
  /// ready or has an earlier time. Otherwise a sleep may end at any moment, as
  /// if all others were slow.
  bool honours_sleep = false;

  /// Scales the demo's own sleeps: 10 makes them ten times shorter. Above 0.
  double speed = 1;
  /// Gives up when the demo has run this long; time spent on asking does not
  /// count. None: never.
  std::optional<std::chrono::nanoseconds> timeout;
};

/// How a run ended, for whoever asked for it.
struct Result {
  record::End end;
  int signal = 0;       ///< the signal that told mpdemo to end; 0: none
  bool quit = false;    ///< the audience wanted to end it
  bool back = false;    ///< the audience wants to be where the last choice was made
  bool stuck = false;   ///< nobody could go on any more, whatever has ended it then
  bool misfit = false;  ///< the schedule to begin with is not one of this demo's
  Schedule schedule;    ///< the choices that were made
};

/// Runs a demo in a process tree of its own and hands its run to `consumer` as
/// it happens. This process becomes its director: it starts the first process,
/// listens, opens gates, and returns when no process of the demo is left.
///
/// Throws std::system_error when the system refuses what a stage needs, a
/// process above all, and whatever `consumer` throws; nothing is left running
/// then either.
Result run(const RunSpec& spec, const RunOptions& run_options, record::Consumer& consumer,
           Audience& audience);

}  // namespace stage
