#pragma once

#include <sys/types.h>

#include <string>

namespace os {

/// The text of /proc/PID/NAME, at most 4096 bytes of it; empty when there is no
/// such process. See proc(5).
std::string proc_file(pid_t pid, const char* name);

/// Whether a process has a handler of its own for a signal.
bool catches(pid_t pid, int signal);
/// Whether it ignores it.
bool ignores(pid_t pid, int signal);

}  // namespace os
