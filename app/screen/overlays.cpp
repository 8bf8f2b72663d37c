#include "app/screen/overlays.hpp"

#include <algorithm>
#include <string_view>

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

}  // namespace

Overlay help_overlay(const Wording& words) {
  return {std::string(words.help), harmless_lines(words.full_help.substr(1)), 0, false};
}

Overlay python_overlay(const lessons::Page& twin) {
  return {std::string(twin.file()), harmless_lines(twin.source()), 0, false};
}

Overlay text_overlay(std::string_view title, std::string_view text) {
  return {std::string(title), harmless_lines(text), 0, false};
}

Overlay map_overlay(const std::string& text, const Wording& words) {
  Overlay overlay{std::string(words.map), {}, 0, true};
  for (const auto line : view::split_lines(text)) overlay.lines.emplace_back(line);
  return overlay;
}

Overlay outcomes_overlay(const std::string& text, const Wording& words) {
  return {std::string(words.outcomes), harmless_lines(text), 0, false};
}

}  // namespace app
