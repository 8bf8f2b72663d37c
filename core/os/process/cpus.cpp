#include "core/os/process/cpus.hpp"

#include <sched.h>

#include <cerrno>
#include <cstddef>
#include <memory>

#include "core/os/error.hpp"

namespace os {
namespace {

struct FreeSet {
  void operator()(cpu_set_t* set) const { CPU_FREE(set); }
};
using CpuSet = std::unique_ptr<cpu_set_t, FreeSet>;

/// How many this process could use before it was pinned; 0: it is not. Forked processes
/// have a copy.
int g_before_pinning = 0;

std::vector<int> affinity() {
  // The kernel refuses a mask that is smaller than its own: ask with larger ones.
  for (int cpus = CPU_SETSIZE;; cpus *= 2) {
    const std::size_t bytes = CPU_ALLOC_SIZE(cpus);
    const CpuSet set(CPU_ALLOC(cpus));
    if (!set || ::sched_getaffinity(0, bytes, set.get()) != 0) {
      if (!set || errno != EINVAL) fail("cannot tell which CPUs may be used");
      continue;
    }
    std::vector<int> usable;
    for (int cpu = 0; cpu < cpus; ++cpu) {
      if (CPU_ISSET_S(static_cast<std::size_t>(cpu), bytes, set.get())) usable.push_back(cpu);
    }
    return usable;
  }
}

bool set_affinity(const std::vector<int>& cpus) {
  const int most = cpus.empty() ? 0 : cpus.back() + 1;
  const std::size_t bytes = CPU_ALLOC_SIZE(most);
  const CpuSet set(CPU_ALLOC(most));
  if (!set || cpus.empty()) return false;
  CPU_ZERO_S(bytes, set.get());
  for (const int cpu : cpus) CPU_SET_S(static_cast<std::size_t>(cpu), bytes, set.get());
  return ::sched_setaffinity(0, bytes, set.get()) == 0;
}

}  // namespace

int usable_cpus() {
  return g_before_pinning != 0 ? g_before_pinning : static_cast<int>(affinity().size());
}

Pinning::Pinning() {
  pin(::sched_getcpu());
}

Pinning::Pinning(int index) {
  const auto usable = affinity();
  pin(usable[static_cast<std::size_t>(index) % usable.size()]);
}

void Pinning::pin(int cpu) {
  auto usable = affinity();
  // It is pinned already: nothing is gained by doing so again.
  if (cpu < 0 || usable.size() < 2 || !set_affinity({cpu})) return;
  g_before_pinning = static_cast<int>(usable.size());
  before_ = std::move(usable);
}

Pinning::~Pinning() {
  if (before_.empty()) return;
  set_affinity(before_);
  g_before_pinning = 0;
}

}  // namespace os
