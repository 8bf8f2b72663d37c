#include "app/programs/program_runs.hpp"

#include <utility>

namespace app {

bool ProgramRuns::prepare(tracer::Request& request) {
  const pid_t self = ::getpid();
  const bool is_forked = std::exchange(made_in_, self) != self;
  if (is_forked) (void)sandbox_.release();  // it is the other process's
  // The kernel chooses where free runs go on.
  const bool is_controlled = request.options.mode == record::Mode::controlled;
  if (!sandbox_ || sandbox_->terms().is_on_one_cpu != is_controlled) {
    terms_.is_on_one_cpu = is_controlled;
    sandbox_.reset();
    sandbox_ = std::make_unique<tracer::Sandbox>(terms_);
  }
  request.sandbox = sandbox_.get();
  files_.add(request.options.discovered);
  shared_ = files_.count();
  request.files = &files_;
  return is_forked;
}

void ProgramRuns::conclude(const choice::RunOptions& options, choice::Result& result) const {
  result.discovered = files_.count() == shared_ ? options.discovered : files_.to_text();
}

}  // namespace app
