#include "core/os/process/process_mark.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>

#include "core/os/process/parentage.hpp"
#include "core/os/process/pidfd.hpp"
#include "core/os/process/proc_file.hpp"
#include "core/os/process/stat_fields.hpp"

namespace os {
namespace {

/// A time in clock ticks since boot, as proc(5) gives the start of a process:
/// hundredths of a second, which wrap around after a year.
using Ticks = std::uint32_t;

std::uint32_t ticks_per_second() {
  static const auto ticks = static_cast<std::uint32_t>(::sysconf(_SC_CLK_TCK));
  return ticks;
}

Ticks ticks_now() {
  timespec spec{};
  ::clock_gettime(CLOCK_BOOTTIME, &spec);
  const long in_second = spec.tv_nsec / (1'000'000'000 / ticks_per_second());
  return static_cast<Ticks>(spec.tv_sec * ticks_per_second() + in_second);
}

bool is_later(Ticks one, Ticks other) {
  return static_cast<std::int32_t>(one - other) > 0;
}

std::uint64_t number_of(const char* name_space) {
  struct stat found {};
  return ::stat(name_space, &found) == 0 ? found.st_ino : 0;
}

/// Whether /proc shows processes by the PIDs that they have for us: it may be that of
/// an outer namespace.
bool proc_has_our_pids() {
  std::array<char, 32> self{};
  if (::readlink("/proc/self", self.data(), self.size() - 1) < 0) return false;
  return self.data() == std::to_string(::getpid()) && pids_of(::getpid()).size() == 1;
}

/// What the PIDs and the moments that this process knows mean.
struct Surroundings {
  /// Which namespaces of PIDs and of time it is in; 0: unknown. Before Linux 5.6 all
  /// are in one of time. See namespaces(7).
  std::uint64_t namespaces;
  bool proc_is_ours;
};

Surroundings surroundings() {
  static std::atomic<std::uint64_t> known{0};
  static std::atomic<bool> proc_is_ours{false};
  static std::atomic<std::uint64_t> of{0};
  // They never change, but a child may be born into others, even with the same PID.
  const auto pid = static_cast<std::uint32_t>(::getpid());
  const std::uint64_t self = std::uint64_t{static_cast<std::uint32_t>(generation())} << 32 | pid;
  if (of.load(std::memory_order_acquire) != self) {
    const std::uint64_t of_pids = number_of("/proc/self/ns/pid");
    known = of_pids == 0 ? 0 : of_pids | number_of("/proc/self/ns/time") << 32;
    proc_is_ours = proc_has_our_pids();
    of.store(self, std::memory_order_release);
  }
  return {known.load(std::memory_order_relaxed), proc_is_ours.load(std::memory_order_relaxed)};
}

/// Without the help of /proc: one to which the PID has been given again counts, too.
bool any_is_alive(pid_t pid) {
  try {
    const auto process = Pidfd::open(pid);
    return process && !process->has_ended();
  } catch (const std::system_error&) {
    return true;  // no descriptor is left: the next look will tell
  }
}

/// Whether the process that had this PID at that moment is still alive.
bool is_alive(pid_t pid, Ticks at) {
  const auto is_there = [=] { return ::kill(pid, 0) == 0 || errno != ESRCH; };
  if (!is_there()) return false;
  if (!surroundings().proc_is_ours) return any_is_alive(pid);
  const StatFields fields(proc_file(pid, "stat"));
  if (fields.empty()) return is_there();
  // A main thread that has ended before the others looks like a zombie.
  const char state = fields.state();
  if (state == 'X' || (state == 'Z' && fields.number<long>(20) <= 1)) return false;
  // Started later: another process that reuses the PID.
  return !is_later(static_cast<Ticks>(fields.number<unsigned long long>(22)), at);
}

/// A bit that no PID has: the PID is from another namespace.
constexpr std::uint32_t kElsewhere = std::uint32_t{1} << 31;

bool is_home(ProcessMark::Home home) {
  return home != 0 && surroundings().namespaces == home;
}

}  // namespace

ProcessMark::Home ProcessMark::here() {
  return surroundings().namespaces;
}

ProcessMark ProcessMark::ours(Home home) {
  const auto pid = static_cast<std::uint32_t>(::getpid());
  return ProcessMark(std::uint64_t{ticks_now()} << 32 | pid | (is_home(home) ? 0 : kElsewhere));
}

pid_t ProcessMark::pid() const {
  return static_cast<pid_t>(static_cast<std::uint32_t>(word_) & ~kElsewhere);
}

bool ProcessMark::is_from_elsewhere() const {
  return (static_cast<std::uint32_t>(word_) & kElsewhere) != 0;
}

bool ProcessMark::is_older_than(std::chrono::milliseconds age) const {
  const auto ticks = static_cast<Ticks>(ticks_per_second() * age.count() / 1000);
  return is_later(ticks_now(), static_cast<Ticks>(word_ >> 32) + ticks);
}

bool ProcessMark::is_ours(Home home) const {
  return pid() == ::getpid() && is_from_elsewhere() != is_home(home);
}

bool ProcessMark::has_ended(Home home) const {
  if (is_from_elsewhere() || !is_home(home)) return false;
  return !is_alive(pid(), static_cast<Ticks>(word_ >> 32));
}

}  // namespace os
