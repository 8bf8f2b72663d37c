#include "core/view/svg_sheet.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "core/view/display_width.hpp"
#include "core/view/markup.hpp"

namespace view {
namespace {

constexpr int kHues = 7;

// Lines of 3:1 and words of 7:1 against the paper, by day and by night.
constexpr std::string_view kStyle = R"(<style>
svg { --paper: #fff; --ink: #1b1b1b; --faint: #595959; color-scheme: light dark }
svg { --c1: #a65c00; --c2: #0b6fa8; --c3: #00795a; --c4: #857600; --c5: #004f80; --c6: #b34a00; --c7: #a04c7c }
@media (prefers-color-scheme: dark) {
svg { --paper: #16181d; --ink: #eee; --faint: #b0b0b0 }
svg { --c1: #e69f00; --c2: #56b4e9; --c3: #1fc08f; --c4: #f0e442; --c5: #5aa2e0; --c6: #f07a2e; --c7: #dd93bd }
}
.paper { fill: var(--paper) }
text { fill: var(--ink); font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK TC", monospace; white-space: pre; dominant-baseline: central }
.b { font-weight: bold } .f { fill: var(--faint) } .e { fill: var(--faint); text-anchor: end }
.l { text-anchor: middle }
path { fill: none; stroke: var(--ink); stroke-width: 2px }
.s { stroke-dasharray: 5 4 } .d { stroke-dasharray: 1 7; stroke-linecap: round }
.m { fill: var(--paper) }
.c1 { stroke: var(--c1) } .c2 { stroke: var(--c2) } .c3 { stroke: var(--c3) } .c4 { stroke: var(--c4) }
.c5 { stroke: var(--c5) } .c6 { stroke: var(--c6) } .c7 { stroke: var(--c7) }
.c1.n { fill: var(--c1) } .c2.n { fill: var(--c2) } .c3.n { fill: var(--c3) } .c4.n { fill: var(--c4) }
.c5.n { fill: var(--c5) } .c6.n { fill: var(--c6) } .c7.n { fill: var(--c7) }
@media print { svg { --paper: #fff; --ink: #000; --faint: #444 } }
</style>
)";

/// The class of a process's colour, with a space in front; "" for ink.
std::string colour(int ordinal) {
  return ordinal == 0 ? "" : fmt::format(" c{}", (ordinal - 1) % kHues + 1);
}

}  // namespace

void SvgSheet::line(int x, int from_y, int to_y, int ordinal, Stroke stroke) {
  if (from_y == to_y) return;
  const std::string_view dashes = stroke == Stroke::dashed   ? " s"
                                  : stroke == Stroke::dotted ? " d"
                                                             : "";
  fmt::format_to(std::back_inserter(drawn_), "<path class=\"t{}{}\" d=\"M{} {}V{}\"/>\n", dashes,
                 colour(ordinal), x, from_y, to_y);
}

void SvgSheet::mark(int x, int y, int ordinal, Mark mark) {
  constexpr int kSize = kMark;
  std::string shape;
  std::string_view filled = " n";
  switch (mark) {
    case Mark::ring:
      filled = "";
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
  fmt::format_to(std::back_inserter(drawn_), "<path class=\"m{}{}\" d=\"{}\"/>\n", filled,
                 colour(ordinal), shape);
}

void SvgSheet::arrow(int from_x, int to_x, int y, int ordinal, std::string_view label) {
  const int forward = from_x < to_x ? 1 : -1;
  const int tip = to_x - forward * 2;
  fmt::format_to(std::back_inserter(drawn_), "<path class=\"a{}\" d=\"M{} {}H{}\"/>\n",
                 colour(ordinal), from_x, y, tip - forward * 4);
  fmt::format_to(std::back_inserter(drawn_), "<path class=\"n{}\" d=\"M{} {}l{} -4v8z\"/>\n",
                 colour(ordinal), tip, y, -forward * 8);
  if (label.empty()) return;
  const int middle = (from_x + to_x) / 2;
  const int width = static_cast<int>(static_cast<double>(display_width(label) + 1) * kCharacter);
  fmt::format_to(std::back_inserter(drawn_),
                 "<rect class=\"paper\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n",
                 middle - width / 2, y - kRow / 2 + 2, width, kRow - 4);
  fmt::format_to(std::back_inserter(drawn_), "<text class=\"l\" x=\"{}\" y=\"{}\">{}</text>\n",
                 middle, y, escaped_markup(label));
}

void SvgSheet::words(int x, int y, std::string_view text, Words how) {
  if (text.empty()) return;
  const std::string_view looks = how == Words::bold    ? " class=\"b\""
                                 : how == Words::faint ? " class=\"f\""
                                 : how == Words::time  ? " class=\"e\""
                                                       : "";
  fmt::format_to(std::back_inserter(drawn_), "<text{} x=\"{}\" y=\"{}\">{}</text>\n", looks, x, y,
                 escaped_markup(text));
}

std::string SvgSheet::take() {
  return std::exchange(drawn_, {});
}

std::string svg_document(int width, int height, std::string_view title,
                         std::string_view description, std::string_view drawings) {
  std::string document = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
      "viewBox=\"0 0 {0} {1}\" role=\"img\" aria-labelledby=\"title description\">\n"
      "<title id=\"title\">{2}</title>\n<desc id=\"description\">{3}</desc>\n",
      width, height, escaped_markup(title), escaped_markup(description));
  document += kStyle;
  document += fmt::format("<rect class=\"paper\" width=\"{}\" height=\"{}\"/>\n", width, height);
  document += drawings;
  return document + "</svg>\n";
}

}  // namespace view
