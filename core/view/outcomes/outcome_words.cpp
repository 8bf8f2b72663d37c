#include "core/view/outcomes/outcome_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/choice/doubts.hpp"
#include "core/choice/schedule.hpp"
#include "core/view/formatting/count.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

using choice::Doubt;
using record::OutcomeReport;
using record::OutcomeRow;

const Words::Outcomes& said_in(Language language) {
  return words(language).outcomes;
}

/// "5 s", "500 ms", "2 min".
std::string in_words(std::chrono::nanoseconds time, const Words::Outcomes& said) {
  const double length = std::chrono::duration<double>(time).count();
  if (length < 1) return filled(said.milliseconds, length * 1e3);
  if (length < 120) return filled(said.seconds, length);
  return filled(said.minutes, length / 60);
}

/// A budget worth trying after `budget`: at least three times that. Empty if
/// that is too long to wait.
std::string next_budget(std::chrono::nanoseconds budget) {
  using namespace std::chrono_literals;
  static constexpr std::pair<std::chrono::nanoseconds, const char*> kBudgets[] = {
      {5s, "5s"}, {30s, "30s"}, {2min, "2m"}, {10min, "10m"}, {60min, "60m"}};
  for (const auto& [time, option] : kBudgets)
    if (time >= 3 * budget) return option;
  return {};
}

/// All outcomes are known and counted, listed or not: the number of schedules does not
/// matter then.
bool is_proved(const OutcomeReport& report) {
  return !report.outcomes.empty() && report.exhaustive;
}

/// Whether more outcomes are possible than are listed.
bool is_cut_off(const OutcomeReport& report) {
  const std::string listed = std::to_string(report.rows.size());
  const auto size_and_digits = [](const std::string& digits) {
    return std::pair(digits.size(), digits);
  };
  return !report.outcomes.empty() && size_and_digits(report.outcomes) > size_and_digits(listed);
}

std::string how_many_tried(const OutcomeReport& report, const Words::Outcomes& said) {
  if (report.exhaustive && report.schedules == 1)
    return std::string(report.pruned ? said.one_for_all : said.only_one);
  const std::string schedules = counted(report.schedules, said.schedules);
  if (report.exhaustive) return filled(said.all_tried, schedules);
  std::string tried = filled(said.tried, schedules);
  // The budget did not end it: a larger one would not help.
  if (report.interrupted || report.tried_all) return tried;
  if (report.budget.count() <= 0) return filled(said.more_left, tried);
  const std::string in_time = filled(said.tried_in, schedules, in_words(report.budget, said));
  const std::string budget = next_budget(report.budget);
  return budget.empty() ? filled(said.more_left, in_time) : filled(said.more_with, in_time, budget);
}

/// `word` quoted as one word for the shell.
std::string shell_word(const std::string& word) {
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("-_.,:+=/@").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

}  // namespace

std::string heading_of(const OutcomeReport& report, Language language) {
  const Words::Outcomes& said = said_in(language);
  const std::string demo = harmless(report.lesson) + "/" + harmless(report.demo);
  if (report.only_seen)
    return filled(said.seen_heading, demo, counted(report.rows.size(), said.seen_outcomes),
                  counted(report.runs, said.runs));
  const auto possible = static_cast<std::uint64_t>(std::count_if(
      report.rows.begin(), report.rows.end(), [](const OutcomeRow& row) { return row.possible; }));
  const Words::Counted& found = said.possible_outcomes;
  const std::string count = report.outcomes.empty() ? std::to_string(possible) : report.outcomes;
  std::string outcomes = count == "0"
                             ? std::string(said.none_found)
                             : filled(count == "1" ? found.one : found.some, grouped_digits(count));
  if (count != "0" && !report.exhaustive) outcomes = filled(said.at_least, outcomes);
  const std::string free_runs =
      report.runs == 0 ? std::string(said.no_free_runs) : counted(report.runs, said.free_runs);
  if (is_proved(report)) {
    const Words::Counted& proved = said.proved_heading;
    return filled(report.outcomes == "1" ? proved.one : proved.some, demo, outcomes, free_runs);
  }
  return filled(said.heading, demo, outcomes, how_many_tried(report, said), free_runs);
}

