#pragma once

#include <string>

#include "core/probe/watcher.hpp"

namespace stage {

/// What an Actor is made of, as far as another program can be told.
struct Belongings {
  int board = -1;
  int sender = -1;
  int lifeline = -1;
  int slot = -1;
  double speed = 1;
  std::string name;
};

/// With it a program that a process of the demo executes makes an Actor like
/// the one before, and the demo goes on as if nothing had happened.
probe::Passport issue_passport(const Belongings& belongings);

}  // namespace stage
