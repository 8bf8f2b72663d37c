#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace os {

/// Executes another program, looked up as a shell does: its name or path, and
/// its arguments. Returns only on failure, with errno. See execvp(3).
///
/// `file`: what is executed, if the program is called otherwise; empty: it is not.
int execute(const std::vector<std::string>& program, const std::string& file = {});

/// The file that a name without a slash stands for, as a shell looks it up; empty:
/// there is none in PATH.
std::optional<std::string> found_in_path(const std::string& word);

/// Sets the variable "_" as a shell would that starts `word` in our place: to the
/// file that is executed. Does nothing if "_" does not name ourselves, as only some
/// shells set it.
void name_command_in_environment(const std::string& word);

/// Programs that this process executes from now on, and those that they execute, have
/// their stack, heap and libraries at the same addresses in every run, if the kernel
/// lets them. See personality(2), ADDR_NO_RANDOMIZE.
void fix_addresses();

/// Whether `path`, seen from the working folder and the root of the process,
/// looks executable. Only execve(2) knows for certain.
bool can_execute(pid_t process, const std::string& path);

/// Whether this process may execute the file of that path, or read it. See access(2).
bool may_execute(const std::string& path);
bool may_read(const std::string& path);

}  // namespace os
