#pragma once

#include <vector>

namespace os {

/// The CPUs on which this process may run, one bit each, as the kernel has them. See
/// sched_getaffinity(2).
using CpuMask = std::vector<unsigned long>;
CpuMask usable_mask();

/// How many these are, at least 1: by the affinity mask, not by the machine.
int usable_cpus();

/// Keeps this process, and what it starts meanwhile, on the CPU where it is, if the
/// kernel lets it. See sched_setaffinity(2).
class OneCpu {
 public:
  OneCpu();
  OneCpu(const OneCpu&) = delete;
  OneCpu& operator=(const OneCpu&) = delete;
  /// What it has started stays there.
  ~OneCpu();

  /// Where this process may run otherwise.
  const CpuMask& before() const { return before_; }

 private:
  CpuMask before_;
};

}  // namespace os
