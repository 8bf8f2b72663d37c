#pragma once

#include <fmt/core.h>

#include <functional>
#include <string>
#include <vector>

#include "lessons/catalogue.hpp"

namespace support {

/// A demo of the catalogue with parameters so small that it has at most a
/// hundred acts.
struct SmallDemo {
  std::string name;  ///< "fork/basic"
  std::function<void()> body;
  bool may_deadlock;
};

/// All demos, in their order.
inline std::vector<SmallDemo> small_demos() {
  lessons::Parameters few;
  few.workers = 2;
  few.tasks = 3;
  few.increments = 2;
  std::vector<SmallDemo> demos;
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      demos.push_back({fmt::format("{}/{}", lesson.name, demo.name),
                       [run = demo.run, few] { run(few); }, demo.name == "deadlock"});
    }
  }
  return demos;
}

}  // namespace support
