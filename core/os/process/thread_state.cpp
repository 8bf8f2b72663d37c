#include "core/os/process/thread_state.hpp"

#include <unistd.h>

#include <string>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/stat_fields.hpp"

namespace os {

std::optional<ThreadState> thread_state(pid_t process, pid_t thread) {
  const StatFields fields(proc_file(process, ("task/" + std::to_string(thread) + "/stat").c_str()));
  if (fields.empty()) return std::nullopt;
  ThreadState found;
  found.state = fields.state();
  const long computed = fields.number<long>(14) + fields.number<long>(15);  // user, system
  const long ticks = ::sysconf(_SC_CLK_TCK);
  if (ticks > 0) found.computed = std::chrono::nanoseconds(1'000'000'000 / ticks) * computed;
  return found;
}

}  // namespace os
