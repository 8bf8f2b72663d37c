#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/os/process/exit_status.hpp"

namespace os {

/// How a program on our terminal has ended.
struct ForegroundEnd {
  ExitStatus status = ExitStatus::unknown();
  std::optional<int> signal;  ///< told us to end meanwhile: SIGTERM or SIGHUP
};

/// Runs a program that has our terminal to itself, an editor for example, and returns when
/// it has ended. Keys that make signals are meant for it alone; if it stops, we stop, and
/// go on together. SIGTERM and SIGHUP are passed on to it as SIGHUP, which lets an editor
/// save its text; if we are killed, it gets SIGHUP, too. Throws std::system_error when no
/// process can be made. Its status is 127 if there is no such program.
ForegroundEnd run_in_foreground(const std::vector<std::string>& program);

}  // namespace os
