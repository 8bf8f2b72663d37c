#pragma once

#include <cstdint>
#include <string>

namespace os {

/// What a stopped call has as its mark() if strict mode forbids it.
inline constexpr std::uint16_t kStrictMark = 0x6d71;

/// A filter that does for a traced program what SECCOMP_SET_MODE_STRICT does: it may
/// read, write and exit; any other call stops for the tracer, which kills it. Returned
/// as the bytes of a sock_fprog and what that points to, for memory that begins at
/// `address`. Empty on an unsupported architecture. See seccomp(2).
std::string strict_program(std::uint64_t address);

}  // namespace os
