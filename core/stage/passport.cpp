#include "core/stage/passport.hpp"

#include <fmt/core.h>

#include <sstream>
#include <utility>

#include "core/stage/actor.hpp"

namespace stage {
namespace {

os::Fd inherited(int number) {
  // What this program executes in its turn shall not get it by accident.
  os::close_on_exec(number);
  return os::Fd(number);
}

/// An Actor with all it refers to, for the rest of the process.
struct Adopted {
  explicit Adopted(const Belongings& from)
      : board(inherited(from.board)),
        sender(inherited(from.sender)),
        lifeline(inherited(from.lifeline)),
        actor(board, sender, lifeline, from.slot, from.speed) {
    actor.go_on_as(from.name);
  }

  Board board;
  record::EventSender sender;
  os::Lifeline lifeline;
  Actor actor;
};

void adopt(const std::string& told) {
  Belongings from;
  std::istringstream fields(told);
  fields >> from.board >> from.sender >> from.lifeline >> from.slot >> from.speed;
  fields.ignore();  // one space
  std::getline(fields, from.name, '\0');
  static Adopted adopted(from);
  probe::watch(&adopted.actor);
}

}  // namespace

probe::Passport issue_passport(const Belongings& of) {
  return {adopt,
          fmt::format("{} {} {} {} {} {}", of.board, of.sender, of.lifeline, of.slot, of.speed,
                      of.name),
          {of.board, of.sender, of.lifeline}};
}

}  // namespace stage
