#include "core/view/formats.hpp"

#include <array>

#include "core/view/chrome/chrome.hpp"
#include "core/view/folded.hpp"
#include "core/view/html/html.hpp"
#include "core/view/lanes/asciicast.hpp"
#include "core/view/lanes/lanes.hpp"
#include "core/view/mermaid/mermaid.hpp"
#include "core/view/selection.hpp"
#include "core/view/svg/svg.hpp"
#include "core/view/text/jsonl.hpp"
#include "core/view/text/raw.hpp"
#include "core/view/text/text.hpp"

namespace view {
namespace {

/// For people: what a traced program did is folded.
template <std::unique_ptr<View> (*make)(const Style&)>
std::unique_ptr<View> folding(const Style& style) {
  return folded(style, selected(style, make(style)));
}

/// Data are in English.
template <std::unique_ptr<View> (*make)(const Style&)>
std::unique_ptr<View> folding_in_english(const Style& given) {
  Style style = given;
  style.language = Language::english;
  return folded(style, selected(style, make(style)));
}

constexpr auto kFormats = std::to_array<Format>({
    {"text", "who did what and when, a line for each event", folding<text>},
    {"lanes", "the picture: a column for each process, time downwards", folding<lanes>},
    {"raw", "only what the demo prints", [](const Style& style) { return selected(style, raw()); }},
    {"jsonl", "the recorded run as data, for replay and for scripts",
     [](const Style& style) { return selected(style, jsonl(), true); }},
    {"svg", "the lanes as a picture, for pages and slides", folding<svg>},
    {"html", "a page for the browser: the program, the lanes and a player", folding<html>},
    {"mermaid", "a sequence diagram, for Markdown pages", folding_in_english<mermaid>},
    {"chrome", "a trace for Perfetto, speedscope and DevTools", folding_in_english<chrome>},
    {"asciicast", "a recording of the lanes, for asciinema", folding_in_english<asciicast>},
});

}  // namespace

std::span<const Format> formats() {
  return kFormats;
}

const Format* format_named(std::string_view name) {
  for (const Format& format : kFormats)
    if (format.name == name) return &format;
  return nullptr;
}

}  // namespace view
