#include <fmt/format.h>

#include "app/cli/args/named_demos.hpp"
#include "app/cli/errors.hpp"
#include "app/commands/commands.hpp"
#include "app/language/translated_page.hpp"
#include "app/output/run_writer.hpp"

namespace app {
int show(const ShowCommand& command, const lessons::Catalogue& catalogue) {
  const NamedDemos wanted = demos_named(command.what, catalogue);
  for (const auto* demo : wanted.demos) {
    const lessons::Page& page = command.python ? demo->python : demo->page;
    if (page.source().empty()) {
      throw UsageError(fmt::format("{}/{} has no twin: leave out --python.", wanted.lesson->name,
                                   demo->name));
    }
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
