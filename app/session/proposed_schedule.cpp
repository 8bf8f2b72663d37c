#include "app/session/proposed_schedule.hpp"

#include <fmt/core.h>

#include "core/choice/scheduler.hpp"

namespace app {

std::string ProposedSchedule::propose(choice::Point& point) {
  if (point.made >= proposed_.size()) return {};
  try {
    point.proposed = choice_of(proposed_, point);
    return {};
  } catch (const choice::Misfit& misfit) {
    proposed_ = {};
    std::string sentence = misfit.what();
    sentence.front() = 'T';  // it begins with "the schedule"
    return sentence + ".";
  }
}

void ProposedSchedule::take(const choice::Point& point, std::size_t who) {
  if (who != point.proposed) proposed_ = {};
}

choice::Schedule ProposedSchedule::one_back(const choice::Result& result) {
  return result.schedule.first(result.before_last);
}

}  // namespace app
