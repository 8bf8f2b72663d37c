#pragma once

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A regular file that somebody may still be writing: tells when to look for
/// more of it, and whether anybody can still add to it. Whoever reads the file
/// drives it, and polls get() beside its other descriptors.
///
/// What changes a file is told by inotify(7). Whether it is open for writing is
/// told by nobody, but the kernel grants a read lease only while it is not: see
/// F_SETLEASE in fcntl(2). The lease is given back at once.
class GrowingFile {
 public:
  /// `fd` is open for reading only, and stays open as long as this lives.
  /// Throws std::system_error when the file cannot be watched.
  explicit GrowingFile(int fd);

  /// Whether this can be done with what `fd` is: not with a pipe or a terminal.
  static bool can_watch(int fd);

  /// Turns readable when the file may have changed, or somebody has closed it.
  int get() const { return watch_.get(); }
  /// Takes what made get() readable.
  void on_event();

  /// Who could still add to the file. `unknown`: the file system grants no
  /// leases, or not to us, and nobody has closed the file yet.
  enum class Writer { there, gone, unknown };
  Writer writer() const;

  /// Whether the file has become shorter than what has been read of it.
  bool was_cut() const;

 private:
  int fd_;
  Fd watch_;
  bool was_closed_ = false;  // by somebody who could write
};

}  // namespace os
