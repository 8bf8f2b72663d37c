#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/cli/options.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/view/view.hpp"

namespace app {

/// Writes to standard output. While a pipe is full it still reacts to signals:
/// throws Interrupted when a signal tells us to end, NobodyReads when the pipe
/// has no reader, EnvironmentError when writing fails.
void write_to_stdout(std::string_view bytes);

/// From now on write_to_stdout() waits only a moment for its reader, then
/// throws Interrupted with this signal.
void hurry(int signal);

/// The options for a run that plays through: in lanes on a terminal with enough
/// room, unless a format or a file was given.
ViewOptions playing(const ViewOptions& options);

/// The options for the screen of a session, while the run itself may go into a
/// file.
ViewOptions on_terminal(ViewOptions options);

/// Where a command writes its result: to standard output at once, or to a file
/// that appears when it is complete. The command's writer drives it.
class Destination {
 public:
  /// Throws EnvironmentError when the file cannot be written.
  explicit Destination(const ViewOptions& options);

  /// The style for this destination.
  const view::Style& style() const { return style_; }

  bool is_standard_output() const { return !file_; }

  void write(std::string_view bytes);
  /// Everything is written: the file gets its name. Without this call there is
  /// no file.
  void commit();

 private:
  void flush();

  std::string path_;
  view::Style style_;
  std::optional<os::OutputFile> file_;
  std::string buffer_;  // the file's content so far
};

/// The style for standard output, even if the run itself goes elsewhere.
view::Style style_on_terminal(ViewOptions options);

}  // namespace app
