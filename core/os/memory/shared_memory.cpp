#include "core/os/memory/shared_memory.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "core/os/error.hpp"

namespace os {

namespace {

void* map_shared(std::size_t bytes, int flags, int file) {
  void* data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | flags, file, 0);
  if (data == MAP_FAILED) fail("cannot share memory");
  return data;
}

}  // namespace

SharedMemory::SharedMemory(std::size_t bytes)
    : data_(map_shared(bytes, MAP_ANONYMOUS | MAP_NORESERVE, -1)), size_(bytes) {}

SharedMemory::SharedMemory(const Fd& file, std::size_t bytes)
    : data_(map_shared(bytes, 0, file.get())), size_(bytes) {}

SharedMemory::~SharedMemory() {
  if (data_) ::munmap(data_, size_);
}

std::size_t SharedMemory::affordable(std::size_t wanted, std::size_t least) {
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return wanted;
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const std::size_t used = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t left = limit.rlim_cur - std::min<std::size_t>(used, limit.rlim_cur);
  constexpr std::size_t kShares = 16;
  return std::clamp(left / kShares, least, wanted);
}

void SharedMemory::discard(std::size_t from, std::size_t to) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const std::size_t first = (from + page - 1) / page * page;
  const std::size_t last = to / page * page;
  // A kernel that cannot do it leaves the pages: they are merely not free.
  if (first < last) ::madvise(static_cast<char*>(data_) + first, last - first, MADV_REMOVE);
}

}  // namespace os
