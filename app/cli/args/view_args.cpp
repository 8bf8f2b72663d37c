#include "app/cli/args/view_args.hpp"

#include <fmt/format.h>

#include <vector>

#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"

namespace app {

void ViewArgs::understand_format(bool of_outcomes, ViewOptions& options) const {
  options.format = &view::formats().front();
  if (of_outcomes) options.outcomes_as = &view::outcome_formats().front();
  if (!format) return;
  const view::Format* of_run = view::format_named(*format);
  const view::OutcomeFormat* of_all = view::outcome_format_named(*format);
  if (!of_outcomes && of_all && !of_run) {
    throw UsageError(
        fmt::format("{0} shows all outcomes and is for --outcomes, not for a run: leave it out, or "
                    "add that to a lesson.",
                    *format));
  }
  std::vector<std::string> names;
  if (of_outcomes) {
    for (const auto& known : view::outcome_formats()) names.emplace_back(known.name);
    if (of_run && !of_all) {
      throw UsageError(
          fmt::format("--outcomes are written as one of {}, not as {}: use one of these.",
                      fmt::join(names, ", "), *format));
    }
    options.outcomes_as = &view::outcome_formats()[choose("--format", *format, names)];
    return;
  }
  for (const auto& known : view::formats()) names.emplace_back(known.name);
  options.format = &view::formats()[choose("--format", *format, names)];
}

ViewOptions ViewArgs::understood(bool of_outcomes) const {
  ViewOptions options;
  understand_format(of_outcomes, options);
  options.has_format = format.has_value();
  options.output = output;
  options.stable_ids = choose("--ids", ids, {"real", "stable"}) == 1;
  options.time = static_cast<view::Time>(choose("--time", time, {"relative", "wall", "none"}));
  options.colour =
      static_cast<view::Colour>(choose("--color", colour, {"auto", "always", "never"}));
  options.ascii = ascii;
  options.plain = plain;
  if (detail) options.telling = view::Telling::detailed;
  if (theme) options.theme = theme_meant("--theme", *theme);
  options.selection = selection.understood();
  if (of_outcomes) refuse_selection("--outcomes");
  const auto& part = options.selection;
  const bool by_time = part && ((part->from && part->from->time) || (part->to && part->to->time));
  if (by_time && options.time == view::Time::none)
    throw UsageError("--from and --to have no times to go by with --time none: name events.");
  return options;
}

void ViewArgs::refuse_selection(const std::string& what) const {
  if (!selection.is_given()) return;
  throw UsageError(
      fmt::format("--from, --to and --only show a part of a run that plays by itself, and {} does "
                  "not: use only one.",
                  what));
}

std::optional<view::Ground> theme_meant(const std::string& where, const std::string& word) {
  const auto chosen = choose(where, word, {"auto", "dark", "light"});
  if (chosen == 0) return std::nullopt;
  return chosen == 1 ? view::Ground::dark : view::Ground::light;
}

}  // namespace app
