#pragma once

#include <array>
#include <string_view>

namespace choice {

/// Why not everything is known about a program: each is a clause, which a report has in
/// English, and a view for people in its language. Whoever finds one says it by its name here.
enum class Doubt {
  not_in_time,
  ended_in_two_ways,
  began_otherwise,
  had_to_wait,
  waits_no_more,
  led_elsewhere,
  offered_else,
  not_done_again,
  not_tried,
  unchosen,
  clock,
  files,
  memory,
  network,
  polls,
  random,
  threads,
  timers,
  not_to_the_end,
  time_up,
  signal
};

/// In the same order.
inline constexpr std::array<std::string_view, 21> kDoubts = {
    "a run did not end in time",
    "a state ended in two ways",
    "a run began in another way",
    "an act had to wait that had not before",
    "an act had to wait, and then had not",
    "an act led to another state than before",
    "a state offered something else than before",
    "an act could not be done again",
    "an act could not be tried",
    "a process has done something that others notice, or has learned of them, at a moment that no "
    "choice led to",
    "a process has read the clock",
    "the runs have seen each other's files",
    "processes share memory, and not all accesses to it are seen",
    "a process has used the network",
    "a process has asked which of several things is ready, and when it did was no choice",
    "a process has read random numbers",
    "a process has several threads, and the order of their acts is not chosen",
    "a process has set a timer, or a limit to a wait",
    "not every run was seen to its end",
    "the time was up",
    "a signal came"};
static_assert(kDoubts.size() == static_cast<std::size_t>(Doubt::signal) + 1);

constexpr std::string_view text_of(Doubt doubt) {
  return kDoubts[static_cast<std::size_t>(doubt)];
}

}  // namespace choice
