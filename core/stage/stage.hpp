#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/stage/audience.hpp"
#include "core/trace/timeline.hpp"

namespace stage {

/// What is to be run: the body of a demo, and what its record says of it.
struct Script {
  std::string lesson;
  std::string demo;
  std::vector<std::string> argv;
  std::function<void()> body;
};

/// How it is to be run.
struct Conduct {
  /// free: the kernel schedules. controlled: every act waits for the audience.
  trace::Mode mode = trace::Mode::free;
  /// In controlled mode, acts by itself after this pause instead of asking.
  std::optional<std::chrono::nanoseconds> pace;
  /// Scales the demo's own sleeps: 10 makes them ten times shorter. Above 0.
  double speed = 1;
  /// Gives up when the demo has run this long; time spent on asking does not
  /// count. None: never.
  std::optional<std::chrono::nanoseconds> timeout;
};

/// How a run ended, for whoever asked for it.
struct Result {
  trace::End end;
  int signal = 0;     ///< the signal that told mpdemo to end; 0: none
  bool quit = false;  ///< the audience wanted to end it
};

/// Runs a demo in a process tree of its own and hands its run to `consumer` as
/// it happens. This process becomes its director: it starts the first process,
/// listens, opens gates, and returns when no process of the demo is left.
///
/// Throws std::system_error when the system refuses what a stage needs, a
/// process above all, and whatever `consumer` throws; nothing is left running
/// then either.
Result run(const Script& script, const Conduct& conduct, trace::Consumer& consumer,
           Audience& audience);

}  // namespace stage
