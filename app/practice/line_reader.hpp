#pragma once

#include <optional>
#include <string>

namespace app::practice {

/// Asks for a line that the reader types on the terminal and sends with Enter. Nothing of it
/// stays open between two questions, so that a session can have the terminal meanwhile.
///
/// Empty: the input has ended. Throws Interrupted when a signal tells us to end, and
/// EnvironmentError when there is no terminal.
std::optional<std::string> asked_line(const std::string& prompt);

}  // namespace app::practice
