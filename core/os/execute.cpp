#include "core/os/execute.hpp"

#include <unistd.h>

#include <cerrno>

namespace os {

int execute(const std::vector<std::string>& program) {
  std::vector<char*> arguments;
  arguments.reserve(program.size() + 1);
  for (const std::string& word : program) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  return errno;
}

bool can_execute(pid_t process, const std::string& path) {
  const std::string of_process = "/proc/" + std::to_string(process);
  const std::string from = path.starts_with('/') ? "/root" : "/cwd/";
  return !path.empty() && ::access((of_process + from + path).c_str(), X_OK) == 0;
}

}  // namespace os
