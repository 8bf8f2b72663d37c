#pragma once

#include <string_view>

#include "core/os/terminal/terminal_mode.hpp"

namespace app {

/// The terminal for --step. Standard input and output must be terminals, unless
/// the input is used for a record or a program: then only keys come from the
/// terminal. Throws EnvironmentError when there is none, and says what to do
/// instead.
os::TerminalMode open_step_terminal(bool input_is_taken = false,
                                    std::string_view instead = "Leave it out, or use --auto.",
                                    std::string_view option = "--step");

/// Whether stepping is possible: both standard streams are terminals, or only
/// the output if the input is used for something else.
bool can_step(bool input_is_taken = false);

}  // namespace app
