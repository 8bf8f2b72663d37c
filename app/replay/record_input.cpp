#include "app/replay/record_input.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <system_error>

#include "app/cli/errors.hpp"
#include "app/output/file_trouble.hpp"
#include "core/os/clock.hpp"
#include "core/os/descriptors/growing_file.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/error.hpp"
#include "core/os/process/signals.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {
namespace {

using Writer = os::GrowingFile::Writer;

/// How often to look at a growing file without an event: its writer still
/// counts as present for a moment after its close was reported, and writers on
/// other machines are not reported at all.
constexpr std::chrono::milliseconds kTick{100};

/// If it is unknown whether there is a writer, a complete record that has not
/// grown for this long is taken as the end.
constexpr std::chrono::seconds kStill{1};

constexpr std::string_view kExample =
    "name its file, or send it to standard input, like \"mpdemo queue --format jsonl | "
    "mpdemo replay\".";

/// Waits for a descriptor, and for the signals that end us, which interrupt the
/// reading.
class InputWatch {
 public:
  explicit InputWatch(int fd) : fd_(fd) {
    poller_.add(signals_.get());
    try {
      poller_.add(fd);
    } catch (const std::system_error& error) {
      // A file is always ready, see EPERM in epoll_ctl(2).
      if (error.code() != std::errc::operation_not_permitted) throw;
      is_always_ready_ = true;
    }
  }

  /// False when there is nothing to read yet.
  bool wait(std::optional<std::chrono::nanoseconds> limit) {
    const auto ready = poller_.wait(is_always_ready_ ? std::chrono::nanoseconds(0) : limit);
    handle_signals();
    return is_always_ready_ || std::find(ready.begin(), ready.end(), fd_) != ready.end();
  }
  void handle_signals() {
    if (const auto signal = signals_.next()) throw Interrupted{*signal};
  }

 private:
  int fd_;
  os::SignalFd signals_{SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  os::Poller poller_;
  bool is_always_ready_ = false;
};

/// False at the end of the available bytes.
bool read_piece(int fd, const std::string& name, record::RecordReader& reader) {
  std::array<char, 64 * 1024> piece{};
  const auto size = os::uninterrupted([&] { return ::read(fd, piece.data(), piece.size()); });
  if (size < 0) os::fail("cannot read " + name);
  reader.feed({piece.data(), static_cast<std::size_t>(size)});
  return size > 0;
}

/// Turns errors of reading a record into the errors of a command.
template <typename Read>
void report_problems(const std::string& name, Read read) {
  try {
    read();
  } catch (const std::system_error& error) {
    throw EnvironmentError(cannot_read(name, error.code()));
  } catch (const record::RecordError& error) {
    throw std::runtime_error(
        fmt::format("{}: {}. A record is what --format jsonl writes: record the run again.", name,
                    error.what()));
  }
}

}  // namespace

RecordInput::RecordInput(const std::optional<std::string>& file) : name_("standard input") {
  if (!file || *file == "-") {
    if (!view::Terminal(STDIN_FILENO).is_terminal()) return;
    throw UsageError(fmt::format(
        "{}: {}", file ? "standard input is a terminal, not a record" : "a replay needs a record",
        kExample));
  }
  if (file->empty()) throw UsageError(fmt::format("a record's name is empty: {}", kExample));
  name_ = *file;
  report_problems(name_, [&] { file_ = os::open(name_.c_str(), O_RDONLY); });
}

void RecordInput::read(record::RecordReader& reader, const std::function<void()>& after_piece) {
  report_problems(name_, [&] {
    InputWatch watch(fd());
    bool is_over = false;
    while (!is_over) {
      // A stop by Ctrl-Z ends the wait, too, and a read would not react to
      // signals.
      if (watch.wait(std::nullopt)) is_over = !read_piece(fd(), name_, reader);
      if (after_piece) after_piece();
    }
    reader.finish();
  });
}

void RecordInput::follow(record::RecordReader& reader) {
  if (!os::GrowingFile::can_watch(fd())) return read(reader);
  Following rest(fd(), name_, reader);
  InputWatch watch(rest.get());
  while (rest.take()) watch.wait(kTick);
}

std::unique_ptr<RecordInput::Following> RecordInput::following(record::RecordReader& reader) {
  return std::make_unique<Following>(fd(), name_, reader);
}

RecordInput::Following::Following(int fd, std::string name, record::RecordReader& reader)
    : fd_(fd), name_(std::move(name)), reader_(reader), grew_at_(os::now()) {
  if (os::GrowingFile::can_watch(fd)) file_ = std::make_unique<os::GrowingFile>(fd);
}

RecordInput::Following::~Following() = default;

int RecordInput::Following::get() const {
  return file_ ? file_->get() : fd_;
}

std::chrono::nanoseconds RecordInput::Following::patience() {
  return kTick;
}

bool RecordInput::Following::take() {
  bool has_more = true;
  report_problems(name_, [&] {
    has_more = file_ ? take_growing() : read_piece(fd_, name_, reader_);
    if (!has_more) reader_.finish();
  });
  return has_more;
}

bool RecordInput::Following::take_growing() {
  file_->on_event();
  // In this order: once the last writer is gone, everything can be read.
  const Writer writer = file_->writer();
  while (read_piece(fd_, name_, reader_)) {
    grew_at_ = os::now();
    if (os::pending_end()) return true;
  }
  if (file_->was_cut()) {
    throw std::runtime_error(
        fmt::format("{} has become shorter while it was shown: its writer has started again, so "
                    "replay it from the beginning.",
                    name_));
  }
  if (writer == Writer::gone) return false;
  const bool is_still = os::now() - grew_at_ >= kStill;
  return writer != Writer::unknown || !is_still || reader_.in_run();
}

int RecordInput::fd() const {
  return is_standard() ? STDIN_FILENO : file_.get();
}

}  // namespace app
