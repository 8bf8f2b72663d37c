#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/quiz/quiz.hpp"
#include "core/stage/audience.hpp"
#include "core/stage/stage.hpp"
#include "lessons/catalogue.hpp"

namespace app {

/// What --step needs of whoever shows the steps and takes the keys: on a full
/// screen, or line by line. The command drives it, demo by demo, and the
/// director as its audience.
class StepSession : public stage::Audience {
 public:
  /// The next runs are of this demo, and `proposed` is what Enter chooses for as
  /// long as the reader takes it. `next`: the demo behind it, if there is one.
  virtual void open(const lessons::Demo& demo, const stage::Schedule& proposed,
                    const lessons::Demo* next) = 0;

  /// A run has ended: the choices that the next one of this demo begins with;
  /// empty: it was the last one. The reader may yet quit.
  virtual std::optional<stage::Schedule> again(stage::Result& result) = 0;

  /// The last run of the demo has ended.
  virtual void close() = 0;

  /// From now on with the questions of this quiz. `only`: with nothing else.
  virtual void add_questions(Quiz& quiz, bool only) = 0;
  /// How the questions were answered, all in all.
  virtual void report_summary(const std::vector<Prediction>& predictions) = 0;

  /// A line about the run that has ended.
  virtual void report(const std::string& line) = 0;

  /// Whatever was on the terminal before is there again.
  virtual void leave() {}
};

}  // namespace app
