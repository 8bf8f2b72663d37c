#include "app/session/outlook.hpp"

#include <algorithm>

#include "core/view/formatting/count.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

constexpr std::size_t kMostDigits = 9;

}  // namespace

void Outlook::forget() {
  prospects_.reset();
  schedules_.clear();
  made_ = {};
}

void Outlook::learn(const Subject& subject, const record::OutcomeReport& report) {
  if (!subject.explorer) return;
  prospects_.emplace(subject.explorer->graph());
  report_ = report;
  schedules_.clear();
  for (const record::OutcomeRow& row : report.rows) {
    if (schedules_.size() == kMostDigits) break;
    schedules_.push_back(row.possible ? row.schedule : "");
  }
}

view::MappedOutcomes Outlook::map() const {
  return {report_, prospects_->map().automaton()};
}

void Outlook::come_to(const choice::Point& point) {
  for (const int number : point.unasked) made_.add(number);
}

void Outlook::act(const choice::Point& point, std::size_t who) {
  if (who < point.roles.size()) made_.add(point.roles[who].number);
}

std::vector<std::string> Outlook::leaves(const choice::Point& point) {
  std::vector<std::string> all;
  if (!prospects_) return all;
  for (const choice::Role& role : point.roles) {
    const auto left = role.may_act ? prospects_->after(made_, role.number) : std::nullopt;
    all.push_back(left ? told(*left) : "");
  }
  return all;
}

std::string Outlook::told(const choice::OutcomeMap::Left& left) const {
  if (left.only_ending == "deadlock") return std::string(words_.only_deadlocks);
  if (!left.ends_well) return std::string(words_.only_bad_ends);
  const std::string count = view::grouped_digits(left.outcomes.to_string());
  if (!left.is_all) return count == "0" ? "" : view::filled(words_.left_at_least, count);
  const std::string all = view::grouped_digits(prospects_->map().count().to_string());
  if (!prospects_->is_complete()) {
    const std::string_view at_least = view::words(language_).outcomes.at_least;
    return view::filled(words_.left_of, count, view::filled(at_least, all));
  }
  return all == "1" ? std::string(words_.only_outcome) : view::filled(words_.left_of, count, all);
}

std::string Outlook::warning() {
  const auto left = prospects_ ? prospects_->after(made_) : std::nullopt;
  if (!left || left->ends_well) return {};
  return std::string(left->only_ending == "deadlock" ? words_.all_deadlock : words_.none_ends_well);
}

std::optional<choice::Schedule> Outlook::schedule_of(int number) const {
  if (number < 1 || number > playable()) return std::nullopt;
  const std::string& text = schedules_[static_cast<std::size_t>(number) - 1];
  if (text.empty()) return std::nullopt;
  return choice::Schedule::parse(text);
}

}  // namespace app
