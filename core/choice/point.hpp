#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/choice/digest.hpp"
#include "core/choice/footprint.hpp"
#include "core/choice/wait_graph.hpp"
#include "core/os/clock.hpp"
#include "core/probe/act.hpp"

namespace choice {

/// The state of a process at a point.
enum class Standing {
  busy,     ///< on its way to its next act, which may take long: it computes
  ready,    ///< held before its next act
  blocked,  ///< its act must wait for an object
  asleep,   ///< it sleeps, and will go on by itself
};

/// One process at a point, or one thread of a traced program.
struct Role {
  int number = 0;  ///< by order of appearance, from 1: what a schedule calls it
  pid_t pid = 0;   ///< for a thread: its thread ID
  std::string name;
  Standing standing = Standing::busy;
  probe::Act next;                      ///< what it is about to do, or cannot do yet
  std::optional<os::Stamp> until;       ///< asleep, or blocked with a limit: by the point's clock
  bool gives_up = false;                ///< its act waits for a limited time, or does not wait
  std::vector<Holder> held_by;          ///< if blocked: the holders of what it waits for
  std::vector<probe::ObjectRef> holds;  ///< the objects that it holds
  bool may_act = false;                 ///< whether it can be chosen
  std::optional<os::Stamp> limit = {};  ///< when it gives up or wakes, whatever its standing
  Digest learned = {};                  ///< all that it has seen of others and no act shows
  pid_t own_pid = 0;                    ///< what it calls itself, if that is another number
  /// Its next act only asks how things are, and may be repeated in a loop.
  bool only_asks = false;
  int times_asked = 0;  ///< how often it has done so
  /// Where a reader chooses, it is done without a question: mostly others do not notice it.
  bool goes_unasked = false;
  /// No other process can notice its next act, nor change what comes of it: where the source
  /// tells what is in all things (see Point::contents).
  bool is_unnoticed = false;
  Footprint footprint = {};  ///< of its next act: where the source tells what is in all things
};

/// A moment at which no process is on its way to its next act: each is held, blocked,
/// asleep, or known to be computing; and one has to be chosen to act next. A source makes
/// it; audiences and schedulers read it.
struct Point {
  std::vector<Role> roles;              ///< those that have not ended, by number
  int met = 0;                          ///< the highest number so far
  os::Stamp clock{};                    ///< the current virtual time
  std::chrono::nanoseconds elapsed{0};  ///< the same, since the run began
  std::size_t made = 0;                 ///< choices that led here
  std::size_t steps = 0;                ///< of these, those that a reader is asked about
  std::size_t proposed = 0;             ///< index of a role that may act, if there is one
  /// If no role may act: what each waits for.
  WaitGraph waits;
  /// If no role may act: none will ever go on. False: one computes, sleeps in the
  /// kernel, or waits for something outside the run.
  bool is_final = true;
  /// Offered to a reader: who has acted without a question since the point before, by number.
  std::vector<int> unasked = {};
  /// What is in the things that processes share, if the source keeps account of that itself;
  /// then `learned` is all that a role has done and learned.
  std::optional<Digest> contents = {};
  /// So far in this run a process has done something that others notice, or has learned of
  /// others, at a moment that no choice led to: there may be outcomes that no choice leads to.
  bool has_unchosen = false;
};

/// Whether a role can be chosen.
bool anyone_may_act(const Point& point);

/// The index of the first role that is ready, or else of the one that would
/// wake first: the order that virtual time gives.
std::size_t first_in_time(const Point& point);

}  // namespace choice
