#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <functional>
#include <optional>
#include <string>

#include "core/os/process/exit_status.hpp"
#include "core/probe/act.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

using os::ExitStatus;

/// Copies this process, as fork(2) does: returns 0 in the child and the child's
/// PID in the parent. Throws std::system_error when the kernel refuses. Any
/// thread may call this and the functions below; the child has only a copy of
/// that thread.
pid_t fork(probe::Place place = probe::Place::here());

/// The same for a child that is to be called `name`; empty: by its place in the
/// tree. Process and Pool start theirs with it. `mode` is for the record: spawn when the
/// child will execute the program anew.
pid_t fork_named(const std::string& name, probe::Place place,
                 probe::ForkMode mode = probe::ForkMode::fork);

/// Waits until the child `pid` has ended, reaps it and returns how it ended,
/// like waitpid(2). Throws std::system_error when `pid` is no child of this
/// process, or has been reaped before.
ExitStatus wait_for(pid_t pid, probe::Place place = probe::Place::here());

namespace detail {
/// Waits for the child `pid`, as two acts, until `try_reap` returns how it ended, at most
/// until `deadline`; between two tries `await_end` sleeps. Every wait for a child uses
/// this.
std::optional<ExitStatus> wait_for_end(pid_t pid, probe::Deadline deadline, probe::Place place,
                                       const std::function<std::optional<ExitStatus>()>& try_reap,
                                       const std::function<void(probe::Deadline)>& await_end);
}  // namespace detail

}  // namespace mp
