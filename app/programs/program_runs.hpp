#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "core/choice/run.hpp"
#include "core/tracer/files/shared_files.hpp"
#include "core/tracer/observer.hpp"
#include "core/tracer/sandbox.hpp"

namespace app {

/// What all runs of one program have in common: the sandbox in which they happen, and what
/// they have shown of the files that its processes share. What runs the program drives it
/// before and after each run; a forked process that goes on with the runs has a sandbox of its
/// own.
class ProgramRuns {
 public:
  explicit ProgramRuns(tracer::Sandbox::Terms terms) : terms_(terms) {}

  /// Before a run: `request` has the run's options. Whether this is the first run of a
  /// forked process.
  bool prepare(tracer::Request& request);
  /// After it: what is known now, see choice::RunOptions.
  void conclude(const choice::RunOptions& options, choice::Result& result) const;

 private:
  tracer::Sandbox::Terms terms_;
  pid_t made_in_ = ::getpid();
  std::unique_ptr<tracer::Sandbox> sandbox_;
  tracer::SharedFiles files_;
  std::size_t shared_ = 0;  // before the run
};

}  // namespace app
