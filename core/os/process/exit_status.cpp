#include "core/os/process/exit_status.hpp"

#include <fmt/format.h>
#include <string.h>
#include <sys/wait.h>

namespace os {

ExitStatus ExitStatus::from_wait(int status) {
  if (WIFSIGNALED(status)) return killed(WTERMSIG(status));
  return exited(WEXITSTATUS(status));
}

std::string to_string(const ExitStatus& status) {
  if (!status.is_known()) return "ended with an unknown status";
  if (!status.was_killed()) return fmt::format("exited with {}", status.code());
  const char* name = ::sigabbrev_np(status.signal());
  return fmt::format("was killed by SIG{} ({})", name ? name : "?", status.signal());
}

}  // namespace os
