#include "app/run_writer.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <system_error>

#include "app/errors.hpp"
#include "core/os/signals.hpp"

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
        fmt::format("cannot write to standard output: {}.", error.code().message()));
  }
}

const lessons::Demo* find_demo(const lessons::Catalogue& catalogue, std::string_view lesson,
                               std::string_view demo) {
  for (const auto& known : catalogue) {
    if (known.name != lesson) continue;
    for (const auto& candidate : known.demos) {
      if (candidate.name == demo) return &candidate;
    }
  }
  return nullptr;
}

RunWriter::RunWriter(const ViewOptions& options, const lessons::Catalogue& catalogue)
    : options_(options), catalogue_(catalogue) {
  const view::Terminal terminal(STDOUT_FILENO);
  const bool to_file = !options.output.empty();
  style_.time = options.time;
  style_.colour =
      to_file ? options.colour == view::Colour::always : terminal.colour(options.colour);
  style_.ascii = options.ascii || !terminal.unicode();
  style_.plain = options.plain || (terminal.is_terminal() && terminal.dumb());
  style_.pids = !options.stable_ids;
  if (!to_file) return;
  try {
    file_.emplace(options.output);
  } catch (const std::system_error& error) {
    throw EnvironmentError(
        fmt::format("cannot write {}: {}.", options.output, error.code().message()));
  }
}

RunWriter::~RunWriter() = default;

void RunWriter::begin(const trace::Run& run) {
  const lessons::Demo* demo = find_demo(catalogue_, run.lesson, run.demo);
  view_ = options_.format->make(demo ? demo->title() : "", style_);
  write(view_->begin(run));
}

void RunWriter::event(const trace::Event& event) {
  write(view_->event(event));
}

void RunWriter::end(const trace::End& end) {
  write(view_->end(end));
}

void RunWriter::write(std::string_view bytes) {
  if (bytes.empty()) return;
  if (!file_) {
    write_to_stdout(bytes);
    return;
  }
  constexpr std::size_t kBuffered = 64 * 1024;
  buffer_ += bytes;
  if (buffer_.size() >= kBuffered) flush();
}

void RunWriter::flush() {
  try {
    os::write_all(file_->get(), buffer_);
  } catch (const std::system_error& error) {
    throw EnvironmentError(
        fmt::format("cannot write {}: {}.", options_.output, error.code().message()));
  }
  buffer_.clear();
}

void RunWriter::commit() {
  if (!file_) return;
  flush();
  file_->commit();
}

}  // namespace app
