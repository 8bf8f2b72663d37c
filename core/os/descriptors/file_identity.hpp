#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace os {

/// Which file a descriptor refers to, independent of its name and of the
/// processes that have it open.
struct FileIdentity {
  dev_t device;
  ino_t inode;

  bool operator==(const FileIdentity&) const = default;
};

/// The file behind a descriptor of any process; empty: it is not open, or the
/// process is gone. See proc(5), /proc/PID/fd.
std::optional<FileIdentity> identity_of(pid_t process, int descriptor);

/// Whether a process has a descriptor of that number.
bool is_open(pid_t process, int descriptor);

/// Whether two processes share one table of descriptors, as after a clone(2) with
/// CLONE_FILES. See kcmp(2); false where the kernel does not say.
bool share_descriptors(pid_t one, pid_t other);

/// Whether a descriptor of that number is the same open file in both processes, as after a
/// fork: one offset for both. See kcmp(2); false where the kernel does not say.
bool share_open_file(pid_t one, pid_t other, int descriptor);

/// Where /proc/PID/fd says that a descriptor leads: a path, or "pipe:[4711]".
std::string path_of_descriptor(pid_t process, int descriptor);

/// The file offset of a process's descriptor, in bytes; 0 if it has none. See
/// proc(5), /proc/PID/fdinfo.
std::uint64_t offset_of(pid_t process, int descriptor);

/// Whether a process's descriptor goes when the process executes a program.
bool closes_on_exec(pid_t process, int descriptor);

}  // namespace os
