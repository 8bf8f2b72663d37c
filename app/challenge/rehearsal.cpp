#include "app/challenge/rehearsal.hpp"

#include <algorithm>
#include <utility>

namespace app {

Rehearsal::Rehearsal(const choice::Schedule& schedule) {
  for (std::size_t i = 0; i < schedule.size(); ++i) still_.push_back(schedule[i]);
}

/// Who has acted without a question has had that turn, be it earlier than in the schedule.
void Rehearsal::offer(const choice::Point& point) {
  const auto drop = [&](int number) {
    const auto turn = std::find(still_.begin(), still_.end(), number);
    if (turn != still_.end()) still_.erase(turn);
  };
  for (const int number : point.unasked) drop(number);
  std::size_t who = point.proposed;
  for (const int number : still_) {
    const auto role = std::find_if(point.roles.begin(), point.roles.end(), [&](const auto& one) {
      return one.number == number && one.may_act;
    });
    if (role == point.roles.end()) continue;
    who = static_cast<std::size_t>(role - point.roles.begin());
    break;
  }
  if (who < point.roles.size()) drop(point.roles[who].number);
  answer_ = choice::Answer{choice::Answer::What::act, who};
}

std::optional<choice::Answer> Rehearsal::answer() {
  return std::exchange(answer_, std::nullopt);
}

}  // namespace app
