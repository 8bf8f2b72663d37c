#include "core/os/process/cpus.hpp"

#include <sched.h>

#include <cerrno>
#include <memory>

#include "core/os/error.hpp"

namespace os {

int usable_cpus() {
  struct Free {
    void operator()(cpu_set_t* set) const { CPU_FREE(set); }
  };
  // The kernel refuses a mask that is smaller than its own: ask with larger ones.
  for (int cpus = CPU_SETSIZE;; cpus *= 2) {
    const std::size_t bytes = CPU_ALLOC_SIZE(cpus);
    const std::unique_ptr<cpu_set_t, Free> set(CPU_ALLOC(cpus));
    if (set && ::sched_getaffinity(0, bytes, set.get()) == 0) return CPU_COUNT_S(bytes, set.get());
    if (!set || errno != EINVAL) fail("cannot tell which CPUs may be used");
  }
}

}  // namespace os
