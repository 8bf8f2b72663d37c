#pragma once

#include <string_view>
#include <vector>

#include "lessons/page.hpp"

namespace lessons {

/// One program of a lesson: what runs, and the pages that show it.
struct Demo {
  std::string_view name;
  void (*run)();
  Page page;
  Page python;  ///< its twin in Python 3

  std::string_view title() const { return page.title(); }
};

/// A subcommand: demos that teach one thing, in the order they are read.
struct Lesson {
  std::string_view name;
  std::string_view title;
  std::vector<Demo> demos;
};

/// All lessons, in the order they are taught. app lists, looks up and runs
/// from this table alone; tests bring tables of their own.
using Catalogue = std::vector<Lesson>;
const Catalogue& catalogue();

}  // namespace lessons
