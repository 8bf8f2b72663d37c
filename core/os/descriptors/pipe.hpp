#pragma once

#include <cstddef>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// The two ends of a pipe, both closed by an exec; see pipe(2).
struct Pipe {
  Fd reader;
  Fd writer;
};
/// Throws std::system_error.
Pipe make_pipe();

/// Waits for bytes and reads at most `most` of them; 0: no writer is left, or
/// reading failed.
std::size_t read_some(const Fd& from, void* to, std::size_t most);

}  // namespace os
