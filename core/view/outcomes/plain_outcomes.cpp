#include "core/view/outcomes/plain_outcomes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/outcome_limits.hpp"
#include "core/view/outcomes/outcome_words.hpp"

namespace view {
namespace {

using Lines = std::span<const record::Outcome::Line>;

/// Printed text is indented, so that it cannot be mistaken for our own sentences.
std::string quotation(Lines lines, Language language) {
  const Words& said = words(language);
  std::string text;
  for (const auto& line : lines.first(std::min(lines.size(), kMostLines))) {
    std::string sentence = joined(language, harmless(line.name), said.prints);
    if (line.text.empty())
      sentence = joined(language, sentence, said.empty_line).append(said.stop);
    else
      sentence.append(said.colon).append(harmless(line.text));
    text += "  " + sentence + "\n";
  }
  if (lines.size() > kMostLines)
    text += fmt::format("  {}{}\n", counted(lines.size() - kMostLines, said.outcomes.more_lines),
                        said.stop);
  return text;
}

}  // namespace

std::string plain_outcomes(const record::OutcomeReport& report, const Style& style) {
  const Language language = style.language;
  const Words::Outcomes& said = words(language).outcomes;
  const std::string_view stop = words(language).stop;
  std::string text = fmt::format("{}{}\n", heading_of(report, language), stop);
  for (const std::string& remark : remarks_on(report, language)) text += remark + "\n";

  const std::size_t common = common_beginning(report.rows);
  if (common != 0) {
    text += fmt::format("{}\n", said.sentences_begin);
    text += quotation(Lines(report.rows.front().outcome.lines).first(common), language);
  }
  const std::size_t shown = std::min(report.rows.size(), report.most);
  for (std::size_t i = 0; i < shown; ++i) {
    const record::OutcomeRow& row = report.rows[i];
    const Lines lines = Lines(row.outcome.lines).subspan(common);
    text += filled(said.told, i + 1, summary_of(row, report, language)) + "\n";
    text += quotation(lines, language);
    if (!row.outcome.is_ok()) {
      text += fmt::format("  {}{}\n", ending_of(row, style), stop);
    } else if (lines.empty()) {
      text += fmt::format("  {}\n", common == 0 ? said.sentence_nothing : said.sentence_no_more);
    }
  }
  const std::string rest = rest_of(report, shown, language);
  if (!rest.empty()) text += fmt::format("{}{}\n", rest, stop);
  for (const std::string& command : commands_of(report, language)) text += command + "\n";
  return text + "\n";
}

}  // namespace view
