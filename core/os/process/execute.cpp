#include "core/os/process/execute.hpp"

#include <stdlib.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <sstream>

#include "core/os/process/run_counts.hpp"

namespace os {

int execute(const std::vector<std::string>& program, const std::string& file) {
  std::vector<char*> arguments;
  arguments.reserve(program.size() + 1);
  for (const std::string& word : program) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  keep_run_counts();
  ::execvp(file.empty() ? arguments.front() : file.c_str(), arguments.data());
  return errno;
}

namespace {

bool is_one_file(const char* path, const char* other) {
  struct stat one {};
  struct stat two {};
  return ::stat(path, &one) == 0 && ::stat(other, &two) == 0 && one.st_dev == two.st_dev &&
         one.st_ino == two.st_ino;
}

}  // namespace

std::optional<std::string> found_in_path(const std::string& word) {
  const char* const path = ::getenv("PATH");
  if (word.find('/') != std::string::npos || !path) return std::nullopt;
  std::istringstream folders(path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string file = (folder.empty() ? "." : folder) + "/" + word;
    if (may_execute(file)) return file;
  }
  return std::nullopt;
}

void name_command_in_environment(const std::string& word) {
  const char* const last = ::getenv("_");
  if (last && is_one_file(last, "/proc/self/exe"))
    ::setenv("_", found_in_path(word).value_or(word).c_str(), 1);
}

void fix_addresses() {
  constexpr unsigned long kAsItIs = 0xffffffff;
  const int now = ::personality(kAsItIs);
  if (now >= 0) ::personality(static_cast<unsigned long>(now) | ADDR_NO_RANDOMIZE);
}

bool can_execute(pid_t process, const std::string& path) {
  const std::string of_process = "/proc/" + std::to_string(process);
  const std::string from = path.starts_with('/') ? "/root" : "/cwd/";
  return !path.empty() && ::access((of_process + from + path).c_str(), X_OK) == 0;
}

bool may_execute(const std::string& path) {
  return ::access(path.c_str(), X_OK) == 0;
}

bool may_read(const std::string& path) {
  return ::access(path.c_str(), R_OK) == 0;
}

}  // namespace os
