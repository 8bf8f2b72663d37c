#pragma once

#include <atomic>
#include <cstdint>

namespace os {

/// A word in shared memory on which a process can sleep until another one
/// changes it. See futex(2).
using FutexWord = std::atomic<std::uint32_t>;

/// Sleeps while `word` holds `expected`. Returns when woken, when the word has
/// changed, or after a signal: the caller looks at the word again.
void futex_wait(FutexWord& word, std::uint32_t expected);

/// Wakes at most `count` sleepers.
void futex_wake(FutexWord& word, int count);

}  // namespace os
