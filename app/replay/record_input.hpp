#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/os/descriptors/fd.hpp"
#include "core/record/record_reader.hpp"

namespace app {

/// Where a record comes from: a file, standard input, a file that somebody is
/// still writing. The command opens it and has it read; a signal that comes
/// meanwhile ends the reading, and not the program.
class RecordInput {
 public:
  /// Without a file, or with "-", it is standard input. Throws UsageError when
  /// that is a terminal, EnvironmentError when the file cannot be opened.
  explicit RecordInput(const std::optional<std::string>& file);

  /// As messages call it: the file's name, or "standard input".
  const std::string& name() const { return name_; }
  bool is_standard() const { return !file_.is_open(); }

  /// Gives all there is to the reader, to the end, and calls `after_piece`
  /// between. Throws std::runtime_error when it is no record, EnvironmentError
  /// when it cannot be read, Interrupted, and what the reader's consumer throws.
  void read(record::RecordReader& reader, const std::function<void()>& after_piece = {});

  /// The same for a record that is still being written: each line is given to
  /// the reader as soon as it is there, until nobody can add to the file.
  void follow(record::RecordReader& reader);

 private:
  int fd() const;

  os::Fd file_;
  std::string name_;
};

}  // namespace app
