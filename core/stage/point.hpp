#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/os/clock.hpp"
#include "core/probe/act.hpp"

namespace stage {

/// Where a process of a demo stands.
enum class Standing {
  running,  ///< between two acts
  ready,    ///< held at its gate before its next act
  blocked,  ///< its act must wait for an object
  asleep,   ///< it sleeps, and will go on by itself
};

/// One process at a scheduling point.
struct Role {
  int number = 0;  ///< by order of appearance, from 1: what a schedule calls it
  pid_t pid = 0;
  std::string name;
  Standing standing = Standing::running;
  probe::Act next;                 ///< what it is about to do, or cannot do yet
  std::optional<os::Stamp> until;  ///< asleep, or blocked with a limit: by the stage's clock
  bool gives_up = false;           ///< its act waits for a limited time, or not at all
  std::vector<pid_t> held_by;      ///< blocked: who holds what it waits for
  std::vector<std::string> holds;  ///< the objects that it holds
  bool may_act = false;            ///< whether it can be chosen
};

/// A scheduling point: nobody is between two acts, and one process is to be
/// chosen who acts next.
struct Point {
  std::vector<Role> roles;              ///< who has not ended, by number
  int met = 0;                          ///< the highest number so far
  os::Stamp clock{};                    ///< how late it is on the stage
  std::chrono::nanoseconds elapsed{0};  ///< the same, since the demo began
  std::size_t made = 0;                 ///< choices that led here
  std::size_t proposed = 0;             ///< index of a role that may act, if there is one
};

/// Whether anybody can be chosen.
bool anyone_may_act(const Point& point);

/// The index of the first role that is ready, or else of the one that would
/// wake first: the order in which the clock of the stage has it.
std::size_t first_in_time(const Point& point);

}  // namespace stage
