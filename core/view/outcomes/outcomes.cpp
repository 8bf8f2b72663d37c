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
#include "core/view/outcomes/outcome_limits.hpp"
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

/// The report for a terminal. Made for one report, and asked once for its text.
class OutcomesPage {
 public:
  OutcomesPage(const OutcomeReport& report, const Style& style)
      : report_(report),
        style_(style),
        shown_(std::span(report.rows).first(std::min(report.rows.size(), kMostOutcomes))),
        common_(common_beginning(report.rows)),
        number_(grouped(shown_.size()).size()),
        margin_(number_ + 4),
        lines_(report, style) {}

  std::string text() const {
    std::string text = wrapped(heading_of(report_), kWidth, 2) + "\n";
    for (const std::string& remark : remarks_on(report_)) text += wrapped(remark, kWidth, 2) + "\n";
    const auto as_table = table();
    if (common_ != 0) text += "\n";
    text += as_table ? beginning(true) + *as_table : beginning(false) + paragraphs();
    if (const auto rest = rest_of(report_, shown_.size()); !rest.empty())
      text += fmt::format("{}  {}\n", as_table ? "" : "\n", rest);
    if (as_table) text += unexplained();
    std::string_view gap = "\n";
    for (const std::string& command : commands_of(report_))
      text += fmt::format("{}{}\n", std::exchange(gap, ""), command);
    return text + "\n";
  }

 private:
  /// What all outcomes begin with is shown once.
  std::string beginning(bool on_one_line) const {
    if (common_ == 0) return {};
    constexpr std::string_view kLabel = "all begin with:";
    const Lines lines = Lines(shown_.front().outcome.lines).first(common_);
    const auto joined = lines_.joined(lines, "", kWidth - kLabel.size() - 1);
    if (on_one_line && joined) return fmt::format("{} {}\n", kLabel, *joined);
    return fmt::format("{}\n{}", kLabel, lines_.listed(lines, margin_));
  }

  Lines own_lines(const OutcomeRow& row) const { return Lines(row.outcome.lines).subspan(common_); }

  /// What stands behind the printed lines: how it ended, or that there are none.
  std::string last_of(const OutcomeRow& row) const {
    if (!row.outcome.is_ok()) return ending_of(row, style_);
    if (!own_lines(row).empty()) return {};
    return common_ == 0 ? "nothing is printed" : "nothing more is printed";
  }

  /// Once lines are broken: colours have no width.
  std::string emphasised(std::string head) const {
    const auto found = style_.colour ? head.find(kNeverSeen) : head.npos;
    if (found == head.npos) return head;
    return head.replace(found, kNeverSeen.size(), highlighted(std::string(kNeverSeen)));
  }

  std::optional<std::string> table() const;
  std::string paragraphs() const;
  std::string unexplained() const;

  const OutcomeReport& report_;
  Style style_;
  std::span<const OutcomeRow> shown_;
  std::size_t common_;
  std::size_t number_;  // columns of an outcome's number
  std::size_t margin_;  // of a paragraph, behind its number
  OutcomeLines lines_;
};

/// A line for each outcome; nothing, when one of them does not fit. The printed
/// text comes last: whatever its width, the columns stand.
std::optional<std::string> OutcomesPage::table() const {
  if (shown_.empty()) return "";
  constexpr std::string_view kSchedules = "schedules";
  const SeenColumn seen(shown_, report_.runs);
  // Where all outcomes are counted, schedules are beside the point.
  const bool has_schedules =
      !report_.only_seen && (report_.outcomes.empty() || !report_.exhaustive);
  std::size_t schedules = has_schedules ? kSchedules.size() : 0;
  for (const OutcomeRow& row : shown_)
    if (has_schedules) schedules = std::max(schedules, grouped(row.schedules).size());

  const auto line = [&](const std::string& first, const std::string& second,
                        const std::string& third, const std::string& printed) {
    const std::string gap = seen.width() == 0 || !has_schedules ? "" : "  ";
    const std::string middle = has_schedules ? pad_left(second, schedules) : "";
    return fmt::format("  {}  {}{}{}  {}\n", pad_left(first, number_), middle, gap, third, printed);
  };
  const std::size_t room = kWidth - display_width(line("", "", seen.head(), ""));

  std::string text = "\n" + line("#", std::string(kSchedules), seen.head(), "printed, in order");
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const OutcomeRow& row = shown_[i];
    const auto printed = lines_.joined(own_lines(row), last_of(row), room);
    if (!printed) return std::nullopt;
    text += line(std::to_string(i + 1), row.possible ? grouped(row.schedules) : "none",
                 seen.cell(row, style_.colour), *printed);
  }
  return text;
}

std::string OutcomesPage::paragraphs() const {
  std::string text;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    const OutcomeRow& row = shown_[i];
    const std::string head =
        fmt::format("  {}  {}", pad_left(std::to_string(i + 1), number_), summary_of(row, report_));
    text += "\n" + emphasised(wrapped(head, kWidth, margin_)) + "\n";
    text += lines_.listed(own_lines(row), margin_);
    const std::string last = std::string(margin_, ' ') + last_of(row);
    if (last.size() > margin_) text += wrapped(last, kWidth, margin_) + "\n";
  }
  return text;
}

/// Below a table: which outcomes no schedule is known to lead to.
std::string OutcomesPage::unexplained() const {
  if (report_.only_seen) return {};
  std::string numbers;
  std::size_t count = 0;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    if (shown_[i].possible) continue;
    numbers += fmt::format("{}{}", ++count == 1 ? "" : ", ", i + 1);
  }
  if (count == 0) return {};
  return "\n" +
         wrapped(fmt::format("Outcome{} {}: seen, {}.", count == 1 ? "" : "s", numbers,
                             why_unexplained(report_)),
                 kWidth, 2) +
         "\n";
}

}  // namespace

std::string outcomes_text(const OutcomeReport& report, const Style& style) {
  if (style.plain) return plain_outcomes(report, style);
  return OutcomesPage(report, style).text();
}

}  // namespace view
