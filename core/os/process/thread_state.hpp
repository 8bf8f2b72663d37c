#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>

namespace os {

/// What /proc says about one thread, as a plain value: two of them show whether
/// the thread makes progress.
struct ThreadState {
  char state = '?';                      ///< proc(5): R, S, D, T and t (stopped), Z ...
  std::chrono::nanoseconds computed{0};  ///< time on a processor, to 10 ms
  long slices = 0;                       ///< how often it got a processor; 0: not known
};

/// Empty when there is no such thread, or we may not look. See proc(5),
/// /proc/PID/task/TID/stat, and the kernel's scheduler/sched-stats.rst on schedstat.
std::optional<ThreadState> thread_state(pid_t process, pid_t thread);

}  // namespace os
