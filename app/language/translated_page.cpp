#include "app/language/translated_page.hpp"

#include <string_view>

#include "core/view/formatting/fit.hpp"

namespace app {

std::string with_translations(const lessons::Page& page, Language language) {
  const std::string_view source = page.source();
  std::string text;
  std::size_t shown = 0;
  for (const auto prose : page.paragraphs()) {
    const auto translated = translation(language, lessons::paragraph_of(prose));
    if (!translated) continue;
    const auto begin = static_cast<std::size_t>(prose.data() - source.data());
    const std::size_t newline = source.find('\n', begin + prose.size() - 1);
    const std::size_t end = newline == source.npos ? source.size() : newline + 1;
    const std::size_t sign = source.find_first_not_of(" \t", begin);
    const std::size_t line = source.rfind('\n', sign) + 1;
    const std::string_view mark = source[sign] == '#' ? "# " : "// ";
    const std::string start = std::string(source.substr(line, sign - line)) + std::string(mark);
    constexpr std::size_t kPageWidth = 72;
    text += source.substr(shown, end - shown);
    if (newline == source.npos) text += '\n';
    for (const auto& one : view::lines_fitting(*translated, kPageWidth - start.size()))
      text += start + one + "\n";
    shown = end;
  }
  return text + std::string(source.substr(shown));
}

}  // namespace app
