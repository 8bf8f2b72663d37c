#include "app/cli/manual.hpp"

#include "app/cli/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/output/run_writer.hpp"

namespace app {

int print_manual(const ManualCommand& command, const lessons::Catalogue& catalogue) {
  write_to_stdout(manual_page(command.page, reference(catalogue), catalogue));
  return kDone;
}

}  // namespace app
