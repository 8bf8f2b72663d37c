#pragma once

#include <sys/types.h>

#include <optional>
#include <vector>

#include "core/os/ptrace/tracee.hpp"

namespace os {

/// What one can do with a descriptor.
enum class Access { reading, writing };

/// A descriptor of a process that stands for a pipe or a socket.
struct Holding {
  int descriptor = -1;
  OpenFile file;
  bool reads = true;
  bool writes = true;

  bool allows(Access access) const { return access == Access::reading ? reads : writes; }
};

/// Those of a process; none of one that has gone. See proc(5), /proc/PID/fd.
std::vector<Holding> holdings(pid_t process);

/// One of them, if that descriptor is one.
std::optional<Holding> holding(pid_t process, int descriptor);

/// Whether a process has a pipe or a socket open so that it can do that.
bool holds(pid_t process, const OpenFile& file, Access access);

}  // namespace os
