#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

namespace os {

/// The text of /proc/PID/NAME, at most 4096 bytes of it; empty when there is no
/// such process. See proc(5).
std::string proc_file(pid_t pid, const char* name);

/// The process that a thread belongs to; 0: there is no such thread.
pid_t process_of(pid_t thread);

/// Who traces a process; 0: nobody.
pid_t tracer_of(pid_t pid);

/// Whether a process has a handler of its own for a signal.
bool catches(pid_t pid, int signal);

/// Whether a process ignores a signal.
bool ignores(pid_t pid, int signal);

/// How many filters look at its system calls; 0 before Linux 5.9.
std::uint64_t filters_of(pid_t pid);

}  // namespace os
