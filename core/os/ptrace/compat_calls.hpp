#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace os {

/// The architecture of 32-bit programs on this 64-bit kernel, for seccomp(2) and
/// ptrace(2); 0: none that we support.
extern const std::uint32_t kCompatArchitecture;

/// The calls of 32-bit programs that correspond to a 64-bit call: the same arguments,
/// but structures in memory have narrower fields. Calls that combine many, like
/// socketcall(2), are not included.
std::vector<std::uint32_t> compat_numbers(long number);

/// The reverse; empty: it is not one of those that we look at.
std::optional<long> number_of_compat(std::uint64_t compat);

/// Whether its times have 64 bits, although the other fields are narrow.
bool has_wide_time(std::uint64_t compat);

}  // namespace os
