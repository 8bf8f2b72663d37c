#pragma once

#include <string>
#include <vector>

#include "core/os/memory/memory_file.hpp"
#include "core/record/timeline.hpp"
#include "lessons/page.hpp"

namespace app {

/// A demo's twin in Python 3 as a program that can be run: a file in memory, so
/// that nothing is left however we end. The command makes one for each demo, and
/// runs it as long as it lives.
class Twin {
 public:
  /// Throws std::system_error when memory is short.
  /// `python`: the interpreter, see find_python().
  Twin(const lessons::Page& page, std::string python);

  /// The interpreter, and the path of the file for other processes.
  std::vector<std::string> program() const { return {python_, path_}; }

  /// "handover.py"
  std::string name() const;

  /// `text` with the page's name instead of the file in memory, and python3
  /// instead of the interpreter's path.
  std::string as_a_reader_types(std::string text) const;

 private:
  const lessons::Page& page_;
  std::string python_;
  os::MemoryFile file_;
  std::string path_;
};

/// Passes the run of a twin on as a run of its page. The twin's observer drives
/// it.
class TwinRun : public record::Consumer {
 public:
  TwinRun(const Twin& twin, record::Consumer& next) : twin_(twin), next_(next) {}

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override { next_.end(end); }

 private:
  const Twin& twin_;
  record::Consumer& next_;
};

}  // namespace app
