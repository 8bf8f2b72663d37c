#pragma once

#include <string>
#include <vector>

#include "core/os/memory/memory_file.hpp"
#include "core/record/timeline.hpp"
#include "lessons/page.hpp"

namespace app {

/// The twin of a demo in Python 3 as a program that can be run: a file that lives
/// in memory, so that nothing is left behind, whatever ends us. Its command makes
/// one for each demo, and runs it while it is there.
class Twin {
 public:
  /// Throws std::system_error when memory is short.
  /// `python`: the interpreter, see find_python().
  Twin(const lessons::Page& page, std::string python);

  /// The interpreter, and the file as other processes find it.
  std::vector<std::string> program() const { return {python_, path_}; }

  /// "handover.py"
  std::string name() const;

  /// `text` with the page's own name where it speaks of the file in memory, and
  /// python3 where it speaks of the interpreter.
  std::string as_a_reader_types(std::string text) const;

 private:
  const lessons::Page& page_;
  std::string python_;
  os::MemoryFile file_;
  std::string path_;
};

/// Passes the run of a twin on as that of its page. The observer of the twin
/// drives it.
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
