#pragma once

#include <string>

namespace view {

/// "SIGKILL (9)"; "signal 40" where the number has no name of its own.
std::string signal_name(int signal);

}  // namespace view
