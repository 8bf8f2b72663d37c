#pragma once

#include <string>
#include <vector>

#include "lessons/catalogue.hpp"

namespace app {

/// A lesson, or one demo of it.
struct NamedDemos {
  const lessons::Lesson* lesson;
  std::vector<const lessons::Demo*> demos;
};

/// What "fork" or "fork/basic" names. Throws UsageError when it names nothing.
NamedDemos demos_named(const std::string& what, const lessons::Catalogue& catalogue);

}  // namespace app
