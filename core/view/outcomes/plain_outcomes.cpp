#include "core/view/outcomes/plain_outcomes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/outcomes/outcome_limits.hpp"
#include "core/view/outcomes/outcome_words.hpp"

namespace view {
namespace {

using Lines = std::span<const record::Outcome::Line>;

/// What was printed is moved in, so that it cannot be taken for a sentence of ours.
std::string quotation(Lines lines) {
  std::string text;
  for (const auto& line : lines.first(std::min(lines.size(), kMostLines))) {
    const std::string name = harmless(line.name);
    text += line.text.empty() ? fmt::format("  {} prints an empty line.\n", name)
                              : fmt::format("  {} prints: {}\n", name, harmless(line.text));
  }
  if (lines.size() > kMostLines)
    text += fmt::format("  and {}.\n", counted(lines.size() - kMostLines, "more line"));
  return text;
}

}  // namespace

std::string plain_outcomes(const record::OutcomeReport& report, const Style& style) {
  std::string text = heading_of(report) + ".\n";
  for (const std::string& remark : remarks_on(report)) text += remark + "\n";

  const std::size_t common = common_beginning(report.rows);
  if (common != 0) {
    text += "All begin with:\n";
    text += quotation(Lines(report.rows.front().outcome.lines).first(common));
  }
  const std::size_t shown = std::min(report.rows.size(), kMostOutcomes);
  for (std::size_t i = 0; i < shown; ++i) {
    const record::OutcomeRow& row = report.rows[i];
    const Lines lines = Lines(row.outcome.lines).subspan(common);
    text += fmt::format("Outcome {}: {}.\n{}", i + 1, summary_of(row, report), quotation(lines));
    if (!row.outcome.is_ok()) {
      text += fmt::format("  {}.\n", ending_of(row, style));
    } else if (lines.empty()) {
      text += fmt::format("  Nothing {}is printed.\n", common == 0 ? "" : "more ");
    }
  }
  const std::string rest = rest_of(report, shown);
  if (!rest.empty()) text += rest + ".\n";
  for (const std::string& command : commands_of(report)) text += command + "\n";
  return text + "\n";
}

}  // namespace view
