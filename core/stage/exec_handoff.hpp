#pragma once

#include <string>

#include "core/probe/watcher.hpp"

namespace stage {

/// What an Actor is made of, as far as another program can be told.
struct Belongings {
  int slots = -1;
  int sender = -1;
  int kill_switch = -1;
  int slot = -1;
  double speed = 1;
  std::string name;
  std::string names;  ///< of the page, as told
};

/// With it a program that a process of the demo executes makes an Actor like
/// the one before, and the demo goes on as if nothing had happened.
probe::ExecHandoff make_exec_handoff(const Belongings& belongings);

}  // namespace stage
