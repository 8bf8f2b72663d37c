#include "core/os/sandbox/limits.hpp"

#include <fcntl.h>
#include <sys/resource.h>

#include <algorithm>
#include <system_error>

#include "core/os/descriptors/fd.hpp"
#include "core/os/descriptors/output_file.hpp"

namespace os {
namespace {

template <typename Resource>
void limit(Resource resource, rlim_t most) {
  rlimit now{};
  if (::getrlimit(resource, &now) != 0) return;
  const rlim_t value = std::min(now.rlim_max, most);
  const rlimit lower{value, value};
  ::setrlimit(resource, &lower);
}

}  // namespace

void limit_memory(const Limits& limits) {
  limit(RLIMIT_AS, limits.memory);
}

void apply(const Limits& limits) {
  limit(RLIMIT_FSIZE, limits.file);
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count()));
  limit(RLIMIT_CORE, 0);
  try {
    write_all(open("/proc/self/oom_score_adj", O_WRONLY).get(), "1000");
  } catch (const std::system_error&) {
    // It is as likely to be chosen as others.
  }
}

}  // namespace os
