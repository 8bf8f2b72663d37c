#pragma once

#include <string>
#include <vector>

#include "core/choice/point.hpp"

namespace choice {

/// What the next act of a process touches: two acts of different processes
/// whose footprints do not conflict lead to the same state in either order.
/// The Search compares them.
class Footprint {
 public:
  Footprint() = default;

  /// The footprint of what `role` is about to do. `honours_sleep`: time passes
  /// for all processes, so the end of a sleep touches everything.
  Footprint(const Role& role, bool honours_sleep);

  bool conflicts_with(const Footprint& other) const;

 private:
  /// One thing that is touched, or every object of a type.
  struct Touch {
    enum class What { output, process, object, results };
    static constexpr int kEvery = -1;

    What what;
    bool writes;
    probe::ObjectType type = probe::ObjectType::other;  // of an object
    int number = 0;         // of an object, or of the pool whose results these are
    std::string name = {};  // of a process, or of an object without a type

    static Touch of(const probe::ObjectRef& object, bool writes);
    bool overlaps(const Touch& other) const;
  };

  bool everything_ = false;
  std::vector<Touch> touches_;
};

/// Whether `waiting` must wait until `act` is done: a process that has not
/// ended cannot be reaped.
bool must_await_end(const probe::Act& waiting, const probe::Act& act, const std::string& actor);

/// Whether only one process at a time can hold the object: a Lock, and the
/// guard of a Value or an Array, which their loads and stores take, too.
bool is_exclusive(probe::ObjectType type);

}  // namespace choice