std::vector<std::string> remarks_on(const OutcomeReport& report, Language language) {
  const Words::Outcomes& said = said_in(language);
  std::vector<std::string> remarks;
  if (report.interrupted) remarks.emplace_back(said.interrupted);
  if (report.only_seen) remarks.emplace_back(said.may_be_more);
  if (report.names_pids) remarks.emplace_back(words(language).names_for_pids);
  if (report.impossible != 0)
    remarks.emplace_back(report.impossible == 1 ? said.impossible.one : said.impossible.some);
  for (const std::string& reason : report.reasons) {
    // The heading says that the time was up, and a remark that a signal came.
    if (reason != choice::text_of(Doubt::time_up) && reason != choice::text_of(Doubt::signal))
      remarks.push_back(filled(said.not_proved, harmless(doubt_told(reason, language))));
  }
  if (report.pruned && !is_proved(report))
    remarks.push_back(
        filled(said.left_out, report.cut == 0 ? "" : counted(report.cut, said.cut_short)));
  if (report.honours_sleep) remarks.emplace_back(said.sleeps_count);
  if (report.runs != 0 && report.speed > 0 && report.speed != 1)
    remarks.push_back(report.speed > 1 ? filled(said.sleeps_shorter, report.speed)
                                       : filled(said.sleeps_longer, 1 / report.speed));
  if (report.strayed > 0) remarks.push_back(counted(report.strayed, said.strayed));
  return remarks;
}

namespace {

/// ": after a came b, another time c", of which each part may be missing.
std::string difference_told(std::string_view rest, Language language) {
  constexpr std::string_view kAfter = "after ", kCame = "came ", kAnother = ", another time ";
  constexpr std::string_view kStart = ": ";
  if (!rest.starts_with(kStart)) return std::string(rest);
  rest.remove_prefix(kStart.size());
  const Words::Outcomes& said = said_in(language);
  std::string text;
  const auto came = rest.starts_with(kCame) ? 0 : rest.find(" came ");
  if (rest.starts_with(kAfter))
    text = filled(said.differed_after,
                  rest.substr(kAfter.size(), came == rest.npos ? came : came - kAfter.size()));
  const auto another = rest.find(kAnother);
  if (came == rest.npos || another == rest.npos) return text;
  const auto at = rest.find(kCame, came) + kCame.size();
  return text + filled(said.differed, rest.substr(at, another - at),
                       rest.substr(another + kAnother.size()));
}

}  // namespace

std::string doubt_told(const std::string& reason, Language language) {
  const auto& english = choice::kDoubts;
  const auto& told = said_in(language).doubts;
  // The number of times follows, and what differed: "... (3 times): after a came b".
  const auto found = std::find_if(english.begin(), english.end(), [&](std::string_view doubt) {
    return reason.starts_with(doubt) && (reason.size() == doubt.size() ||
                                         reason.find_first_of(" :", doubt.size()) == doubt.size());
  });
  if (found == english.end()) return reason;
  std::string_view rest = std::string_view(reason).substr(found->size());
  int times = 1;
  if (rest.starts_with(" (")) {
    std::from_chars(rest.data() + 2, rest.data() + rest.size(), times);
    rest.remove_prefix(std::min(rest.find(')') + 1, rest.size()));
  }
  const std::string doubt(told[static_cast<std::size_t>(found - english.begin())]);
  const std::string text = times == 1 ? doubt : filled(said_in(language).doubt_times, doubt, times);
  return text + difference_told(rest, language);
}

