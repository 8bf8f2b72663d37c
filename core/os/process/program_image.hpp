#pragma once

#include <cstdint>
#include <optional>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A place in the program that this process runs, as an offset from the
/// program's beginning: it is valid in another process of the same program,
/// even if the kernel loaded the program elsewhere. See ld(1),
/// __executable_start.
using ImageOffset = std::uint64_t;

/// The offset of a function of the program; empty when it is in a shared
/// library, not in the program itself.
std::optional<ImageOffset> offset_in_image(const void* function);
/// The function at an offset, in this process; nullptr when there is no code.
void* function_in_image(ImageOffset offset);

/// Makes this process execute its own program again, from the beginning, with
/// `order` open under a number of 3 or more. Returns only on failure, with
/// errno. See execve(2).
int execute_anew(const Fd& order);

/// In a program that was executed like this: the order, which is not open if it
/// was lost on the way. Empty in all others. Programs that this one executes do
/// not see it.
std::optional<Fd> order_of_execution();

}  // namespace os
