#pragma once

#include <sys/types.h>

#include "core/os/tracee.hpp"

namespace os {

/// What one can do with a descriptor.
enum class Access { reading, writing };

/// Whether a process has a pipe or a socket open so that it can do that. See
/// proc(5), /proc/PID/fdinfo.
bool holds(pid_t process, const OpenFile& file, Access access);

}  // namespace os
