#include "app/session/proposed_schedule.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/stage/scheduler.hpp"

namespace app {

std::string ProposedSchedule::propose(stage::Point& point) {
  if (point.made >= proposed_.size()) return {};
  try {
    point.proposed = choice_of(proposed_, point);
    return {};
  } catch (const stage::Misfit& misfit) {
    proposed_ = {};
    std::string sentence = misfit.what();
    sentence.front() = 'T';  // it begins with "the schedule"
    return sentence + ".";
  }
}

void ProposedSchedule::take(const stage::Point& point, std::size_t who) {
  if (who != point.proposed) proposed_ = {};
}

stage::Schedule ProposedSchedule::one_back(const stage::Result& result) {
  return result.schedule.first(std::max<std::size_t>(result.schedule.size(), 1) - 1);
}

}  // namespace app
