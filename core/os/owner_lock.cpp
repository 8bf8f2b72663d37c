#include "core/os/owner_lock.hpp"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <string>

namespace os {
namespace {

/// A moment in clock ticks since the machine was started, as proc(5) gives the
/// start of a process: hundredths of a second, which come round after a year.
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

/// Whether the process that had this PID at that moment has not ended.
bool is_alive(pid_t pid, Ticks at) {
  if (::kill(pid, 0) < 0 && errno == ESRCH) return false;
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return ::kill(pid, 0) == 0 || errno != ESRCH;
  // The second field is the name in parentheses and may hold anything.
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  char state = 0;
  std::string skipped;
  long threads = 0;
  unsigned long long started = 0;
  fields >> state;
  for (int field = 4; field < 20; ++field) fields >> skipped;
  fields >> threads >> skipped >> started;
  // A main thread that has ended before the others looks like a zombie.
  if (state == 'X' || (state == 'Z' && threads <= 1)) return false;
  // Started later: another process, to which the PID has been given again.
  return !is_later(static_cast<Ticks>(started), at);
}

constexpr std::uint64_t pack(pid_t owner, Ticks at) {
  return std::uint64_t{at} << 32 | static_cast<std::uint32_t>(owner);
}

}  // namespace

OwnerLock::Try OwnerLock::try_lock(bool suspicious) {
  const Ticks now = ticks_now();
  std::uint64_t seen = 0;
  if (state_.compare_exchange_strong(seen, pack(::getpid(), now))) return {Result::taken, 0};
  const auto owner = static_cast<pid_t>(seen & 0xffff'ffff);
  const auto at = static_cast<Ticks>(seen >> 32);
  const auto trusted = static_cast<Ticks>(ticks_per_second() * kTrust.count() / 1000);
  if (!suspicious && !is_later(now, at + trusted)) return {Result::busy, owner};
  if (is_alive(owner, at)) return {Result::busy, owner};
  // Of all who find it dead one frees the lock and tells.
  if (!state_.compare_exchange_strong(seen, 0)) return {Result::busy, owner};
  freed_.ring();
  return {Result::owner_died, owner};
}

void OwnerLock::wait(std::optional<Stamp> deadline) {
  freed_.wait([&] { return state_.load() == 0; }, deadline, kTrust);
}

bool OwnerLock::unlock() {
  if (state_.exchange(0) == 0) return false;
  freed_.ring();
  return true;
}

}  // namespace os
