#pragma once

#include <map>
#include <string>

#include "core/probe/act.hpp"

namespace stage {

/// What a page calls the objects that it makes: the variable that each line declares.
/// Whoever knows the page makes it; an Actor looks an object up when it is made.
struct PageNames {
  std::string file = {};                    ///< "lessons/queue/handover.cpp"
  std::map<int, std::string> by_line = {};  ///< from 1

  /// Empty: the page has no name for what is made there.
  std::string at(probe::Place place) const;

  /// The same as a text, for a program that a process of the demo executes.
  std::string told() const;
  static PageNames read(const std::string& told);
};

}  // namespace stage
