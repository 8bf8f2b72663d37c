#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/programs/page_program.hpp"
#include "core/choice/audience.hpp"
#include "core/choice/run.hpp"
#include "core/stage/stage.hpp"
#include "core/tracer/observer.hpp"

namespace app {

/// Runs one demo, as often as a command wants: a page over mp on the stage, an ordinary
/// program under the tracer. `command` and `argv` must outlive it.
class DemoRunner {
 public:
  /// `is_held`: its runs are controlled. Throws what PageProgram throws.
  DemoRunner(const LessonCommand& command, const lessons::Demo& demo,
             const std::vector<std::string>& argv, bool is_held);
  ~DemoRunner();

  /// Who is told when all processes of an ordinary program wait, and none is held. Without
  /// one such a run ends as deadlocked.
  using OnStandstill = std::function<void(const tracer::Standstill& standstill)>;
  void tell(OnStandstill on_standstill) { on_standstill_ = std::move(on_standstill); }

  /// See stage::run().
  choice::Result run(const choice::RunOptions& options, record::Consumer& consumer,
                     choice::Audience& audience);

 private:
  struct Traced;

  choice::Result run_traced(const choice::RunOptions& options, record::Consumer& consumer,
                            choice::Audience& audience);

  const std::vector<std::string>& argv_;
  stage::RunSpec spec_;
  std::unique_ptr<Traced> traced_;  // of an ordinary program
  OnStandstill on_standstill_;
};

}  // namespace app