std::string summary_of(const OutcomeRow& row, const OutcomeReport& report, Language language) {
  const Words::Outcomes& said = said_in(language);
  if (report.only_seen)
    return filled(said.seen_in, grouped(row.seen), counted(report.runs, said.runs),
                  share(row.seen, report.runs));
  std::string seen;
  const bool is_only_possible = row.possible && is_proved(report);
  if (report.runs != 0 && row.seen == 0) {
    seen.append(said.never_seen).append(is_only_possible ? said.though_possible : said.though);
  } else if (report.runs != 0) {
    const Words::Counted& times = said.seen_times;
    seen = filled(row.seen == 1 ? times.one : times.some, grouped(row.seen),
                  share(row.seen, report.runs));
    if (!is_only_possible)
      seen += row.possible ? words(language).waits.between : said.but_not_possible;
  }
  if (!row.possible) return seen.append(why_unexplained(report, language));
  if (is_proved(report)) return seen.empty() ? std::string(said.possible) : seen;
  // The graph of states shows it, though no run has reached it.
  if (row.schedules == 0) return seen.append(said.possible);
  const Words::Counted& lead = said.lead_there;
  return seen + filled(row.schedules == 1 ? lead.one : lead.some, grouped(row.schedules),
                       counted(report.schedules, said.schedules));
}

std::string_view why_unexplained(const OutcomeReport& report, Language language) {
  const Words::Outcomes& said = said_in(language);
  if (!report.exhaustive || report.honours_sleep) return said.not_reached;
  return is_proved(report) ? said.not_possible : said.not_by_order;
}

std::string ending_of(const OutcomeRow& row, const Style& style) {
  if (row.outcome.is_ok()) return {};
  const Words::Outcomes& said = said_in(style.language);
  const std::string ending = harmless(told_again(style.language, row.outcome.ending));
  if (row.reason.empty()) return filled(said.then, ending);
  return filled(said.then_why, ending, style.ascii ? "-" : "—",
                harmless(told_again(style.language, row.reason)));
}

std::string repeating(const OutcomeRow& row, const OutcomeReport& report) {
  const std::string program = report.program.empty() ? "" : " -- " + harmless(report.program);
  return fmt::format("{} --schedule {}{}", harmless(report.command),
                     harmless(shell_word(row.schedule)), program);
}

std::string turning_point_of(const OutcomeRow& row, Language language) {
  if (row.turning_point == 0) return {};
  const auto schedule = choice::Schedule::parse(row.schedule);
  return filled(said_in(language).turning_point, row.turning_point,
                schedule ? schedule->size() : row.turning_point);
}

std::vector<std::string> commands_of(const OutcomeReport& report, Language language) {
  std::vector<std::string> commands;
  for (std::size_t i = 0; i < std::min(report.rows.size(), report.most); ++i) {
    const OutcomeRow& row = report.rows[i];
    if (!row.possible) continue;
    commands.push_back(filled(said_in(language).again, i + 1, repeating(row, report)));
    if (const std::string lost = turning_point_of(row, language); !lost.empty())
      commands.push_back("  " + lost);
  }
  return commands;
}

std::string rest_of(const OutcomeReport& report, std::size_t shown, Language language) {
  if (is_cut_off(report)) {
    const Words::Outcomes& said = said_in(language);
    const std::string all = grouped_digits(report.outcomes);
    return filled(said.more_altogether, report.exhaustive ? all : filled(said.at_least, all));
  }
  if (report.rows.size() <= shown) return {};
  const Words::Outcomes& said = said_in(language);
  const auto first = report.rows.begin() + static_cast<std::ptrdiff_t>(shown);
  const auto unseen = static_cast<std::size_t>(
      std::count_if(first, report.rows.end(), [](const OutcomeRow& row) { return row.seen == 0; }));
  const std::size_t more = report.rows.size() - shown;
  std::string of_those;
  if (report.runs != 0 && unseen != 0)
    of_those =
        unseen == more ? std::string(said.none_seen) : filled(said.some_unseen, grouped(unseen));
  return filled(said.more_outcomes, grouped(more), of_those);
}

std::size_t common_beginning(const std::vector<OutcomeRow>& rows) {
  if (rows.size() < 2) return 0;
  const auto& first = rows.front().outcome.lines;
  std::size_t common = first.size();
  for (const OutcomeRow& row : rows) {
    const auto& lines = row.outcome.lines;
    const auto end = std::mismatch(first.begin(), first.end(), lines.begin(), lines.end()).first;
    common = std::min(common, static_cast<std::size_t>(end - first.begin()));
  }
  return common;
}

}  // namespace view
