#include "core/os/shared_memory.hpp"

#include <sys/mman.h>

#include "core/os/error.hpp"

namespace os {

SharedMemory::SharedMemory(std::size_t bytes) : size_(bytes) {
  void* data = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (data == MAP_FAILED) fail("cannot share memory");
  data_ = data;
}

SharedMemory::~SharedMemory() {
  if (data_) ::munmap(data_, size_);
}

}  // namespace os
