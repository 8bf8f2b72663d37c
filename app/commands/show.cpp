#include <fmt/format.h>

#include "app/cli/args/named_demos.hpp"
#include "app/commands/commands.hpp"
#include "app/output/run_writer.hpp"
#include "core/view/formatting/fit.hpp"

namespace app {
namespace {

/// The page, with the translation below each of its comments.
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
  const NamedDemos wanted = demos_named(command.what, catalogue);
  for (const auto* demo : wanted.demos) {
    const lessons::Page& page = command.python ? demo->python : demo->page;
    // A single page is shown byte for byte, so that it can be saved and run.
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
