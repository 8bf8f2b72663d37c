#include "app/cli/args/quiz_args.hpp"

#include <fmt/format.h>

#include <array>

#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"

namespace app {

using Asks = LessonCommand::Quiz;

Asks quiz_meant(const std::string& where, const std::string& word) {
  constexpr std::array kMeanings = {Asks::on, Asks::off, Asks::only};
  return kMeanings[choose(where, word, {"on", "off", "only"})];
}

void QuizArgs::understand(LessonCommand& command) const {
  command.quiz = asks.empty() ? Asks::in_sessions : quiz_meant("--quiz", asks);
  command.quiz_report = report;
  command.who = name;
  if (!name.empty() && report.empty())
    throw UsageError("--name is for --quiz-report: add that, or leave it out.");
  if (command.quiz == Asks::off && !report.empty()) {
    throw UsageError(
        "--quiz-report records what was asked, and --quiz off asks nothing: use only one.");
  }
  if (command.quiz == Asks::off || (asks.empty() && report.empty())) return;
  const std::string option = asks.empty() ? "--quiz-report" : "--quiz " + asks;
  if (command.outcomes) {
    throw UsageError(
        fmt::format("--outcomes asks no questions and takes no {}: use only one.", option));
  }
  if (command.watch == LessonCommand::Watch::automatic || command.pace) {
    throw UsageError(fmt::format("{0} is for a session, and {1} asks no questions: leave out {1}.",
                                 option, command.pace ? "--pace" : "--auto"));
  }
  if (command.watch == LessonCommand::Watch::step && command.quiz == Asks::only) {
    throw UsageError("--quiz only plays between its questions, and --step does not: use only one.");
  }
}

}  // namespace app
