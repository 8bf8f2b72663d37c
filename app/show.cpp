#include <fmt/format.h>

#include "app/commands.hpp"
#include "app/did_you_mean.hpp"
#include "app/run_writer.hpp"
#include "core/view/fit.hpp"

namespace app {
namespace {

struct Wanted {
  const lessons::Lesson* lesson;
  std::vector<const lessons::Demo*> demos;
};

/// "fork/basic": the demo of another lesson, or of none, that was meant.
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

/// What "fork" or "fork/basic" names. Throws UsageError when it names nothing.
Wanted look_up(const std::string& what, const lessons::Catalogue& catalogue) {
  const auto slash = what.find('/');
  const std::string lesson_name = what.substr(0, slash);
  std::vector<std::string> names;
  for (const auto& lesson : catalogue) {
    names.emplace_back(lesson.name);
    if (lesson.name != lesson_name) continue;
    Wanted wanted{&lesson, {}};
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

/// The page, and below each of its comments the same in that language.
std::string with_translations(const lessons::Page& page, Language language) {
  const std::string_view source = page.source();
  std::string text;
  std::size_t shown = 0;
  for (const auto prose : page.paragraphs()) {
    const auto translated = translation(language, lessons::paragraph_of(prose));
    if (!translated) continue;
    const auto begin = static_cast<std::size_t>(prose.data() - source.data());
    const std::size_t end = source.find('\n', begin + prose.size() - 1) + 1;
    const std::size_t sign = source.find("//", begin);
    const std::size_t line = source.rfind('\n', sign) + 1;
    const std::string start = std::string(source.substr(line, sign - line)) + "// ";
    constexpr std::size_t kPageWidth = 72;
    text += source.substr(shown, end - shown);
    for (const auto& one : view::lines_fitting(*translated, kPageWidth - start.size()))
      text += start + one + "\n";
    shown = end;
  }
  return text + std::string(source.substr(shown));
}

}  // namespace

int show(const ShowCommand& command, const lessons::Catalogue& catalogue) {
  const Wanted wanted = look_up(command.what, catalogue);
  for (const auto* demo : wanted.demos) {
    const lessons::Page& page = command.python ? demo->python : demo->page;
    // One page is shown byte for byte, so that it can be saved and run.
    if (wanted.demos.size() > 1) {
      write_to_stdout(
          fmt::format("{}==> {} <==\n", demo == wanted.demos.front() ? "" : "\n", page.file()));
    }
    write_to_stdout(command.python ? std::string(page.source())
                                   : with_translations(page, command.language));
  }
  return kDone;
}

}  // namespace app
