#pragma once

namespace os {

/// How many CPUs this process may run on, at least 1: by its affinity mask, not
/// by the machine. See sched_getaffinity(2).
int usable_cpus();

}  // namespace os
