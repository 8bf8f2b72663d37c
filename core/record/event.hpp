#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "core/probe/act.hpp"

namespace record {

/// An act as recorded: who did it, when, and as which event of the run.
struct Event {
  std::uint64_t seq = 0;                      ///< 1, 2, 3 ... in timeline order
  std::optional<std::chrono::nanoseconds> t;  ///< since the demo began; none when not recorded
  pid_t pid = 0;                              ///< the process that acted
  pid_t ppid = 0;                             ///< its parent, as it saw it then
  int process = 0;                            ///< 1, 2, 3 ... by order of appearance, unique in a
                                              ///< run; 0: not recorded
  std::string name;                           ///< "parent", "child-1", "child-1.1", "worker-2"
  probe::Act act;

  bool operator==(const Event&) const = default;
};

}  // namespace record
