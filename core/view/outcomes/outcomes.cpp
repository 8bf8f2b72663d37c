#include "core/view/outcomes/outcomes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/outcome_lines.hpp"
#include "core/view/outcomes/outcome_words.hpp"
#include "core/view/outcomes/plain_outcomes.hpp"
#include "core/view/outcomes/seen_column.hpp"

namespace view {
namespace {

using record::OutcomeReport;
using record::OutcomeRow;
using Lines = OutcomeLines::Lines;

constexpr std::size_t kWidth = 78;

/// The text of one report for a terminal.
class OutcomesPage {
 public:
  OutcomesPage(const OutcomeReport& report, const Style& style)
      : report_(report),
        style_(style),
        said_(words(style.language).outcomes),
        shown_(std::span(report.rows).first(std::min(report.rows.size(), report.most))),
        common_(common_beginning(report.rows)),
        number_(grouped(shown_.size()).size()),
        margin_(number_ + 4),
        lines_(report, style) {}

  std::string text() const {
    const Language language = style_.language;
    std::string text = wrapped(heading_of(report_, language), kWidth, 2) + "\n";
    for (const std::string& remark : remarks_on(report_, language))
      text += wrapped(remark, kWidth, 2) + "\n";
    const auto as_table = table();
    if (common_ != 0) text += "\n";
    text += as_table ? beginning(true) + *as_table : beginning(false) + paragraphs();
    if (const auto rest = rest_of(report_, shown_.size(), language); !rest.empty())
      text += fmt::format("{}  {}\n", as_table ? "" : "\n", rest);
    if (as_table) text += unexplained();
    std::string_view gap = "\n";
    for (const std::string& command : commands_of(report_, language))
      text += fmt::format("{}{}\n", std::exchange(gap, ""), command);
    return text + "\n";
  }

 private:
  /// The lines that all outcomes begin with, shown once.
  std::string beginning(bool on_one_line) const {
    if (common_ == 0) return {};
    const std::string_view label = said_.all_begin;
    const Lines lines = Lines(shown_.front().outcome.lines).first(common_);
    const auto on_one = lines_.joined(lines, "", kWidth - display_width(label) - 1);
    if (on_one_line && on_one) return joined(style_.language, label, *on_one) + "\n";
    return fmt::format("{}\n{}", label, lines_.listed(lines, margin_));
  }

  Lines own_lines(const OutcomeRow& row) const { return Lines(row.outcome.lines).subspan(common_); }

  /// The text after the printed lines: how it ended, or that there are none.
  std::string last_of(const OutcomeRow& row) const {
    if (!row.outcome.is_ok()) return ending_of(row, style_);
    if (!own_lines(row).empty()) return {};
    return std::string(common_ == 0 ? said_.prints_nothing : said_.prints_no_more);
  }

  /// After wrapping: colours have no width.
  std::string emphasised(std::string head) const {
    const std::string_view never = said_.never_seen;
    const auto found = style_.colour ? head.find(never) : head.npos;
    if (found == head.npos) return head;
    return head.replace(found, never.size(), highlighted(std::string(never)));
  }

  std::optional<std::string> table() const;
  std::string paragraphs() const;
  std::string unexplained() const;

  const OutcomeReport& report_;
  Style style_;
  const Words::Outcomes& said_;
  std::span<const OutcomeRow> shown_;
  std::size_t common_;
  std::size_t number_;  // columns of an outcome's number
  std::size_t margin_;  // of a paragraph, after its number
  OutcomeLines lines_;
};

/// A line for each outcome; empty if one of them does not fit. The printed text
/// comes last, so its width does not disturb the columns.
std::optional<std::string> OutcomesPage::table() const {
  if (shown_.empty()) return "";
  const SeenColumn seen(shown_, report_.runs, style_.language);
  // Where all outcomes are counted, the number of schedules does not matter.
  const bool has_schedules =
      !report_.only_seen && (report_.outcomes.empty() || !report_.exhaustive);
  std::size_t schedules = has_schedules ? display_width(said_.schedules_column) : 0;
  for (const OutcomeRow& row : shown_)
    if (has_schedules) schedules = std::max(schedules, grouped(row.schedules).size());

  const auto line = [&](const std::string& first, const std::string& second,
                        const std::string& third, const std::string& printed) {
    const std::string gap = seen.width() == 0 || !has_schedules ? "" : "  ";
    const std::string middle = has_schedules ? pad_left(second, schedules) : "";
    return fmt::format("  {}  {}{}{}  {}\n", pad_left(first, number_), middle, gap, third, printed);
  };
  const std::size_t room = kWidth - display_width(line("", "", seen.head(), ""));

  std::string text = "\n" + line("#", std::string(said_.schedules_column), seen.head(),
                                 std::string(said_.printed_column));
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const OutcomeRow& row = shown_[i];
    const auto printed = lines_.joined(own_lines(row), last_of(row), room);
    if (!printed) return std::nullopt;
    text += line(std::to_string(i + 1),
                 row.possible ? grouped(row.schedules) : std::string(said_.no_schedule),
                 seen.cell(row, style_.colour), *printed);
  }
  return text;
}

std::string OutcomesPage::paragraphs() const {
  std::string text;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const OutcomeRow& row = shown_[i];
    const std::string head = fmt::format("  {}  {}", pad_left(std::to_string(i + 1), number_),
                                         summary_of(row, report_, style_.language));
    text += "\n" + emphasised(wrapped(head, kWidth, margin_)) + "\n";
    text += lines_.listed(own_lines(row), margin_);
    const std::string last = std::string(margin_, ' ') + last_of(row);
    if (last.size() > margin_) text += wrapped(last, kWidth, margin_) + "\n";
  }
  return text;
}

/// Below a table: the outcomes that no known schedule leads to.
std::string OutcomesPage::unexplained() const {
  if (report_.only_seen) return {};
  std::string numbers;
  std::size_t count = 0;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    if (shown_[i].possible) continue;
    numbers +=
        fmt::format("{}{}", ++count == 1 ? "" : words(style_.language).waits.list_comma, i + 1);
  }
  if (count == 0) return {};
  const Words::Counted& seen = said_.seen_only;
  return "\n" +
         wrapped(filled(count == 1 ? seen.one : seen.some, numbers,
                        why_unexplained(report_, style_.language)),
                 kWidth, 2) +
         "\n";
}

}  // namespace

std::string outcomes_text(const OutcomeReport& report, const Style& style) {
  if (style.plain) return plain_outcomes(report, style);
  return OutcomesPage(report, style).text();
}

}  // namespace view
