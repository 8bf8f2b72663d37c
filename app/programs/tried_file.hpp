#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/os/memory/memory_file.hpp"
#include "core/tracer/signal_relay.hpp"

namespace app {

/// A file of the reader's as a program that can be run: C and C++ are built, Python and
/// shell get their interpreter, an executable is as it is. `mpdemo try` makes one, and a
/// session has it built again after an edit.
///
/// The built program is a file in memory, so nothing of it is left however we end.
class TriedFile {
 public:
  /// `words`: the file and the arguments of the program. Throws UsageError if there is no
  /// such file, or nothing is known that runs it.
  explicit TriedFile(std::vector<std::string> words);

  /// What a build came to.
  struct Build {
    bool is_done = true;        ///< else the program is what it was before
    std::string messages = {};  ///< the compiler's own, as it wrote them
  };
  /// Makes the program ready to be run. Throws EnvironmentError if nothing here can build or
  /// run it, and Interrupted if `relay` gets a signal to end. `paints`: the messages may have
  /// colours.
  Build build(tracer::SignalRelay& relay, bool paints = false);

  const std::vector<std::string>& words() const { return words_; }
  const std::string& path() const { return words_.front(); }
  /// The command line of the program.
  const std::vector<std::string>& program() const { return program_; }
  /// What is executed, if not its first word's file; else "". Valid until the next build.
  std::string executable() const;

 private:
  enum class Kind { c, cpp, python, shell, program };

  static Kind kind_of(const std::string& path);
  Build compile(tracer::SignalRelay& relay, bool paints);
  std::string run_compiler(const std::vector<std::string>& command, tracer::SignalRelay& relay,
                           bool& is_done) const;

  std::vector<std::string> words_;
  Kind kind_;
  std::vector<std::string> program_;
  std::optional<os::MemoryFile> built_;
};

}  // namespace app
