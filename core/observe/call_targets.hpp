#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/os/tracee.hpp"

namespace observe {

// What the arguments of a call mean, and its result: on what and on whom it acts.
// Nothing here tells anything; Calls does.

/// Of a call that waits for children: for which, and whether it may take long.
struct Waiting {
  pid_t child = 0;  ///< 0: any
  bool blocks = false;
};
Waiting waiting_of(pid_t process, const os::SystemCall& call);

/// The child that such a call has reaped, or would have if it has ended; 0: none.
pid_t waited_for(pid_t thread, const os::SystemCall& call, std::int64_t result);

/// How that child ended, if the call has told its caller.
std::optional<os::ExitStatus> end_waited_for(pid_t thread, const os::SystemCall& call);

/// How many bytes a call is about to write.
std::uint64_t bytes_to_write(pid_t thread, const os::SystemCall& call);

/// Whether a call that receives leaves the bytes where they are.
bool only_looks(const os::SystemCall& call);

/// How long a call is about to sleep.
std::optional<std::chrono::nanoseconds> sleep_of(pid_t thread, const os::SystemCall& call);

/// A call that sends a signal.
struct Signalling {
  pid_t target = 0;  ///< 0, and below: a group, as in kill(2)
  int signal = 0;
};
Signalling signalling_of(pid_t process, const os::SystemCall& call);

/// Who of `alive` gets it.
std::vector<pid_t> targets_of(const Signalling& signalling, pid_t sender,
                              const std::vector<pid_t>& alive);

/// Whether it opens a file by its name.
bool is_opening(const os::SystemCall& call);

/// A call that opens one of its own descriptors by name, as "/dev/stdout".
struct Opening {
  int descriptor;
  bool closes_on_exec;
};
std::optional<Opening> opening_of(pid_t thread, pid_t process, const os::SystemCall& call);

}  // namespace observe
