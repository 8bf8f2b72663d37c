#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace os {

/// Memory that a thread has tried to use, and may not.
struct MemoryFault {
  std::uint64_t address = 0;
  bool is_mapped = false;  ///< it is there, but protected; see mprotect(2)
};
/// Of a thread that is stopped at a SIGSEGV; empty: that is no fault of memory.
std::optional<MemoryFault> fault_of(pid_t thread);

/// How much memory an instruction uses at one place.
struct AccessSize {
  std::size_t bytes = 0;   ///< at most
  bool is_number = false;  ///< exactly that, as one whole number
};
/// By its first bytes, at least 15 where they can be read. See the opcode maps in volume 2 of
/// Intel's Software Developer's Manual.
AccessSize size_of_access(std::string_view instruction);
/// The same of the instruction that a stopped thread would do next. On other architectures
/// than x86-64: the largest.
AccessSize size_of_access(pid_t thread);

/// Where a stopped thread keeps what it copies from one place in memory to another: on top of
/// its stack, or where a string instruction writes next. 0: unknown.
struct CopyTargets {
  std::uint64_t stack = 0;
  std::uint64_t destination = 0;
};
CopyTargets copy_targets_of(pid_t thread);

/// All registers of a stopped thread as bytes; only for comparing them with others. Without
/// `vectors` those of whole numbers, the flags and the position in the program.
std::string registers_of(pid_t thread, bool vectors);

/// Copies from memory of a traced process, even where the process itself may not read.
/// False: not all is there.
bool read_anyway(pid_t process, std::uint64_t address, void* into, std::size_t size);

/// Gives the content of all memory that a traced process can write and shares with nobody,
/// piece by piece. False: it is more than `most` bytes, or cannot be read; then not all of it.
bool read_private_memory(pid_t process, std::size_t most,
                         const std::function<void(std::string_view piece)>& take);

}  // namespace os
