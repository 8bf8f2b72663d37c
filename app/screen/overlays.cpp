#include "app/screen/overlays.hpp"

#include <algorithm>
#include <string_view>

#include "app/language/translated_page.hpp"
#include "app/screen/compose.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/split_lines.hpp"

namespace app {
namespace {

std::vector<std::string> harmless_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(view::harmless(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// The same, with longer lines broken; what goes on begins under what goes on in the text.
std::vector<std::string> broken_lines(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  for (const auto& line : harmless_lines(text)) {
    if (view::display_width(line) <= columns) {
      lines.push_back(line);
      continue;
    }
    // After a key and its gap, or after the indent.
    const auto gap = line.find("  ", std::min(line.find_first_not_of(' '), line.size()));
    const auto word = line.find_first_not_of(' ', gap == line.npos ? 0 : gap);
    const std::size_t indent = word == line.npos || word > columns / 2 ? 0 : word;
    const auto pieces =
        view::lines_fitting(line.substr(indent), std::max<std::size_t>(columns - indent, 2));
    for (std::size_t i = 0; i < pieces.size(); ++i)
      lines.push_back((i == 0 ? line.substr(0, indent) : std::string(indent, ' ')) + pieces[i]);
  }
  return lines;
}

Overlay painted_overlay(std::string_view title, const std::string& text) {
  Overlay overlay{std::string(title), {}, 0, true};
  for (const auto line : view::split_lines(text)) overlay.lines.emplace_back(line);
  return overlay;
}

}  // namespace

bool turn_page(Overlay& overlay, Key key, std::size_t rows) {
  const std::size_t last = overlay.lines.size() - std::min(overlay.lines.size(), rows);
  switch (key.means) {
    case Key::Means::forward:
      // A clicker has no other key to close it.
      if (overlay.top + rows >= overlay.lines.size()) return false;
      overlay.top += rows;
      return true;
    case Key::Means::back:
      overlay.top -= std::min(overlay.top, rows);
      return true;
    case Key::Means::first:
      overlay.top = 0;
      return true;
    case Key::Means::last:
      overlay.top = last;
      return true;
    case Key::Means::up:
      overlay.top -= std::min<std::size_t>(overlay.top, 1);
      return true;
    case Key::Means::down:
      overlay.top = std::max(overlay.top, std::min(overlay.top + 1, last));
      return true;
    default:
      return false;
  }
}

bool scroll_text(Scene& scene, bool down, Size size) {
  const std::size_t overflow = text_overflow(scene, size);
  const std::size_t top = std::min(scene.text_top, overflow);
  scene.text_top = down ? std::min(top + 1, overflow) : top - std::min<std::size_t>(top, 1);
  return overflow != 0;
}

Overlay help_overlay(std::string_view text, const Wording& words, std::size_t columns) {
  if (text.starts_with('\n')) text.remove_prefix(1);
  return {std::string(words.help), broken_lines(text, columns), 0, false};
}

Overlay python_overlay(const lessons::Page& twin) {
  return {std::string(twin.file()), harmless_lines(twin.source()), 0, false};
}

Overlay page_overlay(const lessons::Page& page, Language language) {
  return {std::string(page.file()), harmless_lines(with_translations(page, language)), 0, false};
}

Overlay difference_overlay(const std::string& text, const Wording& words) {
  return painted_overlay(words.difference, text);
}

Overlay lanes_overlay(const std::string& text, const Wording& words) {
  return painted_overlay(words.lanes, text);
}

Overlay text_overlay(std::string_view title, std::string_view text, std::size_t columns) {
  return {std::string(title), broken_lines(text, columns), 0, false};
}

Overlay map_overlay(const std::string& text, const Wording& words) {
  return painted_overlay(words.map, text);
}

Overlay outcomes_overlay(const std::string& text, const Wording& words, std::size_t columns) {
  return {std::string(words.outcomes), broken_lines(text, columns), 0, false};
}

}  // namespace app
