#include "core/view/difference/outcome_difference.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/view/formatting/count.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

/// Those that count: the possible ones, if the report knows them.
std::vector<const record::OutcomeRow*> counting(const record::OutcomeReport& report) {
  std::vector<const record::OutcomeRow*> rows;
  for (const auto& row : report.rows)
    if (report.only_seen || row.possible) rows.push_back(&row);
  return rows;
}

/// In the order of outcomes, one beside another that begins like it is found by looking at
/// its two neighbours.
std::size_t shared_lines(const record::Outcome& outcome, const std::set<record::Outcome>& others) {
  const auto in_common = [&](const record::Outcome& other) {
    const auto& one = outcome.lines;
    const auto end = std::mismatch(one.begin(), one.end(), other.lines.begin(), other.lines.end());
    return static_cast<std::size_t>(end.first - one.begin());
  };
  const auto after = others.lower_bound(outcome);
  std::size_t most = 0;
  if (after != others.end()) most = in_common(*after);
  if (after != others.begin()) most = std::max(most, in_common(*std::prev(after)));
  return most;
}

std::vector<MissingOutcome> missing_from(const record::OutcomeReport& other,
                                         const record::OutcomeReport& report) {
  std::set<record::Outcome> known;
  for (const auto* row : counting(other)) known.insert(row->outcome);
  std::vector<MissingOutcome> missing;
  for (const auto* row : counting(report)) {
    if (!known.contains(row->outcome)) missing.push_back({*row, shared_lines(row->outcome, known)});
  }
  return missing;
}

std::string name_of(const record::OutcomeReport& report) {
  return report.lesson + "/" + report.demo;
}

}  // namespace

bool OutcomeDifference::is_none() const {
  return std::all_of(demos.begin(), demos.end(), [](const DemoDifference& demo) {
    return demo.a && demo.b && demo.only_in_a.empty() && demo.only_in_b.empty();
  });
}

OutcomeDifference difference_of(const std::vector<record::OutcomeReport>& a,
                                const std::vector<record::OutcomeReport>& b) {
  OutcomeDifference difference;
  const auto demo_of = [&](const record::OutcomeReport& report) -> DemoDifference& {
    const std::string name = name_of(report);
    for (DemoDifference& demo : difference.demos)
      if (demo.name == name) return demo;
    return difference.demos.emplace_back(DemoDifference{name, {}, {}});
  };
  for (const auto& report : a) demo_of(report).a = report;
  for (const auto& report : b) demo_of(report).b = report;
  for (DemoDifference& demo : difference.demos) {
    if (!demo.a || !demo.b) continue;
    demo.only_in_a = missing_from(*demo.b, *demo.a);
    demo.only_in_b = missing_from(*demo.a, *demo.b);
    demo.in_both = counting(*demo.a).size() - demo.only_in_a.size();
  }
  return difference;
}

std::vector<std::string> how_many(const DemoDifference& demo, Language language) {
  const Words& said = words(language);
  const auto line = [&](const char* name, const record::OutcomeReport& report) {
    const std::size_t number = counting(report).size();
    const std::string outcomes = counted(
        number, report.only_seen ? said.outcomes.seen_outcomes : said.outcomes.possible_outcomes);
    const bool is_all = report.exhaustive && !report.only_seen;
    return filled(is_all ? said.difference.all_known : said.difference.some_known, name, outcomes);
  };
  return {line("A", *demo.a), line("B", *demo.b)};
}

}  // namespace view
