#include "core/view/outcomes/outcome_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/harmless.hpp"

namespace view {
namespace {

using record::OutcomeReport;
using record::OutcomeRow;

/// "5 s", "500 ms", "2 min".
std::string in_words(std::chrono::nanoseconds time) {
  const double length = std::chrono::duration<double>(time).count();
  if (length < 1) return fmt::format("{:g} ms", length * 1e3);
  if (length < 120) return fmt::format("{:g} s", length);
  return fmt::format("{:g} min", length / 60);
}

/// A budget worth trying after `budget`: at least three times that. Empty when
/// nobody would wait so long.
std::string next_budget(std::chrono::nanoseconds budget) {
  using namespace std::chrono_literals;
  static constexpr std::pair<std::chrono::nanoseconds, const char*> kBudgets[] = {
      {5s, "5s"}, {30s, "30s"}, {2min, "2m"}, {10min, "10m"}, {60min, "60m"}};
  for (const auto& [time, option] : kBudgets)
    if (time >= 3 * budget) return option;
  return {};
}

/// All outcomes are known and counted, listed or not: then schedules are beside the point.
bool is_proved(const OutcomeReport& report) {
  return !report.outcomes.empty() && report.exhaustive;
}

/// "1234567" as "1,234,567".
std::string grouped_digits(const std::string& digits) {
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string how_many_tried(const OutcomeReport& report) {
  const std::string schedules = counted(report.schedules, "schedule");
  if (report.exhaustive && report.schedules == 1)
    return report.pruned ? "1 schedule stands for all" : "there is only 1 schedule";
  if (report.exhaustive) return fmt::format("all {} tried", schedules);
  // It was not the budget that ended it: a greater one would not help.
  if (report.interrupted) return schedules + " tried";
  std::string text = schedules + " tried";
  if (report.budget.count() > 0) text += " in " + in_words(report.budget);
  text += ", there are more";
  const std::string budget = next_budget(report.budget);
  if (report.budget.count() <= 0 || budget.empty()) return text;
  return fmt::format("{}: try --budget {}", text, budget);
}

/// As one word of a command line for the shell.
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

std::string heading_of(const OutcomeReport& report) {
  if (report.only_seen)
    return fmt::format("{}/{}: {} seen in {}", harmless(report.lesson), harmless(report.demo),
                       counted(report.rows.size(), "outcome"), counted(report.runs, "run"));
  const auto possible = static_cast<std::uint64_t>(std::count_if(
      report.rows.begin(), report.rows.end(), [](const OutcomeRow& row) { return row.possible; }));
  std::string outcomes = possible == 0 ? "no outcome found" : counted(possible, "possible outcome");
  if (!report.outcomes.empty() && possible != 0)
    outcomes = fmt::format("{} possible outcome{}", grouped_digits(report.outcomes),
                           report.outcomes == "1" ? "" : "s");
  if (possible != 0 && !report.exhaustive) outcomes.insert(0, "at least ");
  const std::string how = is_proved(report) ? (report.outcomes == "1" ? ", proved" : ", all proved")
                                            : fmt::format(" ({})", how_many_tried(report));
  return fmt::format("{}/{}: {}{}; {}", harmless(report.lesson), harmless(report.demo), outcomes,
                     how, report.runs == 0 ? "no free runs" : counted(report.runs, "free run"));
}

std::vector<std::string> remarks_on(const OutcomeReport& report) {
  std::vector<std::string> remarks;
  if (report.interrupted) remarks.emplace_back("Interrupted: this is what was found so far.");
  if (report.only_seen)
    remarks.emplace_back(
        "There may be other outcomes: each run shows one, and what is rare needs many.");
  if (report.names_pids)
    remarks.emplace_back("Where a process printed a PID, the name stands of the one who has it.");
  if (report.impossible != 0) {
    remarks.push_back(
        fmt::format("This is an error of mpdemo: {} seen that cannot be, as it says itself. Please "
                    "report it, with the command line.",
                    report.impossible == 1 ? "an outcome was" : "outcomes were"));
  }
  // That the time was up is in the heading.
  for (const std::string& reason : report.reasons) {
    if (reason != "the time was up" && reason != "a signal came")
      remarks.push_back(fmt::format("Not proved: {}.", harmless(reason)));
  }
  if (report.pruned && !is_proved(report)) {
    std::string remark = "Orders of acts that can make no difference were left out";
    if (report.cut != 0)
      remark += fmt::format("; {} cut short for that",
                            counted(report.cut, "replay") + (report.cut == 1 ? " was" : " were"));
    remarks.push_back(remark + ".");
  }
  if (report.honours_sleep)
    remarks.emplace_back("Sleeps count: only schedules in which sleepers wake in time were tried.");
  if (report.runs != 0 && report.speed > 0 && report.speed != 1) {
    const bool shorter = report.speed > 1;
    remarks.push_back(fmt::format("The sleeps of the free runs were {:g} times {}.",
                                  shorter ? report.speed : 1 / report.speed,
                                  shorter ? "shorter" : "longer"));
  }
  if (report.strayed > 0) {
    remarks.push_back(
        fmt::format("{} did not do again what the demo had done: something other than "
                    "the order of acts decides it.",
                    counted(report.strayed, "replay")));
  }
  return remarks;
}

std::string summary_of(const OutcomeRow& row, const OutcomeReport& report) {
  if (report.only_seen)
    return fmt::format("seen in {} of {} ({})", grouped(row.seen), counted(report.runs, "run"),
                       share(row.seen, report.runs));
  std::string seen;
  if (report.runs != 0) {
    const bool only_possible = row.seen == 0 && is_proved(report);
    seen = only_possible   ? std::string(kNeverSeen) + ", though possible"
           : row.seen == 0 ? std::string(kNeverSeen) + ", though "
                           : fmt::format("seen {} ({})", counted(row.seen, "time"),
                                         share(row.seen, report.runs));
    if (row.seen != 0 && !(row.possible && is_proved(report))) seen += row.possible ? "; " : ", ";
  }
  if (!row.possible) return seen + std::string(why_unexplained(report));
  if (is_proved(report)) return seen.empty() ? "possible" : seen;
  // The graph of states shows it, though no run has come there.
  if (row.schedules == 0) return seen + "possible";
  return fmt::format("{}{} of {} {} there", seen, grouped(row.schedules),
                     counted(report.schedules, "schedule"), row.schedules == 1 ? "leads" : "lead");
}

std::string_view why_unexplained(const OutcomeReport& report) {
  if (!report.exhaustive || report.honours_sleep) return "not reached by the schedules tried";
  if (is_proved(report)) return "though it is not possible: an error of mpdemo";
  return "though no schedule of acts leads there: something other than the order of acts decides "
         "it";
}

std::string ending_of(const OutcomeRow& row, const Style& style) {
  if (row.outcome.is_ok()) return {};
  std::string text = "then: " + harmless(row.outcome.ending);
  if (row.reason.empty()) return text;
  return text + (style.ascii ? " - " : " — ") + harmless(row.reason);
}

std::vector<std::string> commands_of(const OutcomeReport& report) {
  constexpr std::size_t kMost = 9;
  std::vector<std::string> commands;
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    const OutcomeRow& row = report.rows[i];
    if (!row.possible) continue;
    if (commands.size() == kMost) {
      commands.emplace_back("The other outcomes again: --format jsonl has their schedules");
      break;
    }
    commands.push_back(fmt::format("Outcome {} again: {} --schedule {}", i + 1,
                                   harmless(report.command), harmless(shell_word(row.schedule))));
  }
  return commands;
}

std::string rest_of(const OutcomeReport& report, std::size_t shown) {
  const std::string listed = std::to_string(report.rows.size());
  const auto size_and_digits = [](const std::string& digits) {
    return std::pair(digits.size(), digits);
  };
  if (!report.outcomes.empty() && size_and_digits(report.outcomes) > size_and_digits(listed))
    return fmt::format("and more, of {} altogether: --format jsonl lists up to 10,000",
                       grouped_digits(report.outcomes));
  if (report.rows.size() <= shown) return {};
  const auto first = report.rows.begin() + static_cast<std::ptrdiff_t>(shown);
  const auto unseen =
      std::count_if(first, report.rows.end(), [](const OutcomeRow& row) { return row.seen == 0; });
  const std::size_t more = report.rows.size() - shown;
  std::string text = fmt::format("and {} more", grouped(more));
  if (report.runs != 0 && unseen != 0) {
    const auto count = static_cast<std::size_t>(unseen);
    text += count == more ? ", never seen" : fmt::format(", {} of them never seen", grouped(count));
  }
  return text + ": --format jsonl has them all";
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
