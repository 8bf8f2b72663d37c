#pragma once

#include <sys/types.h>

#include <cstdint>
#include <unordered_map>
#include <unordered_set>

namespace view {

/// Unique numbers for the processes of several runs in one document, derived
/// from their PIDs: runs with stable IDs all begin with 1, and the kernel
/// reuses PIDs. A view drives it: each run, then each process.
class DistinctPids {
 public:
  void begin_run();

  /// Adds a new process.
  std::int64_t enter(pid_t pid);

  /// The number of the process that has that PID, or had it last in this run;
  /// the PID itself if there was none.
  std::int64_t of(pid_t pid) const;

 private:
  std::unordered_set<std::int64_t> taken_;
  std::unordered_map<pid_t, std::int64_t> numbers_;  // of this run
  std::int64_t highest_ = 0;                         // PID of all so far
  std::int64_t runs_ = 0;
};

}  // namespace view
