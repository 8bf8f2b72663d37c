#pragma once

#include <array>
#include <string>
#include <vector>

#include "tests/support/terminal/program.hpp"

namespace support {

/// Acts as the shell in a process just forked, for one foreground job: starts
/// `command` with the streams `ends`, then writes its PID and each status from
/// wait(2) into `report`, one int each. Stays until the other end of `report`
/// is closed. Program drives it.
[[noreturn]] void play_shell(const std::vector<std::string>& command, const Options& options,
                             const std::array<os::Fd, 3>& ends, const PseudoTerminal* terminal,
                             const os::Fd& report);

}  // namespace support
