#include "core/os/sync/doorbell.hpp"

#include <limits>

namespace os {

void Doorbell::pause() {
  for (int i = 0; i < 100; ++i) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("isb");
#endif
  }
}

void Doorbell::ring_all() {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  wake(std::numeric_limits<int>::max());
}

void Doorbell::wake(int count) {
  someone_sleeps_.store(0);
  futex_wake(someone_sleeps_, count);
}

}  // namespace os
