#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Whether bytes can be written now without waiting; while they cannot, the
/// caller may do something else. False: give up writing.
using WaitToWrite = std::function<bool(int fd)>;

/// Whether `fd` takes bytes now, or fails at once, or does so within `limit`.
bool wait_writable(int fd, std::chrono::milliseconds limit);

/// Writes all of `bytes`. Throws std::system_error when that fails: EPIPE when
/// there is no reader, ENOSPC when the disk is full. `wait`, where given, is
/// called before each piece so that no write blocks this process.
void write_all(int fd, std::string_view bytes, const WaitToWrite& wait = {});

/// A file that appears whole or not at all: it has no name until commit(), so
/// that even a killed writer leaves nothing behind. Where the file system cannot
/// keep a file without a name, and for the moment in which an existing file is
/// replaced, it has another name. What is not a regular file, like /dev/full or a
/// FIFO, is written directly.
class OutputFile {
 public:
  /// Throws a std::system_error that names the path when it cannot be written.
  /// One end of a FIFO opens when the other does: `before_waiting`, where
  /// given, is called when there is no reader yet. See fifo(7).
  explicit OutputFile(const std::string& path, const std::function<void()>& before_waiting = {});
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  /// Without a commit() nothing is left behind.
  ~OutputFile();

  int get() const { return fd_.get(); }
  void commit();

 private:
  void open_draft();

  std::string path_;   // with links resolved
  std::string draft_;  // its name until it gets the right one; empty: it has none
  bool direct_ = false;
  Fd fd_;
};

}  // namespace os
