#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/challenge/challenge.hpp"
#include "app/cli/options.hpp"
#include "app/quiz/quiz.hpp"
#include "app/session/subject.hpp"
#include "core/choice/audience.hpp"
#include "core/choice/run.hpp"

namespace app {

/// The settings of a session.
struct SessionTerms {
  ViewOptions view;
  std::optional<std::chrono::nanoseconds> pace;  ///< plays by itself, with this pause
  bool input_is_taken = false;  ///< standard input is the program's: keys come from the terminal
  std::string_view instead = "Leave it out, or use --auto.";  ///< advice if there is no terminal
  std::string_view option = "--step";                         ///< that needs the terminal
};

/// Shows the steps of --step and reads the keys: on a full screen, or line by line.
/// SteppedRuns drives it, subject by subject, and it is the audience of their runs.
class StepSession : public choice::Audience {
 public:
  /// The next runs are of this subject; `proposed` is what Enter chooses, as long
  /// as the reader follows it.
  virtual void open(const Subject& subject, const choice::Schedule& proposed) = 0;

  /// A run has ended. Returns the choices that the next run of this subject
  /// begins with; empty: there is none. The reader may still quit.
  virtual std::optional<choice::Schedule> again(choice::Result& result) = 0;

  /// Whether the program was edited before the next run, so that the choices may not fit.
  virtual bool has_edited() const = 0;

  /// The last run of the subject has ended.
  virtual void close() = 0;

  /// From now on asks the questions of this quiz. `only`: and shows nothing
  /// else.
  virtual void add_questions(Quiz& quiz, bool only) = 0;
  /// From now on the reader leads the runs to the outcome of this challenge, which is open.
  virtual void add_challenge(Challenge& challenge) = 0;
  /// Reports how all questions were answered.
  virtual void report_summary(const std::vector<Prediction>& predictions) = 0;

  /// Reports a line about the run that has ended.
  virtual void report(const std::string& line) = 0;
  /// Reports a sentence about the current run while no process is held.
  virtual void announce(const std::string& sentence) = 0;

  /// Restores what was on the terminal before.
  virtual void leave() {}
};

}  // namespace app
