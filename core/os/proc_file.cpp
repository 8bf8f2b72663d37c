#include "core/os/proc_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "core/os/fd.hpp"

namespace os {

std::string proc_file(pid_t pid, const char* name) {
  std::array<char, 64> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/%s", pid, name);
  const Fd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return {};
  std::array<char, 4096> text{};
  const ssize_t length = ::read(file.get(), text.data(), text.size());
  return length > 0 ? std::string(text.data(), static_cast<std::size_t>(length)) : std::string();
}

namespace {

/// Whether a signal is in a set that /proc/PID/status shows.
bool has_signal(pid_t pid, std::string_view field, int signal) {
  const std::string status = proc_file(pid, "status");
  const auto at = status.find(field);
  if (at == std::string::npos) return false;
  std::uint64_t set = 0;
  const char* const begin = status.data() + at + field.size();
  std::from_chars(begin, status.data() + status.size(), set, 16);
  return (set >> (signal - 1) & 1) != 0;
}

}  // namespace

bool catches(pid_t pid, int signal) {
  return has_signal(pid, "\nSigCgt:\t", signal);
}

bool ignores(pid_t pid, int signal) {
  return has_signal(pid, "\nSigIgn:\t", signal);
}

}  // namespace os
