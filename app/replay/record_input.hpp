#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/os/descriptors/growing_file.hpp"
#include "core/record/record_reader.hpp"

namespace app {

/// The source of a record: a file, standard input, or a file that is still
/// being written. The command makes it and reads from it; a signal that comes
/// meanwhile ends the reading, not the program.
class RecordInput {
 public:
  /// Without a file, or with "-", it is standard input. Throws UsageError if
  /// that is a terminal, and EnvironmentError if the file cannot be opened.
  explicit RecordInput(const std::optional<std::string>& file);

  /// Its name in messages: the file's name, or "standard input".
  const std::string& name() const { return name_; }
  bool is_standard() const { return !file_.is_open(); }

  /// Passes everything to the reader, and calls `after_piece` after each piece.
  /// Throws std::runtime_error when it is no record, EnvironmentError when it
  /// cannot be read, Interrupted, and what the reader's consumer throws.
  void read(record::RecordReader& reader, const std::function<void()>& after_piece = {});

  /// The same for a record that is still being written: passes on each line as
  /// soon as it is there, until the file has no writer.
  void follow(record::RecordReader& reader);

  /// The same piece by piece, for who has something else to wait for, too.
  class Following;
  std::unique_ptr<Following> following(record::RecordReader& reader);

 private:
  int fd() const;

  os::Fd file_;
  std::string name_;
};

/// What is still coming of a record. A stepped replay makes it, polls it beside the keys, and
/// takes what has come.
class RecordInput::Following {
 public:
  Following(int fd, std::string name, record::RecordReader& reader);
  ~Following();

  /// Turns readable when there may be more; -1: only time tells.
  int get() const;
  /// How long to wait for that at most.
  static std::chrono::nanoseconds patience();
  /// Passes on what is there. False: that was all. Throws as read() does.
  bool take();

 private:
  bool take_growing();

  int fd_;
  std::string name_;
  record::RecordReader& reader_;
  std::unique_ptr<os::GrowingFile> file_;  // unless it is a pipe
  os::Stamp grew_at_;
};

}  // namespace app
