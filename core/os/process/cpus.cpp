#include "core/os/process/cpus.hpp"

#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <utility>

#include "core/os/error.hpp"

namespace os {
namespace {

constexpr std::size_t kWord = sizeof(unsigned long);
constexpr int kBits = static_cast<int>(kWord) * CHAR_BIT;

/// Where this process could run before it was pinned; empty: it is not. Forked processes
/// have a copy.
CpuMask g_before_pinning;

CpuMask affinity() {
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

bool set_affinity(const CpuMask& mask) {
  return ::syscall(SYS_sched_setaffinity, 0, mask.size() * kWord, mask.data()) == 0;
}

std::vector<int> cpus_in(const CpuMask& mask) {
  std::vector<int> cpus;
  for (int cpu = 0; cpu < static_cast<int>(mask.size()) * kBits; ++cpu) {
    if ((mask[static_cast<std::size_t>(cpu / kBits)] >> (cpu % kBits) & 1) != 0)
      cpus.push_back(cpu);
  }
  return cpus;
}

}  // namespace

CpuMask usable_mask() {
  return g_before_pinning.empty() ? affinity() : g_before_pinning;
}

int usable_cpus() {
  return static_cast<int>(cpus_in(usable_mask()).size());
}

Pinning::Pinning() {
  pin(::sched_getcpu());
}

Pinning::Pinning(int index) {
  const auto usable = cpus_in(affinity());
  pin(usable[static_cast<std::size_t>(index) % usable.size()]);
}

void Pinning::pin(int cpu) {
  CpuMask usable = affinity();
  // It is pinned already: nothing is gained by doing so again.
  if (cpu < 0 || cpus_in(usable).size() < 2) return;
  CpuMask one(usable.size());
  one[static_cast<std::size_t>(cpu / kBits)] = 1UL << (cpu % kBits);
  if (!set_affinity(one)) return;
  g_before_pinning = usable;
  before_ = std::move(usable);
}

Pinning::~Pinning() {
  if (before_.empty()) return;
  set_affinity(before_);
  g_before_pinning.clear();
}

}  // namespace os
