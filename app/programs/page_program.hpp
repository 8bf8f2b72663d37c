#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/os/descriptors/private_folder.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/tracer/observer.hpp"
#include "lessons/catalogue.hpp"

namespace app {

/// A page or a twin that is an ordinary program, ready to be run: what mpdemo carries is put
/// into a file, and a reader's page in C is built. The command makes one for each demo, and runs
/// it as long as it lives.
class PageProgram {
 public:
  enum class Which { page, twin };
  /// Throws EnvironmentError when the machine lacks an interpreter or a compiler,
  /// std::runtime_error when the page cannot be built, std::system_error when memory is
  /// short, and Interrupted.
  PageProgram(const lessons::Lesson& lesson, const lessons::Demo& demo, Which which,
              tracer::SignalRelay& relay);

  /// To be observed under `relay`. `argv`: mpdemo's command line.
  tracer::Request request(const std::vector<std::string>& argv, tracer::SignalRelay& relay) const;

  /// The file's name, without its folder: "handover.py"
  std::string name() const;

  /// `text` with the page's name instead of that of our file, and the interpreter as one
  /// types it.
  std::string as_a_reader_types(std::string text) const;

 private:
  void find_interpreter(tracer::SignalRelay& relay);
  void take_script();
  void take_built_in(const lessons::Lesson& lesson, const lessons::Demo& demo);
  void build(tracer::SignalRelay& relay);

  const lessons::Page& page_;
  std::optional<tracer::RunName> run_name_;  // of a lesson's own page
  bool is_built_in_;
  std::string interpreter_;                    // its path; empty: the page is compiled
  std::string typed_;                          // the interpreter as one types it
  std::optional<os::MemoryFile> file_;         // of a page in C, built
  std::unique_ptr<os::PrivateFolder> folder_;  // with a script that mpdemo carries
  std::vector<std::string> words_;
  std::string executable_;
  std::map<std::string, std::string> sources_;
};

/// Passes the run of such a program on, with the names that a reader types. The program's
/// observer drives it.
class PageRun : public record::Consumer {
 public:
  /// `is_twin`: the run is named after the file.
  PageRun(const PageProgram& program, record::Consumer& next, bool is_twin)
      : program_(program), next_(next), is_twin_(is_twin) {}

  void begin(const record::Run& run) override;
  void event(const record::Event& event) override;
  void end(const record::End& end) override { next_.end(end); }

 private:
  const PageProgram& program_;
  record::Consumer& next_;
  bool is_twin_;
};

}  // namespace app
