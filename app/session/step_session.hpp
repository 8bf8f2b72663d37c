#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/options.hpp"
#include "app/quiz/quiz.hpp"
#include "app/session/subject.hpp"
#include "core/choice/audience.hpp"
#include "core/choice/run.hpp"

namespace app {

/// What a session is told once, whatever it steps through.
struct SessionTerms {
  ViewOptions view;
  std::optional<std::chrono::nanoseconds> pace;  ///< plays by itself, so fast
  bool input_is_taken = false;  ///< standard input is the program's: keys come from the terminal
  std::string_view instead = "Leave it out, or take --auto.";  ///< of a session without a terminal
};

/// What --step needs of whoever shows the steps and takes the keys: on a full
/// screen, or line by line. SteppedRuns drives it, subject by subject, and the runs
/// drive it as their audience.
class StepSession : public choice::Audience {
 public:
  /// The next runs are of this subject, and `proposed` is what Enter chooses for as
  /// long as the reader takes it.
  virtual void open(const Subject& subject, const choice::Schedule& proposed) = 0;

  /// A run has ended: the choices that the next one of this subject begins with;
  /// empty: it was the last one. The reader may yet quit.
  virtual std::optional<choice::Schedule> again(choice::Result& result) = 0;

  /// The last run of the subject has ended.
  virtual void close() = 0;

  /// From now on with the questions of this quiz. `only`: with nothing else.
  virtual void add_questions(Quiz& quiz, bool only) = 0;
  /// How the questions were answered, all in all.
  virtual void report_summary(const std::vector<Prediction>& predictions) = 0;

  /// A line about the run that has ended.
  virtual void report(const std::string& line) = 0;
  /// A sentence about the run that goes on, of which no process is held.
  virtual void announce(const std::string& sentence) = 0;

  /// Whatever was on the terminal before is there again.
  virtual void leave() {}
};

}  // namespace app
