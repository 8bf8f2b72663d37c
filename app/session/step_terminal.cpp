#include "app/session/step_terminal.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <system_error>

#include "app/cli/errors.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {

bool can_step(bool input_is_taken) {
  const bool has_keys = input_is_taken || view::Terminal(STDIN_FILENO).is_terminal();
  return has_keys && view::Terminal(STDOUT_FILENO).is_terminal();
}

os::TerminalMode open_step_terminal(bool input_is_taken, std::string_view instead,
                                    std::string_view option) {
  try {
    if (can_step(input_is_taken)) return os::TerminalMode();
  } catch (const std::system_error&) {
    // Streams on another session's terminal give us no controlling terminal.
  }
  throw EnvironmentError(fmt::format(
      "{} needs a terminal, to show each step and to read your keys. {}", option, instead));
}

}  // namespace app
