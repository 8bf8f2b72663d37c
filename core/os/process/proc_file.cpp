#include "core/os/process/proc_file.hpp"

#include <elf.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "core/os/descriptors/fd.hpp"

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

std::string link_of(pid_t pid, const char* name) {
  std::array<char, 64> path{};
  std::snprintf(path.data(), path.size(), "/proc/%d/%s", pid, name);
  std::array<char, 4096> link{};
  const ssize_t length = ::readlink(path.data(), link.data(), link.size());
  return length > 0 ? std::string(link.data(), static_cast<std::size_t>(length)) : std::string();
}

namespace {

/// The number in a field of what /proc/PID/status says, or 0.
std::uint64_t number_in(const std::string& status, std::string_view field, int base) {
  const auto at = status.find(field);
  if (at == std::string::npos) return 0;
  std::uint64_t number = 0;
  const char* const begin = status.data() + at + field.size();
  std::from_chars(begin, status.data() + status.size(), number, base);
  return number;
}

std::uint64_t number_in_status(pid_t pid, std::string_view field, int base) {
  return number_in(proc_file(pid, "status"), field, base);
}

}  // namespace

pid_t process_of(pid_t thread) {
  return static_cast<pid_t>(number_in_status(thread, "\nTgid:\t", 10));
}

pid_t tracer_of(pid_t pid) {
  return static_cast<pid_t>(number_in_status(pid, "\nTracerPid:\t", 10));
}

std::uint64_t caught_signals(pid_t pid) {
  return number_in_status(pid, "\nSigCgt:\t", 16);
}

SignalTreatment signal_treatment(pid_t pid) {
  const std::string status = proc_file(pid, "status");
  const auto mask = [&](std::string_view field) { return number_in(status, field, 16); };
  return {mask("\nSigBlk:\t"), mask("\nSigIgn:\t"), mask("\nSigCgt:\t")};
}

bool catches(pid_t pid, int signal) {
  return (caught_signals(pid) >> (signal - 1) & 1) != 0;
}

namespace {

constexpr std::string_view kDeleted = " (deleted)";

/// The other name that a file has besides the deleted one in a line of
/// /proc/PID/maps: sem_open(3) links a file and removes its first name.
std::string other_name_of(const std::string& line, std::size_t path) {
  std::uint64_t inode = 0;
  const auto digits = line.rfind(' ', line.find_last_not_of(' ', path - 1)) + 1;
  std::from_chars(line.data() + digits, line.data() + path, inode);
  const std::string folder = line.substr(path, line.rfind('/') - path);
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    struct stat file {};
    std::string name = entry->path();
    if (::stat(name.c_str(), &file) == 0 && file.st_ino == inode) return name;
  }
  return {};
}

}  // namespace

namespace {

/// A line of /proc/PID/maps: "7f0c2a000000-7f0c2a001000 rw-s 00000000 00:1a 5 /dev/shm/sem.ready"
struct MemoryArea {
  std::uint64_t begin = 0;
  std::string line;

  bool is_shared() const { return line.substr(line.find(' ') + 1, 4).ends_with('s'); }
};

std::optional<MemoryArea> area_at(pid_t pid, std::uint64_t address) {
  std::ifstream maps("/proc/" + std::to_string(pid) + "/maps");
  for (std::string line; std::getline(maps, line);) {
    MemoryArea area;
    std::uint64_t end = 0;
    const char* const text = line.c_str();
    const auto dash = std::from_chars(text, text + line.size(), area.begin, 16).ptr;
    std::from_chars(dash + 1, text + line.size(), end, 16);
    if (address < area.begin || address >= end) continue;
    area.line = std::move(line);
    return area;
  }
  return std::nullopt;
}

}  // namespace

std::string file_mapped_at(pid_t pid, std::uint64_t address) {
  const auto area = area_at(pid, address);
  const auto path = area ? area->line.find('/') : std::string::npos;
  if (path == std::string::npos || area->line.find(" rw-s ") == std::string::npos) return {};
  return area->line.ends_with(kDeleted) ? other_name_of(area->line, path) : area->line.substr(path);
}

