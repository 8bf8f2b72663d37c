#include "core/os/sync/futex.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

namespace os {

static_assert(sizeof(FutexWord) == 4 && FutexWord::is_always_lock_free);

// Not the PRIVATE variants: the sleeper and the waker are different processes.

void futex_wait(FutexWord& word, std::uint32_t expected, std::optional<Stamp> deadline) {
  // The BITSET variant takes a point in time rather than a duration.
  timespec until{};
  if (deadline) {
    until.tv_sec = deadline->count() / 1'000'000'000;
    until.tv_nsec = deadline->count() % 1'000'000'000;
  }
  ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, expected, deadline ? &until : nullptr, nullptr,
            FUTEX_BITSET_MATCH_ANY);
}

void futex_wake(FutexWord& word, int count) {
  ::syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0);
}

}  // namespace os
