#pragma once

#include <vector>

namespace os {

/// How many CPUs this process may run on, at least 1: by its affinity mask, not by the
/// machine. A Pinning changes nothing of that. See sched_getaffinity(2).
int usable_cpus();

/// Keeps the calling thread, and the processes that it forks meanwhile, on one CPU as long
/// as it lives: processes that act in turn wake each other several times faster there. An
/// Explorer makes one around each run.
///
/// It changes nothing but speed, so where the kernel refuses it has no effect.
class Pinning {
 public:
  /// To the one on which the thread is running.
  Pinning();
  /// To the one with that index among the usable ones; the first again after the last.
  explicit Pinning(int index);
  Pinning(const Pinning&) = delete;
  Pinning& operator=(const Pinning&) = delete;
  ~Pinning();

 private:
  void pin(int cpu);

  std::vector<int> before_;  // all that were usable; none: nothing was changed
};

}  // namespace os