bool is_mapped_by_others(const std::string& file, const std::vector<pid_t>& pids) {
  std::error_code gone;
  for (std::filesystem::directory_iterator entry("/proc", gone), end; !gone && entry != end;
       entry.increment(gone)) {
    const pid_t pid = std::atoi(entry->path().filename().c_str());
    if (pid <= 0 || std::find(pids.begin(), pids.end(), pid) != pids.end()) continue;
    std::ifstream maps(entry->path() / "maps");
    for (std::string line; std::getline(maps, line);) {
      if (line.ends_with(file)) return true;
    }
  }
  return false;
}

std::string shared_memory_at(pid_t pid, std::uint64_t address) {
  const auto area = area_at(pid, address);
  if (!area || !area->is_shared()) return {};
  // Where in which file: the offset, then what tells one file from another. Its name may change.
  std::uint64_t offset = 0;
  const std::size_t at = area->line.find(' ', area->line.find(' ') + 1) + 1;
  const char* const text = area->line.c_str();
  const auto end = std::from_chars(text + at, text + area->line.size(), offset, 16).ptr;
  const std::size_t device = static_cast<std::size_t>(end - text) + 1;
  const std::size_t inode = area->line.find(' ', device) + 1;
  const std::string file = area->line.substr(device, area->line.find(' ', inode) - device);
  const bool is_segment = area->line.find(" /SYSV", inode) != std::string::npos;
  return file + (is_segment ? " segment +" : " +") +
         std::to_string(offset + (address - area->begin));
}

bool is_privileged(pid_t pid) {
  const std::string vector = proc_file(pid, "auxv");
  for (std::size_t at = 0; at + 2 * sizeof(std::uint64_t) <= vector.size();
       at += 2 * sizeof(std::uint64_t)) {
    std::uint64_t entry[2] = {};
    std::memcpy(entry, vector.data() + at, sizeof entry);
    if (entry[0] == AT_SECURE) return entry[1] != 0;
  }
  return false;
}

std::uint64_t pending_signals(pid_t thread) {
  const std::string status = proc_file(thread, "status");
  return number_in(status, "\nSigPnd:\t", 16) | number_in(status, "\nShdPnd:\t", 16);
}

int awaited_signal(pid_t thread, std::optional<std::uint64_t> blocked) {
  const std::string status = proc_file(thread, "status");
  const auto mask = [&](std::string_view field) { return number_in(status, field, 16); };
  const std::uint64_t pending = mask("\nSigPnd:\t") | mask("\nShdPnd:\t");
  if (pending == 0) return 0;
  const std::uint64_t caught = mask("\nSigCgt:\t");
  std::uint64_t idle = blocked.value_or(mask("\nSigBlk:\t")) | (mask("\nSigIgn:\t") & ~caught);
  for (const int signal : {SIGCHLD, SIGCONT, SIGURG, SIGWINCH}) {
    const std::uint64_t bit = 1ULL << (signal - 1);
    if ((caught & bit) == 0) idle |= bit;
  }
  const std::uint64_t does = pending & ~idle;
  return does == 0 ? 0 : std::countr_zero(does) + 1;
}

bool ignores(pid_t pid, int signal) {
  return (number_in_status(pid, "\nSigIgn:\t", 16) >> (signal - 1) & 1) != 0;
}

std::vector<pid_t> pids_of(pid_t pid) {
  constexpr std::string_view kField = "\nNSpid:";
  const std::string status = proc_file(pid, "status");
  std::vector<pid_t> found;
  const auto field = status.find(kField);
  if (field == std::string::npos) return found;
  const char* const end = status.data() + std::min(status.find('\n', field + 1), status.size());
  for (const char* at = status.data() + field + kField.size(); at < end && *at == '\t';) {
    pid_t number = 0;
    at = std::from_chars(at + 1, end, number).ptr;
    found.push_back(number);
  }
  return found;
}

std::uint64_t pid_namespace_of(pid_t pid) {
  std::array<char, 64> path{};
  std::array<char, 64> link{};
  std::snprintf(path.data(), path.size(), "/proc/%d/ns/pid", pid);
  const ssize_t length = ::readlink(path.data(), link.data(), link.size());
  if (length <= 0) return 0;
  // "pid:[4026531836]"
  const std::string_view name(link.data(), static_cast<std::size_t>(length));
  const auto digits = name.find('[');
  std::uint64_t number = 0;
  if (digits != std::string_view::npos)
    std::from_chars(name.data() + digits + 1, name.data() + name.size(), number);
  return number;
}

std::uint64_t filters_of(pid_t pid) {
  return number_in_status(pid, "\nSeccomp_filters:\t", 10);
}

}  // namespace os
