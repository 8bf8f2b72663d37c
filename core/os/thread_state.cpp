#include "core/os/thread_state.hpp"

#include <unistd.h>

#include <sstream>
#include <string>

#include "core/os/proc_file.hpp"

namespace os {
std::optional<ThreadState> thread_state(pid_t process, pid_t thread) {
  const std::string line = proc_file(process, ("task/" + std::to_string(thread) + "/stat").c_str());
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

}  // namespace os
