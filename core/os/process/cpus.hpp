#pragma once

namespace os {

/// How many CPUs this process may run on, at least 1: what its affinity mask
/// says, not what the machine has. See sched_getaffinity(2).
int usable_cpus();

}  // namespace os
