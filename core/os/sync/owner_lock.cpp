#include "core/os/sync/owner_lock.hpp"

#include <signal.h>
#include <sys/stat.h>
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

/// In the place of a bit that no PID has: the PID counts in another namespace.
constexpr std::uint32_t kElsewhere = std::uint32_t{1} << 31;

constexpr std::uint64_t pack(pid_t owner, bool at_home, Ticks at) {
  return std::uint64_t{at} << 32 | static_cast<std::uint32_t>(owner) | (at_home ? 0 : kElsewhere);
}

/// The PID namespace of this process; 0: unknown. See pid_namespaces(7).
std::uint64_t pid_namespace() {
  // It never changes, but a child may be born into another one, with another PID.
  static std::atomic<std::uint64_t> known{0};
  static std::atomic<pid_t> of{0};
  const pid_t self = ::getpid();
  if (of.load(std::memory_order_acquire) == self) return known.load(std::memory_order_relaxed);
  struct stat found {};
  const std::uint64_t number = ::stat("/proc/self/ns/pid", &found) == 0 ? found.st_ino : 0;
  known.store(number, std::memory_order_relaxed);
  of.store(self, std::memory_order_release);
  return number;
}

}  // namespace

OwnerLock::OwnerLock() : home_(pid_namespace()) {}

OwnerLock::Try OwnerLock::try_lock(bool suspicious) {
  const Ticks now = ticks_now();
  const bool at_home = pid_namespace() == home_;
  std::uint64_t seen = 0;
  if (state_.compare_exchange_strong(seen, pack(::getpid(), at_home, now)))
    return {Result::taken, 0};
  const auto who = static_cast<std::uint32_t>(seen);
  const auto owner = static_cast<pid_t>(who & ~kElsewhere);
  const auto at = static_cast<Ticks>(seen >> 32);
  const auto trusted = static_cast<Ticks>(ticks_per_second() * kTrust.count() / 1000);
  if (!suspicious && !is_later(now, at + trusted)) return {Result::busy, owner};
  if (!at_home || (who & kElsewhere) != 0) return {Result::busy, owner};
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
