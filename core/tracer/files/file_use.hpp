#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// What a call does with a file or a folder that has a name.
struct FileUse {
  probe::Kind kind = probe::Kind::look;  ///< open, look, read, write, seek, unlink, rename, lock,
                                         ///< unlock
  std::string path;                      ///< absolute; or a word of memory, see GuardedMemory
  std::string other;      ///< rename: the new name, absolute; empty: there is no other
  bool changes = false;   ///< others can see a difference
  bool is_entry = false;  ///< an entry of its folder comes or goes
  bool waits = false;     ///< lock: until nobody else has it
  int moves = -1;         ///< the descriptor whose offset it moves; -1: none
};

/// Adds the calls that may be one.
void add_file_calls(os::SystemCallFilter& filter);

/// Empty: the call uses no file, or one that belongs to the system or to the program's
/// interpreter and is only read: no process of a program changes those.
std::optional<FileUse> file_use_of(const Caller& caller, const os::SystemCall& call);

/// The same lock without waiting for it; empty: the call waits for no lock.
std::optional<os::SystemCall> without_waiting(const os::SystemCall& call);

}  // namespace tracer
