#pragma once

#include <cstdint>
#include <string>

namespace os {

/// What a stopped call has as its mark() if strict mode forbids it.
inline constexpr std::uint16_t kStrictMark = 0x6d71;

/// A filter that is to a traced program what SECCOMP_SET_MODE_STRICT is: it may read,
/// write, and end, and everything else stops for the tracer, who kills it. As the
/// bytes of a sock_fprog and what that points to, for memory that begins at `address`.
/// Empty where nobody has written it. See seccomp(2).
std::string strict_program(std::uint64_t address);

}  // namespace os
