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

/// The number behind a field of /proc/PID/status, or 0.
std::uint64_t number_in_status(pid_t pid, std::string_view field, int base) {
  const std::string status = proc_file(pid, "status");
  const auto at = status.find(field);
  if (at == std::string::npos) return 0;
  std::uint64_t number = 0;
  const char* const begin = status.data() + at + field.size();
  std::from_chars(begin, status.data() + status.size(), number, base);
  return number;
}

}  // namespace

pid_t process_of(pid_t thread) {
  return static_cast<pid_t>(number_in_status(thread, "\nTgid:\t", 10));
}

pid_t tracer_of(pid_t pid) {
  return static_cast<pid_t>(number_in_status(pid, "\nTracerPid:\t", 10));
}

bool catches(pid_t pid, int signal) {
  return (number_in_status(pid, "\nSigCgt:\t", 16) >> (signal - 1) & 1) != 0;
}

bool ignores(pid_t pid, int signal) {
  return (number_in_status(pid, "\nSigIgn:\t", 16) >> (signal - 1) & 1) != 0;
}

std::uint64_t filters_of(pid_t pid) {
  return number_in_status(pid, "\nSeccomp_filters:\t", 10);
}

}  // namespace os
