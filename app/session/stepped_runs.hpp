#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/output/run_writer.hpp"
#include "app/session/last_run_buffer.hpp"
#include "app/session/step_session.hpp"
#include "core/record/consumers.hpp"

namespace app {

class AroundPrompt;

/// The session of one command, and the destinations of its runs: the screen and,
/// if given, a file, which gets the last run of each subject. A command drives
/// it, subject by subject.
class SteppedRuns {
 public:
  /// `full`: on the full screen, if the terminal can show it. Throws EnvironmentError
  /// when there is no terminal to talk to, or the file cannot be written.
  SteppedRuns(const SessionTerms& terms, bool full, Quiz& quiz,
              const lessons::Catalogue& catalogue);
  ~SteppedRuns();

  StepSession& session() { return *session_; }
  /// From now on the runs are one's way to what this challenge asks for.
  void add_challenge(Challenge& challenge);
  /// The consumer for the runs.
  record::Consumer& consumer();

  /// Runs the subject, and again for each step back. `run` must pass each run
  /// to consumer(); `after_run` is called when one has ended.
  choice::Result run(const Subject& subject, choice::RunOptions options,
                     const choice::Schedule& proposed,
                     const std::function<choice::Result(const choice::RunOptions&)>& run,
                     const std::function<void(const choice::Result&)>& after_run);

  /// Everything has been shown: the file gets its name.
  void commit();
  /// The file gets its name with what it has so far.
  void close();

 private:
  ViewOptions on_screen_;
  std::unique_ptr<StepSession> session_;
  record::Consumer* shown_ = nullptr;
  std::unique_ptr<RunWriter> screen_;  // of a session line by line
  std::unique_ptr<AroundPrompt> around_prompt_;
  std::unique_ptr<RunWriter> file_;
  std::optional<LastRunBuffer> last_run_;  // for the file
  std::optional<record::Both> both_;       // the screen and that
  Challenge* challenge_ = nullptr;
  std::optional<record::Both> beside_challenge_;
};

}  // namespace app
