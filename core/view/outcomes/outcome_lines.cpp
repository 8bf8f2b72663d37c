#include "core/view/outcomes/outcome_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/outcome_limits.hpp"

namespace view {

std::vector<std::string> in_order(std::vector<std::string> names) {
  std::stable_sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    if ((a == "parent") != (b == "parent")) return a == "parent";
    return a.size() < b.size();
  });
  return names;
}

OutcomeLines::OutcomeLines(const record::OutcomeReport& report, const Style& style)
    : colour_(style.colour), language_(style.language) {
  for (const auto& row : report.rows)
    for (const auto& line : row.outcome.lines) ordinals_.try_emplace(line.name, 0);

  std::vector<std::string> names;
  for (const auto& [name, ordinal] : ordinals_) names.push_back(name);
  names = in_order(std::move(names));
  for (std::size_t i = 0; i < names.size(); ++i) ordinals_[names[i]] = static_cast<int>(i) + 1;

  constexpr std::size_t kWidest = 24;  // a longer name would leave no room for its text
  for (const std::string& name : names)
    name_width_ = std::max(name_width_, std::min(display_width(harmless(name)), kWidest));
}

std::optional<std::string> OutcomeLines::joined(Lines lines, std::string_view last,
                                                std::size_t room) const {
  std::string text;
  std::size_t width = 0;
  for (const auto& line : lines) {
    if (!text.empty()) text += " | ";
    const std::string words = line.text.empty() ? ":" : ": " + harmless(line.text);
    width += display_width(harmless(line.name) + words) + 3;
    if (width > room + 3 || words.find('|') != std::string::npos) return std::nullopt;
    text += painted_name(line.name) + words;
  }
  if (last.empty()) return text;
  if (width + display_width(last) > room) return std::nullopt;
  return text + (text.empty() ? "" : " | ") + std::string(last);
}

std::string OutcomeLines::listed(Lines lines, std::size_t indent) const {
  const std::string margin(indent, ' ');
  std::string text;
  for (const auto& line : lines.first(std::min(lines.size(), kMostLines))) {
    text += margin + painted_name(line.name);
    if (!line.text.empty()) {
      const std::size_t taken = std::min(display_width(harmless(line.name)), name_width_);
      text += std::string(name_width_ - taken + 2, ' ') + harmless(line.text);
    }
    text += '\n';
  }
  if (lines.size() > kMostLines)
    text +=
        margin + counted(lines.size() - kMostLines, words(language_).outcomes.more_lines) + "\n";
  return text;
}

std::string OutcomeLines::painted_name(const std::string& name) const {
  const std::string shown = harmless(name);
  return colour_ ? painted(shown, ordinals_.at(name)) : shown;
}

}  // namespace view
