#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/options.hpp"
#include "app/output/destination.hpp"
#include "app/quiz/quiz.hpp"
#include "core/choice/explorer.hpp"

namespace app {

/// Prepares the questions of a command, demo by demo, and reports what was
/// answered. The command drives it around each run.
class QuizRunner {
 public:
  /// `asks`: there is a session, with questions. Throws EnvironmentError when
  /// the report cannot be written.
  QuizRunner(const LessonCommand& command, bool asks);

  Quiz& quiz() { return quiz_; }

  /// Tries all schedules of the demo, if its questions need that, with `explorer` if they are
  /// about the demo as it runs. Returns the signal that told mpdemo to end meanwhile; 0: none.
  int prepare(const lessons::Demo& demo, const std::vector<std::string>& argv,
              const std::shared_ptr<choice::Explorer>& explorer);

  /// Everything has been asked: the report file gets its name.
  void commit();

 private:
  const LessonCommand& command_;
  bool asks_;
  Quiz quiz_;
  std::optional<Destination> report_;
};

}  // namespace app
