#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "core/os/clock.hpp"

namespace os {

/// A word in shared memory on which a process can sleep until another process
/// changes it. See futex(2).
using FutexWord = std::atomic<std::uint32_t>;

/// Sleeps while `word` holds `expected`, at most until `deadline` (monotonic).
/// Returns when woken, when the word has changed, when the time is up, or after
/// a signal: the caller checks the word and the clock again.
void futex_wait(FutexWord& word, std::uint32_t expected,
                std::optional<Stamp> deadline = std::nullopt);

/// Wakes at most `count` sleepers.
void futex_wake(FutexWord& word, int count);

}  // namespace os
