#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

namespace tracer {

/// What a process executes: the name under which the kernel lists it, and its
/// command line as one would type it, shortened when it is very long.
struct Command {
  std::string name;
  std::string line;
};
Command command_of(pid_t pid);

/// The words of its command line; none: it has ended. See proc(5), /proc/PID/cmdline.
std::vector<std::string> words_of(pid_t pid);

/// Words as one would type them for a shell, shortened after `most` bytes.
inline constexpr std::size_t kMostOfCommand = 400;
std::string as_typed(const std::vector<std::string>& words, std::size_t most = kMostOfCommand);

}  // namespace tracer
