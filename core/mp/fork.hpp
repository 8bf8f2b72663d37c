#pragma once

#include <sys/types.h>
#include <unistd.h>

#include "core/os/exit_status.hpp"
#include "core/probe/act.hpp"

namespace mp {

using os::ExitStatus;

/// Copies this process, as fork(2) does: returns 0 in the child and the
/// child's PID in the parent. Throws std::system_error when the kernel refuses.
pid_t fork(probe::Place place = probe::Place::here());

/// Waits until the child `pid` has ended, reaps it and tells how it ended, as
/// waitpid(2) does. Throws std::system_error when `pid` is no child of this
/// process, or has been reaped before.
ExitStatus wait_for(pid_t pid, probe::Place place = probe::Place::here());

}  // namespace mp
