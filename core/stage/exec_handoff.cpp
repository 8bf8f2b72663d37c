#include "core/stage/exec_handoff.hpp"

#include <fmt/core.h>

#include <sstream>
#include <utility>

#include "core/stage/actor.hpp"

namespace stage {
namespace {

os::Fd inherited(int number) {
  // Programs that this one executes must not inherit it.
  os::close_on_exec(number);
  return os::Fd(number);
}

/// An Actor with everything it refers to, for the rest of the process.
struct Adopted {
  explicit Adopted(const Belongings& from)
      : slots(inherited(from.slots)),
        sender(inherited(from.sender)),
        kill_switch(inherited(from.kill_switch)),
        names(PageNames::read(from.names)),
        actor(slots, sender, kill_switch, names, from.slot, from.speed) {
    actor.go_on_as(from.name);
  }

  SharedSlots slots;
  record::EventSender sender;
  os::GroupKillSwitch kill_switch;
  PageNames names;
  Actor actor;
};

void adopt(const std::string& told) {
  Belongings from;
  std::istringstream fields(told);
  fields >> from.slots >> from.sender >> from.kill_switch >> from.slot >> from.speed;
  fields.ignore();  // one space
  std::getline(fields, from.name, '\0');
  std::getline(fields, from.names, '\0');
  static Adopted adopted(from);
  probe::watch(&adopted.actor);
}

}  // namespace

probe::ExecHandoff make_exec_handoff(const Belongings& of) {
  return {adopt,
          fmt::format("{} {} {} {} {} {}{}{}", of.slots, of.sender, of.kill_switch, of.slot,
                      of.speed, of.name, '\0', of.names),
          {of.slots, of.sender, of.kill_switch}};
}

}  // namespace stage
