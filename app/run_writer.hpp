#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/options.hpp"
#include "core/os/output_file.hpp"
#include "core/trace/timeline.hpp"

namespace app {

/// Where bytes for the reader go: standard output. Waits while a pipe is full
/// without going deaf: throws Interrupted when a signal tells us to end,
/// NobodyReads when the pipe has lost its reader, EnvironmentError when
/// writing fails.
void write_to_stdout(std::string_view bytes);

/// From now on nobody is waited for: a reader that does not read what is left
/// within a moment makes write_to_stdout() throw Interrupted with this signal.
void hurry(int signal);

/// Writes runs in one view to one place: standard output as they happen, or a
/// file that appears when it is whole. A stage drives it, or a recorded file.
class RunWriter : public trace::Consumer {
 public:
  /// Throws EnvironmentError when the file cannot be written.
  RunWriter(const ViewOptions& options, const lessons::Catalogue& catalogue);
  ~RunWriter() override;

  void begin(const trace::Run& run) override;
  void event(const trace::Event& event) override;
  void end(const trace::End& end) override;

  /// All runs are in: a file takes its name. Without it there is none.
  void commit();

 private:
  void write(std::string_view bytes);
  void flush();

  const ViewOptions& options_;
  const lessons::Catalogue& catalogue_;
  view::Style style_;
  std::unique_ptr<view::View> view_;
  std::optional<os::OutputFile> file_;
  std::string buffer_;  // of the file
};

/// A demo of the catalogue by the names that a record has for it; nullptr when
/// it is not in there.
const lessons::Demo* find_demo(const lessons::Catalogue& catalogue, std::string_view lesson,
                               std::string_view demo);

}  // namespace app
