#include "core/view/svg/svg_sheet.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <utility>

#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/markup.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

constexpr int kHues = 7;

// The distance of the baseline from the middle of a row. A style rule could set
// it, but not every SVG renderer knows it.
constexpr int kBaseline = 4;

/// Colours for one background: lines have a contrast of 3:1, words of 7:1.
struct Paints {
  std::string_view paper;
  std::string_view ink;
  std::string_view faint;
  std::array<std::string_view, kHues> hues;
};

constexpr Paints kByDay = {
    "#fff",
    "#1b1b1b",
    "#595959",
    {"#a65c00", "#0b6fa8", "#00795a", "#857600", "#004f80", "#b34a00", "#a04c7c"}};
constexpr Paints kByNight = {
    "#16181d",
    "#eee",
    "#b0b0b0",
    {"#e69f00", "#56b4e9", "#1fc08f", "#f0e442", "#5aa2e0", "#f07a2e", "#dd93bd"}};

// Shapes and letters. Colours are attributes, since many SVG renderers know
// neither variables nor media queries; rules would override them.
constexpr std::string_view kStyle = R"(
text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK TC", monospace; white-space: pre }
.b { font-weight: bold } .e { text-anchor: end } .l { text-anchor: middle }
path { stroke-width: 2px } .t, .a { fill: none }
.s { stroke-dasharray: 5 4 } .d { stroke-dasharray: 1 7; stroke-linecap: round }
)";

/// The rules for browsers whose user prefers a dark background.
std::string by_night() {
  std::string rules = fmt::format(
      "@media screen and (prefers-color-scheme: dark) {{\n"
      ".paper, .m {{ fill: {} }} text {{ fill: {} }} .f, .e {{ fill: {} }} path {{ stroke: {} }}\n"
      ".g {{ stroke: {} }}\n",
      kByNight.paper, kByNight.ink, kByNight.faint, kByNight.ink, kByNight.faint);
  for (int hue = 0; hue < kHues; ++hue) {
    rules += fmt::format(".c{0} {{ stroke: {1} }} .c{0}.n {{ fill: {1} }}\n", hue + 1,
                         kByNight.hues[static_cast<std::size_t>(hue)]);
  }
  return rules + "}\n";
}

int hue_of(int ordinal) {
  return (ordinal - 1) % kHues;
}

/// The class of a process's colour, after a space; "" for ink.
std::string colour(int ordinal) {
  return ordinal == 0 ? "" : fmt::format(" c{}", hue_of(ordinal) + 1);
}

/// Where none is named, readers and fonts are those of the browser.
std::string tag_of(Language language) {
  if (language == Language::english) return {};
  return fmt::format(" xml:lang=\"{}\"", words(language).picture.tag);
}

std::string_view paint_of(int ordinal) {
  return ordinal == 0 ? kByDay.ink : kByDay.hues[static_cast<std::size_t>(hue_of(ordinal))];
}

}  // namespace

void SvgSheet::line(int x, int from_y, int to_y, int ordinal, Stroke stroke) {
  if (from_y == to_y) return;
  const std::string_view dashes = stroke == Stroke::dashed   ? " s"
                                  : stroke == Stroke::dotted ? " d"
                                                             : "";
  fmt::format_to(std::back_inserter(drawn_),
                 "<path class=\"t{}{}\" stroke=\"{}\" d=\"M{} {}V{}\"/>\n", dashes, colour(ordinal),
                 paint_of(ordinal), x, from_y, to_y);
}

void SvgSheet::mark(int x, int y, int ordinal, Mark mark) {
  constexpr int kSize = kMark;
  std::string shape;
  std::string_view inside = paint_of(ordinal);
  std::string_view class_of_inside = "n";
  switch (mark) {
    case Mark::ring:
      inside = kByDay.paper;
      class_of_inside = "m";
      [[fallthrough]];
    case Mark::circle:
      shape = fmt::format("M{} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z", x - kSize, y,
                          fmt::arg("r", kSize), fmt::arg("d", 2 * kSize));
      break;
    case Mark::square:
      shape = fmt::format("M{} {}h{d}v{d}h-{d}z", x - kSize, y - kSize, fmt::arg("d", 2 * kSize));
      break;
    case Mark::cross:
      shape = fmt::format("M{} {}l{d} {d}m0 -{d}l-{d} {d}", x - kSize, y - kSize,
                          fmt::arg("d", 2 * kSize));
      break;
    case Mark::tick:
      shape = fmt::format("M{} {}h{}", x, y, kSize + 1);
      break;
  }
  fmt::format_to(std::back_inserter(drawn_),
                 "<path class=\"{}{}\" fill=\"{}\" stroke=\"{}\" d=\"{}\"/>\n", class_of_inside,
                 colour(ordinal), inside, paint_of(ordinal), shape);
}

