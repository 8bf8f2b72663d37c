#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/args/named_demos.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/finished_demos.hpp"
#include "app/language/wording.hpp"
#include "app/output/run_writer.hpp"

namespace app {
namespace {

/// A name and its title; in another language, with the English title below.
void add_titled(std::string& text, const std::string& name, std::string_view title,
                const std::string& remark, Language language) {
  text += fmt::format("{:<18} {}{}\n", name, in(language, title), remark);
  if (translation(language, title)) text += fmt::format("{:<18} {}\n", "", title);
}

std::string as_json(const std::vector<NamedDemos>& all) {
  const FinishedDemos finished;
  auto lessons = nlohmann::ordered_json::array();
  for (const auto& named : all) {
    auto demos = nlohmann::ordered_json::array();
    for (const auto* demo : named.demos) {
      demos.push_back({{"name", demo->name},
                       {"title", demo->title()},
                       {"id", fmt::format("{}/{}", named.lesson->name, demo->name)},
                       {"finished", finished.has(named.lesson->name, demo->name)}});
    }
    lessons.push_back(
        {{"name", named.lesson->name}, {"title", named.lesson->title}, {"demos", demos}});
  }
  return lessons.dump(2) + "\n";
}

std::string as_text(const std::vector<NamedDemos>& all, Language language) {
  const FinishedDemos finished;
  std::string text;
  for (const auto& named : all) {
    const std::string lesson(named.lesson->name);
    add_titled(text, lesson, named.lesson->title, "", language);
    for (const auto* demo : named.demos) {
      const bool is_done = finished.has(lesson, demo->name);
      const std::string done = is_done ? fmt::format(" ({})", wording(language).done) : "";
      add_titled(text, fmt::format("  {}/{}", lesson, demo->name), demo->title(), done, language);
    }
  }
  return text;
}

}  // namespace

int list(const ListCommand& command, const lessons::Catalogue& catalogue) {
  std::vector<NamedDemos> all;
  if (!command.what.empty()) {
    all.push_back(demos_named(command.what, catalogue));
  } else {
    for (const auto& lesson : catalogue)
      all.push_back(demos_named(std::string(lesson.name), catalogue));
  }
  write_to_stdout(command.json ? as_json(all) : as_text(all, command.language));
  return kDone;
}

}  // namespace app
