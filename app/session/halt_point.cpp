#include "app/session/halt_point.hpp"

#include <algorithm>

namespace app {
namespace {

stage::Standing standing_of(tracer::Standing::How how) {
  using How = tracer::Standing::How;
  switch (how) {
    case How::held:
      return stage::Standing::ready;
    case How::blocked:
      return stage::Standing::blocked;
    case How::asleep:
      return stage::Standing::asleep;
    case How::busy:
      return stage::Standing::running;
  }
  return stage::Standing::running;
}

stage::Role role_of(const tracer::Standing& one) {
  stage::Role role;
  role.pid = one.thread;
  role.name = one.thread == one.process ? one.name : "thread of " + one.name;
  role.standing = standing_of(one.how);
  role.next = one.act;
  // The clock of such a point is always at zero.
  if (one.how == tracer::Standing::How::asleep) role.until = one.left;
  role.may_act = one.how == tracer::Standing::How::held;
  const bool waits_for_something = !one.act.object.empty() || one.act.peer;
  if (!role.may_act && !waits_for_something) role.next.object = "the kernel";
  return role;
}

}  // namespace

stage::Point point_of(const tracer::Halt& halt) {
  stage::Point point;
  for (const auto& one : halt.all) {
    point.roles.push_back(role_of(one));
    point.roles.back().number = one.number;
    point.met = std::max(point.met, one.number);
  }
  const auto first = std::find_if(point.roles.begin(), point.roles.end(),
                                  [](const stage::Role& role) { return role.may_act; });
  if (first != point.roles.end())
    point.proposed = static_cast<std::size_t>(first - point.roles.begin());
  return point;
}

}  // namespace app
