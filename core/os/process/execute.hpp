#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace os {

/// Becomes another program, looked up as a shell does: its name or path, and
/// its arguments. Returns errno: only a refusal comes back. See execvp(3).
int execute(const std::vector<std::string>& program);

/// The file that a name without a slash stands for, as a shell looks it up; empty:
/// there is none in PATH.
std::optional<std::string> found_in_path(const std::string& word);

/// Makes the variable "_" say what a shell would have said that starts the program
/// `word` in our place: the file that it will execute. Nothing happens where "_" does
/// not name ourselves, as only some shells set it.
void name_command_in_environment(const std::string& word);

/// Whether there is a file at `path`, as the process sees it from its folder and
/// its root, that could be executed. No promise: only execve(2) can tell.
bool can_execute(pid_t process, const std::string& path);

}  // namespace os
