#pragma once

#include <string_view>
#include <vector>

#include "lessons/page.hpp"
#include "lessons/parameters.hpp"

namespace lessons {

/// One program of a lesson: the function that runs, and the pages that show it.
struct Demo {
  std::string_view name;
  void (*run)(const Parameters&);
  Page page;
  Page python;                             ///< its twin in Python 3
  std::vector<Parameter> parameters = {};  ///< that a reader may change

  std::string_view title() const { return page.title(); }
};

/// Runs a page that has no parameters.
template <void (*page)()>
void plain(const Parameters&) {
  page();
}

/// A subcommand: demos that teach one thing, in the order they are read.
struct Lesson {
  std::string_view name;
  std::string_view title;
  std::vector<Demo> demos;

  /// The parameters that any of its demos takes, in the order of the
  /// enumeration.
  std::vector<Parameter> parameters() const;
};

/// All lessons, in the order they are taught. app lists, looks up and runs
/// from this table alone; tests bring tables of their own.
using Catalogue = std::vector<Lesson>;
const Catalogue& catalogue();

}  // namespace lessons
