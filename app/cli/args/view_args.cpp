#include "app/cli/args/view_args.hpp"

#include <vector>

#include "app/cli/did_you_mean.hpp"

namespace app {

ViewOptions ViewArgs::understood() const {
  std::vector<std::string> formats;
  for (const auto& known : view::formats()) formats.emplace_back(known.name);
  ViewOptions options;
  options.format = &view::formats()[format ? choose("--format", *format, formats) : 0];
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
  return options;
}

std::optional<view::Ground> theme_meant(const std::string& where, const std::string& word) {
  const auto chosen = choose(where, word, {"auto", "dark", "light"});
  if (chosen == 0) return std::nullopt;
  return chosen == 1 ? view::Ground::dark : view::Ground::light;
}

}  // namespace app
