#include "app/raw_lesson.hpp"

#include <algorithm>
#include <vector>

#include "app/did_you_mean.hpp"
#include "app/duration.hpp"
#include "app/errors.hpp"

namespace app {
namespace {

/// "a,b,c" as its parts.
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t end = std::min(text.find(',', from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

}  // namespace

LessonCommand RawLesson::understood(const lessons::Lesson& lesson) const {
  if (step && automatic) throw UsageError("--step and --auto exclude each other: take one.");
  if (step && !pace.empty()) {
    throw UsageError("--pace plays by itself and --step waits for you: take one.");
  }
  LessonCommand command;
  command.lesson = &lesson;
  if (!demo.empty()) {
    std::vector<std::string> names;
    for (const auto& known : lesson.demos) names.emplace_back(known.name);
    command.demo = &lesson.demos[choose("--demo", demo, names)];
  }
  using Watch = LessonCommand::Watch;
  command.watch = step ? Watch::step : automatic ? Watch::automatic : Watch::by_terminal;
  if (!pace.empty()) command.pace = parse_duration("--pace", pace);
  if (!(speed > 0 && speed <= 1e6)) {
    throw UsageError("--speed takes a factor above 0, like 10 or 0.5.");
  }
  command.speed = speed;
  command.parameters = parameters;
  command.has_increments = has_increments;
  if (!items.empty()) command.parameters.items = split(items);
  if (!timeout.empty()) command.timeout = parse_duration("--timeout", timeout);
  command.view = view.understood();
  order.understand(command);
  quiz.understand(command);
  return command;
}

}  // namespace app
