#pragma once

#include <string>

#include "core/probe/watcher.hpp"

namespace stage {

/// The parts of an Actor that can be passed to another program.
struct Belongings {
  int slots = -1;
  int sender = -1;
  int kill_switch = -1;
  int slot = -1;
  double speed = 1;
  std::string name;
  std::string names;  ///< of the page, as told
};

/// With it, a program that a process of the demo executes makes the same Actor
/// again, and the demo goes on as before.
probe::ExecHandoff make_exec_handoff(const Belongings& belongings);

}  // namespace stage
