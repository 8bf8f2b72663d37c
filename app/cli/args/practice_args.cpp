#include "app/cli/args/practice_args.hpp"

#include <array>
#include <limits>

#include "app/cli/args/number.hpp"
#include "app/cli/args/view_args.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"

namespace app {

PracticeCommand PracticeArgs::understood() const {
  using practice::Programming;
  using practice::Topic;
  constexpr std::array kTopics = {Topic::fork, Topic::pipe, Topic::lock, Topic::wait,
                                  Topic::signal};
  constexpr std::uint64_t kMostQuestions = 100;
  PracticeCommand command;
  if (!seed.empty())
    command.seed = parse_number("--seed", seed, 0, std::numeric_limits<std::uint64_t>::max());
  if (!topic.empty())
    command.topic = kTopics[choose("--topic", topic, {"fork", "pipe", "lock", "wait", "signal"})];
  if (!level.empty()) command.level = static_cast<int>(parse_number("--level", level, 1, 3));
  command.has_count = !count.empty();
  if (command.has_count) command.count = parse_number("--count", count, 1, kMostQuestions);
  if (!in.empty())
    command.programming =
        choose("--in", in, {"c", "py"}) == 0 ? Programming::c : Programming::python;
  using As = PracticeCommand::As;
  if (format) {
    constexpr std::array kFormats = {As::text, As::json, As::html};
    command.as = kFormats[choose("--format", *format, {"text", "json", "html"})];
  }
  ViewArgs view;
  view.output = output;
  view.colour = colour;
  view.theme = theme;
  command.view = view.understood();
  return command;
}

}  // namespace app
