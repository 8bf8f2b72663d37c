#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/cli/args/named_demos.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/finished_demos.hpp"
#include "app/language/wording.hpp"
#include "app/output/run_writer.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

/// A name and its title; in another language, with the English title below. `width`: of the
/// names.
void add_titled(std::string& text, std::size_t width, const std::string& name,
                std::string_view title, const std::string& remark, Language language) {
  text += fmt::format("{:<{}} {}{}\n", name, width, in(language, title), remark);
  if (translation(language, title)) text += fmt::format("{:<{}} {}\n", "", width, title);
}

/// Of all names, so that a part of the list has the columns of the whole.
std::size_t width_of_names(const lessons::Catalogue& catalogue) {
  std::size_t width = 0;
  for (const auto& lesson : catalogue) {
    for (const auto& demo : lesson.demos)
      width = std::max(width, lesson.name.size() + demo.name.size() + 3);
  }
  return width;
}

std::string_view code_of(lessons::Page::Language language) {
  using Language = lessons::Page::Language;
  switch (language) {
    case Language::cpp:
      return "c++";
    case Language::c:
      return "c";
    case Language::python:
      return "python";
    case Language::shell:
      break;
  }
  return "shell";
}

/// " (after fork, wait)"
std::string needs_of(const lessons::Lesson& lesson, Language language) {
  if (lesson.needs.empty()) return {};
  return view::filled(wording(language).after_lessons,
                      fmt::format("{}", fmt::join(lesson.needs, ", ")));
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
                       {"language", code_of(demo->page.language())},
                       {"topics", demo->topics},
                       {"finished", finished.has(named.lesson->name, demo->name)}});
    }
    lessons.push_back({{"name", named.lesson->name},
                       {"title", named.lesson->title},
                       {"level", named.lesson->level},
                       {"needs", named.lesson->needs},
                       {"topics", named.lesson->topics},
                       {"demos", demos}});
  }
  return lessons.dump(2) + "\n";
}

std::string as_text(const std::vector<NamedDemos>& all, std::size_t width, Language language) {
  const FinishedDemos finished;
  std::string text;
  int level = 0;
  for (const auto& named : all) {
    const std::string lesson(named.lesson->name);
    // A group for each level: what can be read next.
    if (named.lesson->level != std::exchange(level, named.lesson->level) && !text.empty())
      text += '\n';
    add_titled(text, width, lesson, named.lesson->title, needs_of(*named.lesson, language),
               language);
    for (const auto* demo : named.demos) {
      const bool is_done = finished.has(lesson, demo->name);
      const std::string done = is_done ? fmt::format(" ({})", wording(language).done) : "";
      add_titled(text, width, fmt::format("  {}/{}", lesson, demo->name), demo->title(), done,
                 language);
    }
  }
  return text;
}

/// Whether the Chinese texts of a demo have it: its title, or what is told of a line.
bool is_told_of(const lessons::Demo& demo, std::string_view topic) {
  const auto has_it = [topic](std::string_view english) {
    const auto text = translation(Language::traditional_chinese, english);
    return text && text->find(topic) != text->npos;
  };
  const auto paragraphs = demo.page.paragraphs();
  return has_it(demo.title()) ||
         std::any_of(paragraphs.begin(), paragraphs.end(),
                     [&](std::string_view prose) { return has_it(lessons::paragraph_of(prose)); });
}

/// The demos about a topic. Throws UsageError when there are none.
std::vector<NamedDemos> demos_about(const std::string& topic, const lessons::Catalogue& catalogue) {
  std::vector<NamedDemos> all;
  std::vector<std::string> known;
  const bool is_latin = std::all_of(topic.begin(), topic.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  for (const auto& lesson : catalogue) {
    NamedDemos named{&lesson, {}};
    known.insert(known.end(), lesson.topics.begin(), lesson.topics.end());
    for (const auto& demo : lesson.demos) {
      known.insert(known.end(), demo.topics.begin(), demo.topics.end());
      // Topics are English words; another reader's words are those of the texts.
      const bool is_one =
          is_latin ? lessons::is_about(lesson, demo, topic) : is_told_of(demo, topic);
      if (is_one) named.demos.push_back(&demo);
    }
    if (!named.demos.empty()) all.push_back(std::move(named));
  }
  if (!all.empty()) return all;
  throw UsageError(
      fmt::format("no demo is about \"{}\".{} \"mpdemo list --format json\" has all "
                  "topics.",
                  topic, did_you_mean(topic, known)));
}

}  // namespace

int list(const ListCommand& command, const lessons::Catalogue& catalogue) {
  std::vector<NamedDemos> all;
  if (!command.topic.empty()) {
    all = demos_about(command.topic, catalogue);
  } else if (!command.what.empty()) {
    all.push_back(demos_named(command.what, catalogue));
  } else {
    for (const auto& lesson : catalogue)
      all.push_back(demos_named(std::string(lesson.name), catalogue));
  }
  write_to_stdout(command.json ? as_json(all)
                               : as_text(all, width_of_names(catalogue), command.language));
  return kDone;
}

}  // namespace app
