#pragma once

#include "core/os/terminal_mode.hpp"

namespace app {

/// The terminal for --step. Standard input and output have to be terminals,
/// unless the input is a record: then only keys come from the terminal. Throws
/// EnvironmentError when there is none.
os::TerminalMode open_step_terminal(bool input_is_record = false);

/// Whether both standard streams are terminals, so that one can step.
bool can_step();

}  // namespace app
