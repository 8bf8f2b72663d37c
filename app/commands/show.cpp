#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "app/cli/args/named_demos.hpp"
#include "app/cli/errors.hpp"
#include "app/commands/commands.hpp"
#include "app/language/translated_page.hpp"
#include "app/output/painted_source.hpp"
#include "app/output/run_writer.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {

int show(const ShowCommand& command, const lessons::Catalogue& catalogue) {
  NamedDemos wanted = demos_named(command.what, catalogue);
  const std::string first = fmt::format("{}/{}", wanted.lesson->name, wanted.demos.front()->name);
  const auto page_of = [&](const lessons::Demo* demo) -> const lessons::Page& {
    return command.python ? demo->python : demo->page;
  };
  std::erase_if(wanted.demos, [&](const auto* demo) { return page_of(demo).source().empty(); });
  if (wanted.demos.empty())
    throw UsageError(fmt::format("{} has no twin: leave out --python.", first));
  // A single page is shown byte for byte where it can be saved and run.
  const bool paints = view::Terminal(STDOUT_FILENO).colour(view::Colour::automatic);
  for (const auto* demo : wanted.demos) {
    const lessons::Page& page = page_of(demo);
    if (wanted.demos.size() > 1) {
      write_to_stdout(
          fmt::format("{}==> {} <==\n", demo == wanted.demos.front() ? "" : "\n", page.file()));
    }
    const std::string text =
        command.python ? std::string(page.source()) : with_translations(page, command.language);
    write_to_stdout(paints ? painted({page.file(), text}) : text);
  }
  return kDone;
}

}  // namespace app
