#include "app/output/destination.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <system_error>

#include "app/cli/errors.hpp"
#include "app/output/file_trouble.hpp"
#include "app/output/log.hpp"
#include "core/os/process/signals.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/lanes/lanes.hpp"

namespace app {
namespace {

int g_hurry = 0;  // the signal that makes us hurry

bool wait_for_room(int fd) {
  while (!os::wait_writable(fd, std::chrono::milliseconds(50))) {
    if (g_hurry != 0) throw Interrupted{g_hurry};
    if (const auto signal = os::pending_end()) throw Interrupted{*signal};
  }
  return true;
}

}  // namespace

void hurry(int signal) {
  g_hurry = signal;
}

void write_to_stdout(std::string_view bytes) {
  try {
    os::write_all(STDOUT_FILENO, bytes, wait_for_room);
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::broken_pipe) throw NobodyReads{};
    throw EnvironmentError(
        fmt::format("cannot write to standard output: {}; send it elsewhere, or write a file with "
                    "-o FILE.",
                    error.code().message()));
  }
}

ViewOptions playing(const ViewOptions& options) {
  const view::Terminal terminal(STDOUT_FILENO);
  const bool is_free = !options.has_format && options.output.empty() && !options.plain;
  ViewOptions shown = options;
  if (is_free && terminal.is_terminal() && !terminal.dumb() &&
      terminal.width() >= view::kNarrowestLanes) {
    shown.format = view::format_named("lanes");
  }
  return shown;
}

ViewOptions on_terminal(ViewOptions options) {
  options.format = view::format_named("text");
  options.output.clear();
  // Each act is a choice of the reader's, who knows the processes by the names of the record.
  options.telling = view::Telling::recorded;
  return options;
}

Destination::Destination(const ViewOptions& options) : path_(options.output) {
  const view::Terminal terminal(STDOUT_FILENO);
  const bool to_file = !options.output.empty();
  style_.time = options.time;
  style_.colour =
      to_file ? options.colour == view::Colour::always : terminal.colour(options.colour);
  style_.ascii = options.ascii || !terminal.unicode();
  style_.plain = options.plain || (terminal.is_terminal() && terminal.dumb());
  style_.pids = !options.stable_ids;
  style_.language = options.language;
  style_.telling = options.telling;
  style_.selection = options.selection.get();
  if (!to_file) {
    style_.width = terminal.width();
    return;
  }
  try {
    file_.emplace(options.output, [&] {
      report(
          fmt::format("mpdemo: the FIFO {} has no reader yet: waiting for one. Start it, "
                      "or interrupt with Ctrl-C.\n",
                      view::harmless(options.output)));
    });
  } catch (const std::system_error& error) {
    throw EnvironmentError(cannot_write(options.output, error.code()));
  }
}

view::Style style_on_terminal(ViewOptions options) {
  options.output.clear();
  return Destination(options).style();
}

void Destination::write(std::string_view bytes) {
  if (bytes.empty()) return;
  if (!file_) {
    write_to_stdout(bytes);
    return;
  }
  constexpr std::size_t kBuffered = 64 * 1024;
  buffer_ += bytes;
  if (buffer_.size() >= kBuffered) flush();
}

void Destination::flush() {
  try {
    os::write_all(file_->get(), buffer_);
  } catch (const std::system_error& error) {
    throw EnvironmentError(cannot_write(path_, error.code()));
  }
  buffer_.clear();
}

void Destination::commit() {
  if (!file_) return;
  flush();
  try {
    file_->commit();
  } catch (const std::system_error& error) {
    throw EnvironmentError(cannot_write(path_, error.code()));
  }
}

}  // namespace app
