#include "app/cli/completion.hpp"

#include "app/cli/command_line.hpp"
#include "app/commands/commands.hpp"
#include "app/output/run_writer.hpp"

namespace app {

int print_completion(const CompletionCommand& command, const lessons::Catalogue& catalogue) {
  write_to_stdout(completion_script(command.shell, reference(catalogue), catalogue));
  return kDone;
}

}  // namespace app