void SvgSheet::bend(int from_x, int from_y, int to_x, int to_y) {
  const int middle = from_y + kRow / 2;
  const int low = from_y + kRow;
  std::string curve = fmt::format("M{} {}", from_x, from_y);
  if (from_x != to_x) curve += fmt::format("C{0} {1} {2} {1} {2} {3}", from_x, middle, to_x, low);
  if (low < to_y || from_x == to_x) curve += fmt::format("V{}", to_y);
  fmt::format_to(std::back_inserter(drawn_), "<path class=\"t g\" stroke=\"{}\" d=\"{}\"/>\n",
                 kByDay.faint, curve);
}

void SvgSheet::arrow(int from_x, int to_x, int y, int ordinal, std::string_view label) {
  const int forward = from_x < to_x ? 1 : -1;
  const int tip = to_x - forward * 2;
  fmt::format_to(std::back_inserter(drawn_),
                 "<path class=\"a{}\" stroke=\"{}\" d=\"M{} {}H{}\"/>\n", colour(ordinal),
                 paint_of(ordinal), from_x, y, tip - forward * 4);
  fmt::format_to(std::back_inserter(drawn_),
                 "<path class=\"n{0}\" fill=\"{1}\" stroke=\"{1}\" d=\"M{2} {3}l{4} -4v8z\"/>\n",
                 colour(ordinal), paint_of(ordinal), tip, y, -forward * 8);
  if (label.empty()) return;
  const int middle = (from_x + to_x) / 2;
  const int width = static_cast<int>(static_cast<double>(display_width(label) + 1) * kCharacter);
  fmt::format_to(
      std::back_inserter(drawn_),
      "<rect class=\"paper\" fill=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
      kByDay.paper, middle - width / 2, y - kRow / 2 + 2, width, kRow - 4);
  fmt::format_to(std::back_inserter(drawn_), "<text class=\"l\" x=\"{}\" y=\"{}\">{}</text>\n",
                 middle, y + kBaseline, escaped_markup(label));
}

void SvgSheet::words(int x, int y, std::string_view text, Words how) {
  if (text.empty()) return;
  std::string looks;
  if (how == Words::bold) looks = " class=\"b\"";
  if (how == Words::faint || how == Words::time)
    looks = fmt::format(" class=\"{}\" fill=\"{}\"", how == Words::faint ? 'f' : 'e', kByDay.faint);
  fmt::format_to(std::back_inserter(drawn_), "<text{} x=\"{}\" y=\"{}\">{}</text>\n", looks, x,
                 y + kBaseline, escaped_markup(text));
}

std::string SvgSheet::take() {
  return std::exchange(drawn_, {});
}

std::string svg_head(std::string_view title, Language language) {
  return fmt::format(
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<svg xmlns=\"http://www.w3.org/2000/svg\" fill=\"{}\" role=\"img\"{} "
             "aria-labelledby=\"title description\">\n<title id=\"title\">{}</title>\n",
             kByDay.ink, tag_of(language), escaped_markup(title)) +
         fmt::format("<style>{}{}</style>\n", kStyle, by_night()) +
         fmt::format("<rect class=\"paper\" fill=\"{}\" width=\"100%\" height=\"100%\"/>\n",
                     kByDay.paper);
}

std::string svg_foot(int width, int height, std::string_view description) {
  return fmt::format(
      "<style>svg {{ width: {}px; height: {}px }}</style>\n<desc id=\"description\">{}</desc>\n"
      "</svg>\n",
      width, height, escaped_markup(description));
}

std::string svg_document(int width, int height, std::string_view title,
                         std::string_view description, std::string_view drawings,
                         Language language) {
  std::string document = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" fill=\"{4}\" role=\"img\"{5} aria-labelledby=\"title "
      "description\">\n"
      "<title id=\"title\">{2}</title>\n<desc id=\"description\">{3}</desc>\n",
      width, height, escaped_markup(title), escaped_markup(description), kByDay.ink,
      tag_of(language));
  document += fmt::format("<style>{}{}</style>\n", kStyle, by_night());
  document += fmt::format("<rect class=\"paper\" fill=\"{}\" width=\"{}\" height=\"{}\"/>\n",
                          kByDay.paper, width, height);
  document += drawings;
  return document + "</svg>\n";
}

}  // namespace view
