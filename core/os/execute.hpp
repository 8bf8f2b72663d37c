#pragma once

#include <string>
#include <vector>

namespace os {

/// Becomes another program, looked up as a shell does: its name or path, and
/// its arguments. Returns errno: only a refusal comes back. See execvp(3).
int execute(const std::vector<std::string>& program);

}  // namespace os
