#include "core/os/process/cpus.hpp"

#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <climits>
#include <cstddef>

#include "core/os/error.hpp"

namespace os {
namespace {

constexpr std::size_t kWord = sizeof(unsigned long);

}  // namespace

CpuMask usable_mask() {
  // The kernel refuses a mask that is smaller than its own: ask with larger ones.
  for (CpuMask mask(CPU_SETSIZE / CHAR_BIT / kWord);; mask.assign(2 * mask.size(), 0)) {
    const long size = ::syscall(SYS_sched_getaffinity, 0, mask.size() * kWord, mask.data());
    if (size > 0) {
      mask.resize(static_cast<std::size_t>(size) / kWord);
      return mask;
    }
    if (errno != EINVAL) fail("cannot tell which CPUs may be used");
  }
}

int usable_cpus() {
  int cpus = 0;
  for (const unsigned long word : usable_mask()) cpus += std::popcount(word);
  return cpus;
}

OneCpu::OneCpu() : before_(usable_mask()) {
  constexpr int kBits = static_cast<int>(kWord) * CHAR_BIT;
  const int here = std::max(0, ::sched_getcpu());
  CpuMask one(before_.size());
  if (const auto word = static_cast<std::size_t>(here / kBits); word < one.size()) {
    one[word] = 1UL << (here % kBits);
    ::syscall(SYS_sched_setaffinity, 0, one.size() * kWord, one.data());
  }
}

OneCpu::~OneCpu() {
  ::syscall(SYS_sched_setaffinity, 0, before_.size() * kWord, before_.data());
}

}  // namespace os
