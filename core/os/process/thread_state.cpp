#include "core/os/process/thread_state.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/os/process/proc_file.hpp"
#include "core/os/process/stat_fields.hpp"

namespace os {

std::optional<ThreadState> thread_state(pid_t process, pid_t thread) {
  const std::string folder = "task/" + std::to_string(thread);
  const StatFields fields(proc_file(process, (folder + "/stat").c_str()));
  if (fields.empty()) return std::nullopt;
  ThreadState found;
  found.state = fields.state();
  const long computed = fields.number<long>(14) + fields.number<long>(15);  // user, system
  const long ticks = ::sysconf(_SC_CLK_TCK);
  if (ticks > 0) found.computed = std::chrono::nanoseconds(1'000'000'000 / ticks) * computed;
  // Time on a processor, time in the queue for one, slices.
  const std::string slices = proc_file(process, (folder + "/schedstat").c_str());
  found.slices =
      std::strtol(slices.c_str() + std::min(slices.rfind(' '), slices.size()), nullptr, 10);
  return found;
}

}  // namespace os
