#include "app/session/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "app/language/translated_page.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/formatting/split_lines.hpp"

namespace app {
namespace {

/// So many lines are shown before and after what differs.
constexpr std::size_t kAround = 2;

/// Which lines are near one that differs.
std::vector<bool> near_a_sign(const std::vector<ComparedLine>& lines) {
  std::vector<bool> near(lines.size(), false);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].sign == ' ') continue;
    const std::size_t end = std::min(i + kAround + 1, lines.size());
    for (std::size_t j = i - std::min(i, kAround); j < end; ++j) near[j] = true;
  }
  return near;
}

std::string with_sign(char sign, std::string_view text, bool colour) {
  const std::string line = fmt::format("{} {}", sign, view::harmless(text));
  const std::string shown = line.substr(0, line.find_last_not_of(' ') + 1);
  return (colour && sign == '+' ? view::highlighted(shown) : shown) + "\n";
}

}  // namespace

std::vector<ComparedLine> compared(std::string_view one, std::string_view other) {
  const auto before = view::split_lines(one);
  const auto after = view::split_lines(other);
  // The longest row of lines that both have from there on; a page has about sixty.
  std::vector<std::vector<std::size_t>> common(before.size() + 1,
                                               std::vector<std::size_t>(after.size() + 1, 0));
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      common[i][j] = before[i] == after[j] ? common[i + 1][j + 1] + 1
                                           : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::vector<ComparedLine> lines;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      lines.push_back({' ', before[i++]});
      ++j;
    } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({'-', before[i++]});
    } else {
      lines.push_back({'+', after[j++]});
    }
  }
  return lines;
}

std::string difference_text(const std::vector<Cure>& cures, Language language, bool colour) {
  std::string text;
  for (const auto& cure : cures) {
    if (!text.empty()) text += "\n";
    text += with_sign('-', cure.broken_id, colour) + with_sign('+', cure.cured_id, colour);
    const std::string broken = with_translations(cure.broken, language);
    const std::string cured = with_translations(cure.cured, language);
    const auto lines = compared(broken, cured);
    const auto near = near_a_sign(lines);
    for (std::size_t k = 0; k < lines.size(); ++k) {
      if (!near[k]) continue;
      if (k == 0 || !near[k - 1]) text += "\n";
      text += with_sign(lines[k].sign, lines[k].text, colour);
    }
  }
  return text;
}

}  // namespace app
