#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/cli/options.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/view/view.hpp"

namespace app {

/// Where bytes for the reader go: standard output. Waits while a pipe is full
/// without going deaf: throws Interrupted when a signal tells us to end,
/// NobodyReads when the pipe has lost its reader, EnvironmentError when
/// writing fails.
void write_to_stdout(std::string_view bytes);

/// From now on nobody is waited for: a reader that does not read what is left
/// within a moment makes write_to_stdout() throw Interrupted with this signal.
void hurry(int signal);

/// The options for a run that plays through: on a terminal with room for them it
/// is shown in lanes, unless a format or a file was asked for.
ViewOptions playing(const ViewOptions& options);

/// The options for the screen of a session, while the run itself may go into a
/// file.
ViewOptions on_terminal(ViewOptions options);

/// Where a command writes what it was asked for: standard output, as it comes,
/// or a file that appears when it is whole. The command's writer drives it.
class Destination {
 public:
  /// Throws EnvironmentError when the file cannot be written.
  explicit Destination(const ViewOptions& options);

  /// How a view may look there.
  const view::Style& style() const { return style_; }

  bool is_standard_output() const { return !file_; }

  void write(std::string_view bytes);
  /// All is in: a file takes its name. Without it there is none.
  void commit();

 private:
  void flush();

  std::string path_;
  view::Style style_;
  std::optional<os::OutputFile> file_;
  std::string buffer_;  // of the file
};

/// How a view may look on standard output, wherever the run itself goes.
view::Style style_on_terminal(ViewOptions options);

}  // namespace app
