#include "core/choice/scheduler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace choice {
namespace {

std::vector<std::size_t> choosable(const Point& point) {
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < point.roles.size(); ++i) {
    if (point.roles[i].may_act) indexes.push_back(i);
  }
  return indexes;
}

std::string why_not(const Point& point, int number) {
  if (number > point.met) return "which does not exist yet";
  const auto role = std::find_if(point.roles.begin(), point.roles.end(),
                                 [&](const Role& other) { return other.number == number; });
  if (role == point.roles.end()) return "which has ended";
  if (role->standing == Standing::asleep) return fmt::format("{}, which sleeps", role->name);
  return fmt::format("{}, which waits for {}", role->name,
                     role->next.target().empty() ? "a process" : role->next.target());
}

std::string who_could(const Point& point) {
  std::vector<std::string> names;
  for (const std::size_t index : choosable(point)) {
    const Role& role = point.roles[index];
    names.push_back(fmt::format("{} ({})", role.number, role.name));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

std::optional<std::size_t> AnyOrder::choose(const Point& point) {
  const auto indexes = choosable(point);
  // Not a standard distribution, whose results differ from library to library.
  return indexes[random_() % indexes.size()];
}

std::size_t choice_of(const Schedule& schedule, const Point& point) {
  const int number = schedule[point.made];
  for (std::size_t i = 0; i < point.roles.size(); ++i) {
    if (point.roles[i].number == number && point.roles[i].may_act) return i;
  }
  throw Misfit(fmt::format(
      "the schedule does not fit: choice {} of {} is process {}, {}; "
      "these could act there: {}",
      point.made + 1, schedule.size(), number, why_not(point, number), who_could(point)));
}

}  // namespace choice
