#include "app/screen/overlays.hpp"

#include <algorithm>
#include <string_view>

#include "app/language/translated_page.hpp"
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

Overlay painted_overlay(std::string_view title, const std::string& text) {
  Overlay overlay{std::string(title), {}, 0, true};
  for (const auto line : view::split_lines(text)) overlay.lines.emplace_back(line);
  return overlay;
}

}  // namespace

Overlay help_overlay(const Wording& words) {
  return {std::string(words.help), harmless_lines(words.full_help.substr(1)), 0, false};
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

Overlay text_overlay(std::string_view title, std::string_view text) {
  return {std::string(title), harmless_lines(text), 0, false};
}

Overlay map_overlay(const std::string& text, const Wording& words) {
  return painted_overlay(words.map, text);
}

Overlay outcomes_overlay(const std::string& text, const Wording& words) {
  return {std::string(words.outcomes), harmless_lines(text), 0, false};
}

}  // namespace app
