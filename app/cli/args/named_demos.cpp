#include "app/cli/args/named_demos.hpp"

#include <fmt/format.h>

#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"

namespace app {
namespace {

/// "fork/basic": the suggested demo, of whatever lesson.
std::string demo_meant(const std::string& what, const lessons::Catalogue& catalogue) {
  const std::string name = what.substr(what.find('/') + 1);
  std::vector<std::string> all;
  for (const auto& lesson : catalogue) {
    for (const auto& demo : lesson.demos) {
      all.push_back(fmt::format("{}/{}", lesson.name, demo.name));
      if (demo.name == name) return fmt::format(" Did you mean \"{}\"?", all.back());
    }
  }
  return did_you_mean(what, all);
}

}  // namespace

NamedDemos demos_named(const std::string& what, const lessons::Catalogue& catalogue) {
  const auto slash = what.find('/');
  const std::string lesson_name = what.substr(0, slash);
  std::vector<std::string> names;
  for (const auto& lesson : catalogue) {
    names.emplace_back(lesson.name);
    if (lesson.name != lesson_name) continue;
    NamedDemos wanted{&lesson, {}};
    std::vector<std::string> demos;
    for (const auto& demo : lesson.demos) {
      demos.push_back(fmt::format("{}/{}", lesson.name, demo.name));
      if (slash == std::string::npos || demos.back() == what) wanted.demos.push_back(&demo);
    }
    if (!wanted.demos.empty()) return wanted;
    throw UsageError(fmt::format("lesson {} has no demo \"{}\".{} It has {}.", lesson_name,
                                 what.substr(slash + 1), demo_meant(what, catalogue),
                                 fmt::join(demos, ", ")));
  }
  std::string meant = did_you_mean(lesson_name, names);
  if (meant.empty()) meant = demo_meant(what, catalogue);
  throw UsageError(fmt::format("there is no lesson \"{}\".{} There are {}.", lesson_name, meant,
                               fmt::join(names, ", ")));
}

}  // namespace app
