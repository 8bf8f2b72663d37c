#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace os {

/// What a 64-bit kernel calls a 32-bit program, for seccomp(2) and ptrace(2); 0: it
/// runs none that we know.
extern const std::uint32_t kCompatArchitecture;

/// Calls of 32-bit programs that are one of ours, by its number: the same thing with
/// the same arguments, but that structures in memory have narrower fields. Those that
/// pack many calls into one, as socketcall(2) does, are none.
std::vector<std::uint32_t> compat_numbers(long number);

/// The other way round; empty: it is none of those that we look at.
std::optional<long> number_of_compat(std::uint64_t compat);

/// Whether its times have 64 bits, although the rest is narrow.
bool has_wide_time(std::uint64_t compat);

}  // namespace os
