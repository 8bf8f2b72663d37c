#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace os {

/// At the stop after an exec, before the new program's first instruction: changes the
/// environment that it will find, "NAME=value" each. /proc/PID/environ keeps showing the
/// old one. False: nothing has been changed, as this is possible for 64-bit programs on
/// x86-64 alone. See the System V ABI, "Process Initialization".
bool change_start_environment(pid_t process,
                              const std::function<void(std::vector<std::string>&)>& change);

/// At the same stop: the program starts alike in every run. What the kernel gives it as
/// random bytes is always the same; and it finds no vDSO, so that it reads the clock by
/// calls that can be seen. False: nothing has been changed, as above. See getauxval(3),
/// vdso(7).
bool start_alike(pid_t process);

}  // namespace os
