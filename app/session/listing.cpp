#include "app/session/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "app/language/explanations.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"

namespace app {
namespace {

constexpr std::size_t kPageWidth = 72;

/// Whether the statement of this line continues in the next one.
bool goes_on(std::string_view line) {
  return !line.empty() && line.back() != ';' && line.back() != '{' && line.back() != '}';
}

void append(std::string& text, std::string_view paragraph, std::size_t columns) {
  for (const auto& line : view::lines_fitting(paragraph, columns - 2))
    text += fmt::format("  {}\n", line);
}

std::string prose_of(std::string_view prose, Language language, std::size_t columns) {
  std::string text;
  const std::string paragraph = lessons::paragraph_of(prose);
  if (paragraph.empty()) return text;
  const std::size_t room = std::clamp<std::size_t>(columns, 20, kPageWidth);
  if (const auto translated = translation(language, paragraph)) append(text, *translated, room);
  // The page's own line breaks are good if there is room.
  if (room < kPageWidth) {
    append(text, paragraph, room);
    return text;
  }
  while (!prose.empty()) {
    const auto end = prose.find('\n');
    text += fmt::format("  {}\n", lessons::without_signs(prose.substr(0, end)));
    prose.remove_prefix(end == std::string_view::npos ? prose.size() : end + 1);
  }
  return text;
}

}  // namespace

std::string listing_of(const lessons::Page& page, const probe::Act& act, Language language,
                       std::size_t columns) {
  // A record may be of another version of the page.
  if (act.file != page.file() || page.line(act.line).empty()) return {};
  std::string text = prose_of(page.prose(act.line), language, columns);
  if (!text.empty()) text += '\n';
  constexpr int kMostLines = 6;
  for (int number = act.line; number < act.line + kMostLines; ++number) {
    const std::string_view line = page.line(number);
    text += fmt::format("{:>6}  {}\n", number, line);
    if (!goes_on(line)) break;
  }
  return text;
}

std::string listing_of_program(SourceFiles& files, const probe::Act& act, Language language,
                               std::size_t columns) {
  std::string text;
  const std::string_view sentence = explanation_of(act, language);
  if (!sentence.empty()) append(text, sentence, std::clamp<std::size_t>(columns, 20, kPageWidth));
  if (act.line == 0) return text;
  const std::string_view line = files.page(act.file).line(act.line);
  if (!text.empty()) text += '\n';
  return text + fmt::format("{:>6}  {}\n", act.line, view::harmless(line));
}

}  // namespace app
