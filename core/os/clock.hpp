#pragma once

#include <time.h>

#include <chrono>
#include <optional>
#include <string>

namespace os {

/// A moment on the monotonic clock, in nanoseconds. All processes of a machine
/// share that clock: a later reading anywhere is never smaller.
using Stamp = std::chrono::nanoseconds;

/// Now, by CLOCK_MONOTONIC; about 25 ns, no system call. See clock_gettime(2).
Stamp now();

/// Now, by any clock; empty: there is no such clock. See clock_gettime(2).
std::optional<std::chrono::nanoseconds> time_on(clockid_t clock);

/// Blocks until that moment, even if signals are handled meanwhile.
void sleep_until(Stamp moment);

/// The current wall-clock time: RFC 3339 in UTC with microseconds,
/// "2026-01-31T09:15:00.123456Z".
std::string wall_clock();

}  // namespace os
