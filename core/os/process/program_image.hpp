#pragma once

#include <cstdint>
#include <optional>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A place in the program that this process runs, counted from the program's
/// beginning: another process that runs the same program, though the kernel
/// loaded it elsewhere, finds the same thing there. See ld(1),
/// __executable_start.
using ImageOffset = std::uint64_t;

/// Where a function of the program lies; empty when it is not in the program
/// itself, but in a library that was loaded beside it.
std::optional<ImageOffset> offset_in_image(const void* function);
/// The function there, in this process; nullptr when there is no code.
void* function_in_image(ImageOffset offset);

/// Makes this process run its program anew, from the beginning, with `order`
/// open for it, under a number from 3 on. Returns errno: only a refusal comes
/// back. See execve(2).
int execute_anew(const Fd& order);

/// In a program that was executed like this: the order, which is not open when it
/// was lost on the way. Empty in all others. Programs that this one executes in
/// its turn do not see it.
std::optional<Fd> order_of_execution();

}  // namespace os
