#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace os {

/// Which file a descriptor stands for, whatever its name and whoever has it open.
struct FileIdentity {
  dev_t device;
  ino_t inode;

  bool operator==(const FileIdentity&) const = default;
};

/// Of a descriptor of any process; empty: it is not open, or the process has gone.
/// See proc(5), /proc/PID/fd.
std::optional<FileIdentity> identity_of(pid_t process, int descriptor);

/// Whether a process has a descriptor of that number.
bool is_open(pid_t process, int descriptor);

/// Whether two processes share one table of descriptors, as after a clone(2) with
/// CLONE_FILES. See kcmp(2); false where the kernel does not tell.
bool share_descriptors(pid_t one, pid_t other);

/// Where in its file a descriptor of a process stands, in bytes; 0 of one that has
/// no offset. See proc(5), /proc/PID/fdinfo.
std::uint64_t offset_of(pid_t process, int descriptor);

}  // namespace os
