#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/choice/schedule.hpp"
#include "core/choice/scheduler.hpp"
#include "core/record/timeline.hpp"

namespace choice {

/// The settings of a run.
struct RunOptions {
  /// free: the kernel schedules. controlled: one process acts at a time.
  record::Mode mode = record::Mode::free;

  /// In controlled mode: the choices to begin with.
  Schedule schedule;
  /// From a choice on that does not fit this program, the schedule is left out; otherwise
  /// that ends the run.
  bool keeps_what_fits = false;
  /// Proposes what comes after them; nullptr: the order of virtual time.
  Scheduler* scheduler = nullptr;
  /// Whether the audience is asked, and may choose another process than the
  /// proposed one.
  bool asks = false;
  /// Follows the proposals after this pause each, without asking.
  std::optional<std::chrono::nanoseconds> pace;
  /// A process that sleeps is not chosen while another is ready or wakes earlier.
  /// Otherwise a sleep may end at any moment, as if all others were slow.
  bool honours_sleep = false;
  /// Each point of a traced program says what its state is: what each process has learned,
  /// and what is in the things that they share; an act that would have to wait is not offered.
  /// Of pages all points do.
  bool tells_state = false;
  /// What the program's runs have discovered about it so far, in the words of what runs it. If
  /// a run discovers more, acts count that were left out before, and what those runs have
  /// shown of states is no longer true.
  std::string discovered = {};

  /// A traced program reads another time than in other runs, and time passes otherwise.
  bool has_other_clock = false;

  /// Scales the demo's own sleeps: 10 makes them ten times shorter. Above 0.
  double speed = 1;
  /// Gives up when the run has taken this long, not counting time spent on
  /// asking. None: never.
  std::optional<std::chrono::nanoseconds> timeout;
};

/// The result of a run.
struct Result {
  record::End end;
  int signal = 0;               ///< the signal that told mpdemo to end; 0: none
  bool quit = false;            ///< the audience wanted to end it
  bool back = false;            ///< the audience wants to be where the last choice was made
  bool stuck = false;           ///< at the end no process could go on
  bool misfit = false;          ///< the given schedule does not fit this program
  Schedule schedule;            ///< the choices that were made
  std::size_t before_last = 0;  ///< how many came before the last that a reader is asked about
  std::size_t steps = 0;        ///< of the choices, those that a reader is asked about
  std::string discovered = {};  ///< what this run and those before it have, see RunOptions
};

}  // namespace choice
