#pragma once

#include "core/os/descriptors/fd.hpp"

namespace os {

/// A regular file that a process may still be writing: reports when to look for
/// more, and whether more can still come. The reader of the file drives it, and
/// polls get() with its other descriptors.
///
/// inotify(7) reports changes. Nothing reports whether a file is open for
/// writing, but the kernel grants a read lease only while it is not: see
/// F_SETLEASE in fcntl(2). The lease is given back at once.
class GrowingFile {
 public:
  /// `fd` is open for reading only, and stays open as long as this lives.
  /// Throws std::system_error when the file cannot be watched.
  explicit GrowingFile(int fd);

  /// Whether `fd` can be watched like this: a pipe or a terminal cannot.
  static bool can_watch(int fd);

  /// Turns readable when the file may have changed, or a writer has closed it.
  int get() const { return watch_.get(); }
  /// Reads the event that made get() readable.
  void on_event();

  /// Whether a process can still add to the file. `unknown`: the file system
  /// grants no leases, or not to us, and no writer has closed the file yet.
  enum class Writer { there, gone, unknown };
  Writer writer() const;

  /// Whether the file has become shorter than what has been read of it.
  bool was_cut() const;

 private:
  int fd_;
  Fd watch_;
  bool was_closed_ = false;  // by a process that could write
};

}  // namespace os
