#include "core/os/futex.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace os {

static_assert(sizeof(FutexWord) == 4 && FutexWord::is_always_lock_free);

// Not the PRIVATE variants: the sleeper and the waker are different processes.

void futex_wait(FutexWord& word, std::uint32_t expected) {
  ::syscall(SYS_futex, &word, FUTEX_WAIT, expected, nullptr, nullptr, 0);
}

void futex_wake(FutexWord& word, int count) {
  ::syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0);
}

}  // namespace os
