#pragma once

#include <sys/types.h>

#include <optional>
#include <vector>

#include "core/os/ptrace/tracee.hpp"

namespace os {

/// What a descriptor can be used for.
enum class Access { reading, writing };

/// A process's descriptor of a pipe or a socket.
struct Holding {
  int descriptor = -1;
  OpenFile file;
  bool reads = true;
  bool writes = true;

  bool allows(Access access) const { return access == Access::reading ? reads : writes; }
};

/// All of a process; none if it is gone. See proc(5), /proc/PID/fd.
std::vector<Holding> holdings(pid_t process);

/// The one with that number, if it is a pipe or a socket.
std::optional<Holding> holding(pid_t process, int descriptor);

/// Whether a process has a pipe or a socket open for that access.
bool holds(pid_t process, const OpenFile& file, Access access);

}  // namespace os
