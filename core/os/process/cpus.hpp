#pragma once

#include <vector>

namespace os {

/// CPUs, one bit each, as the kernel has them. See sched_getaffinity(2).
using CpuMask = std::vector<unsigned long>;

/// Those on which this process may run. A Pinning changes nothing of that.
CpuMask usable_mask();
/// How many these are, at least 1: by the affinity mask, not by the machine.
int usable_cpus();

/// Keeps the calling thread, and the processes that it forks meanwhile, on one CPU as long
/// as it lives: processes that act in turn wake each other several times faster there. An
/// Explorer makes one around each run, and a sandbox one for all of its own.
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

  CpuMask before_;  // empty: it has pinned nothing
};

}  // namespace os
