#include "core/choice/point.hpp"

#include <algorithm>

namespace choice {

bool anyone_may_act(const Point& point) {
  return std::any_of(point.roles.begin(), point.roles.end(),
                     [](const Role& role) { return role.may_act; });
}

std::size_t first_in_time(const Point& point) {
  const auto due = [](const Role& role) {
    if (!role.may_act) return os::Stamp::max();
    // Whoever asks again and again would keep all others from what is asked about. Of several
    // that do, each gets its turn.
    constexpr os::Stamp kLate = os::Stamp::max() / 2;
    if (role.only_asks) return kLate + os::Stamp(role.times_asked);
    return role.standing == Standing::ready ? os::Stamp::min() : *role.until;
  };
  const auto first =
      std::min_element(point.roles.begin(), point.roles.end(),
                       [&](const Role& a, const Role& b) { return due(a) < due(b); });
  return static_cast<std::size_t>(first - point.roles.begin());
}

}  // namespace choice
