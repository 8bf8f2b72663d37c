#include "core/view/outcomes/map_dot.hpp"

#include <fmt/format.h>

#include <array>

#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/map_words.hpp"

namespace view {
namespace {

using Row = MapPicture::Row;

/// Those of SVG by day.
constexpr std::array<std::string_view, 7> kColours = {"#a65c00", "#0b6fa8", "#00795a", "#857600",
                                                      "#004f80", "#b34a00", "#a04c7c"};
constexpr std::size_t kLongest = 60;

/// As a string of the language, in which a backslash escapes.
std::string quoted(std::string_view text) {
  std::string words = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') words += '\\';
    words += c;
  }
  return words + "\"";
}

std::string attributes_of(const Row& row, const MapPicture& picture, const Style& style) {
  const std::string words = cut_to(words_of(row, style.language), kLongest, "...");
  switch (row.kind) {
    case Row::Kind::start:
      return "shape=point";
    case Row::Kind::good_end:
      return fmt::format("label={}, shape=box, peripheries=2", quoted(words));
    case Row::Kind::bad_end:
      return fmt::format("label={}, shape=octagon, peripheries=2", quoted(words));
    case Row::Kind::line:
      break;
  }
  const auto process = static_cast<std::size_t>(row.process) - 1;
  const std::string name = harmless(picture.processes[process]);
  const std::string_view look = row.is_lost ? "rounded,dashed" : "rounded";
  // Of one group Graphviz makes a straight column, where it can.
  return fmt::format("label={}, shape=box, style=\"{}\", group={}, color=\"{}\"",
                     quoted(name + ": " + words), look, quoted(name),
                     kColours[process % kColours.size()]);
}

std::string graph_of(const MappedOutcomes& outcomes, const Style& style) {
  const MapPicture picture = picture_of(outcomes);
  const std::string name = harmless(outcomes.report.lesson) + "/" + harmless(outcomes.report.demo);
  std::string text =
      fmt::format("digraph {} {{\n  label={};\n  labelloc=t;\n  rankdir=TB;\n", quoted(name),
                  quoted(headline_of(outcomes.report, style.language)));
  text += "  node [fontname=\"monospace\", fontsize=11];\n";
  for (std::size_t number = 0; number < picture.rows.size(); ++number) {
    const Row& row = picture.rows[number];
    text += fmt::format("  n{} [{}];\n", number, attributes_of(row, picture, style));
    if (row.folded.empty()) continue;
    text += fmt::format("  f{0} [label={1}, shape=plaintext];\n  n{0} -> f{0} [style=dotted];\n",
                        number, quoted(folded_words(row, style)));
  }
  for (std::size_t number = 0; number < picture.rows.size(); ++number) {
    for (const std::size_t next : picture.rows[number].next)
      text += fmt::format("  n{} -> n{};\n", number, next);
  }
  return text + "}\n";
}

}  // namespace

std::string map_dot(std::span<const MappedOutcomes> demos, const Style& style) {
  std::string text;
  for (const MappedOutcomes& demo : demos) text += graph_of(demo, style);
  return text;
}

}  // namespace view
