#include "core/os/descriptors/file_identity.hpp"

#include <fcntl.h>
#include <linux/kcmp.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>

#include "core/os/process/proc_file.hpp"

namespace os {
namespace {

std::array<char, 64> path_of(pid_t process, int descriptor) {
  std::array<char, 64> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/fd/%d", process, descriptor);
  return path;
}

/// "pos:\t4711\nflags:\t0100000\n..."
std::string facts_of(pid_t process, int descriptor) {
  const std::string name = "fdinfo/" + std::to_string(descriptor);
  return proc_file(process, name.c_str());
}

}  // namespace

std::optional<FileIdentity> identity_of(pid_t process, int descriptor) {
  struct stat file {};
  if (::stat(path_of(process, descriptor).data(), &file) != 0) return std::nullopt;
  return FileIdentity{file.st_dev, file.st_ino};
}

bool is_open(pid_t process, int descriptor) {
  struct stat link {};
  return ::lstat(path_of(process, descriptor).data(), &link) == 0;
}

bool share_descriptors(pid_t one, pid_t other) {
  return ::syscall(SYS_kcmp, one, other, KCMP_FILES, 0, 0) == 0;
}

bool share_open_file(pid_t one, pid_t other, int descriptor) {
  return ::syscall(SYS_kcmp, one, other, KCMP_FILE, descriptor, descriptor) == 0;
}

std::string path_of_descriptor(pid_t process, int descriptor) {
  return link_of(process, ("fd/" + std::to_string(descriptor)).c_str());
}

std::uint64_t offset_of(pid_t process, int descriptor) {
  const std::string text = facts_of(process, descriptor);
  unsigned long long offset = 0;
  return std::sscanf(text.c_str(), "pos: %llu", &offset) == 1 ? offset : 0;
}

bool closes_on_exec(pid_t process, int descriptor) {
  const std::string text = facts_of(process, descriptor);
  unsigned flags = 0;
  return std::sscanf(text.c_str(), "pos: %*u flags: %o", &flags) == 1 && (flags & O_CLOEXEC) != 0;
}

}  // namespace os
