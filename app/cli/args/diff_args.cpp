#include "app/cli/args/diff_args.hpp"

#include "app/cli/args/order_args.hpp"
#include "app/cli/args/view_args.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"

namespace app {
namespace {

choice::Schedule schedule_meant(const std::string& word) {
  TurnArgs turns;
  turns.schedule = word;
  return turns.understood_schedule().value_or(choice::Schedule());
}

}  // namespace

DiffCommand DiffArgs::understood() const {
  if (words.size() < 2) {
    throw UsageError(
        "diff needs two runs: two files, as in \"mpdemo diff a.jsonl b.jsonl\", or two schedules "
        "and what they are of, as in \"mpdemo diff 1x3 1.2 fork/basic\".");
  }
  if (!program.empty() && words.size() > 2)
    throw UsageError(
        "diff takes two schedules before \"--\", and nothing else: leave the rest out.");
  DiffCommand command;
  command.a = words[0];
  command.b = words[1];
  command.is_program = !program.empty();
  command.subject = program;
  if (program.empty()) command.subject.assign(words.begin() + 2, words.end());
  if (!command.subject.empty()) {
    command.schedule_a = schedule_meant(command.a);
    command.schedule_b = schedule_meant(command.b);
  }
  std::vector<std::string> names;
  for (const auto& known : view::difference_formats()) names.emplace_back(known.name);
  command.format = &view::difference_formats()[choose("--format", format, names)];
  ViewArgs view;
  view.output = output;
  view.colour = colour;
  view.ascii = ascii;
  view.plain = plain;
  view.detail = detail;
  command.view = view.understood();
  return command;
}

}  // namespace app
