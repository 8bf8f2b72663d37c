#include "core/record/outcome_table.hpp"

#include <algorithm>
#include <utility>

namespace record {

void OutcomeTable::add_schedule(const Outcome& outcome, std::string schedule, std::string reason) {
  ++schedules_;
  OutcomeRow& row = row_of(outcome, std::move(reason));
  if (!row.possible || schedule.size() < row.schedule.size()) row.schedule = std::move(schedule);
  row.possible = true;
  ++row.schedules;
}

void OutcomeTable::add_possible(const Outcome& outcome, Way way) {
  OutcomeRow& row = row_of(outcome, std::move(way.reason));
  row.possible = true;
  row.schedule = std::move(way.schedule);
  row.turning_point = way.turning_point;
  with_way_.insert(outcome);
}

bool OutcomeTable::knows_way_to(const Outcome& outcome) const {
  return with_way_.contains(outcome);
}

void OutcomeTable::forget_unlisted() {
  std::erase_if(rows_, [&](const auto& entry) {
    return entry.second.seen == 0 && !with_way_.contains(entry.first);
  });
}

void OutcomeTable::add_run(const Outcome& outcome, std::string reason) {
  ++runs_;
  ++row_of(outcome, std::move(reason)).seen;
}

std::vector<OutcomeRow> OutcomeTable::rows() const {
  std::vector<OutcomeRow> rows;
  rows.reserve(rows_.size());
  for (const auto& [outcome, row] : rows_) {
    rows.push_back(row);
    rows.back().outcome = outcome;
  }
  // The map has them in the order of outcomes, and stable keeps that for equals.
  std::stable_sort(rows.begin(), rows.end(), [](const OutcomeRow& a, const OutcomeRow& b) {
    return a.seen != b.seen ? a.seen > b.seen : a.outcome.is_ok() < b.outcome.is_ok();
  });
  return rows;
}

OutcomeRow& OutcomeTable::row_of(const Outcome& outcome, std::string reason) {
  OutcomeRow& row = rows_[outcome];
  if (row.reason.empty() && !outcome.is_ok()) row.reason = std::move(reason);
  return row;
}

}  // namespace record
