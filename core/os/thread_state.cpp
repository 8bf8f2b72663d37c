#include "core/os/thread_state.hpp"

#include <unistd.h>

#include <charconv>
#include <sstream>
#include <string>

#include "core/os/proc_file.hpp"

namespace os {
namespace {

std::string task_file(pid_t process, pid_t thread, const char* name) {
  return proc_file(process, ("task/" + std::to_string(thread) + "/" + name).c_str());
}

}  // namespace

std::optional<ThreadState> thread_state(pid_t process, pid_t thread) {
  const std::string line = task_file(process, thread, "stat");
  // The second field is the name in parentheses and may hold anything.
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields(line.substr(name_end + 1));
  ThreadState found;
  fields >> found.state;
  std::string skipped;
  for (int number = 4; number <= 13; ++number) fields >> skipped;
  long user = 0;
  long system = 0;
  fields >> user >> system;
  const long ticks = ::sysconf(_SC_CLK_TCK);
  if (ticks > 0) found.computed = std::chrono::nanoseconds(1'000'000'000 / ticks) * (user + system);
  return found;
}

std::optional<std::uint64_t> sleeping_call(pid_t process, pid_t thread) {
  // "0 0x3 0x7ffd...": the number in decimal; or "running", or "-1" and more.
  const std::string line = task_file(process, thread, "syscall");
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

}  // namespace os
