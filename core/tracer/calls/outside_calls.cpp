#include "core/tracer/calls/outside_calls.hpp"

#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "core/os/ptrace/start_environment.hpp"

namespace tracer {
namespace {

/// As many random bytes as the kernel gives at once without being interrupted; getrandom(2).
constexpr std::uint64_t kMostRandom = 256;

/// The next number of a generator, see splitmix64.
std::uint64_t next_of(std::uint64_t& state) {
  std::uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/// The same for a name in every run and on every machine: FNV-1a.
std::uint64_t number_of(std::string_view name) {
  std::uint64_t number = 0xcbf29ce484222325;
  for (const char letter : name)
    number = (number ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  return number;
}

}  // namespace

void OutsideCalls::add_to(os::SystemCallFilter& filter) {
  for (const long number : {SYS_getrandom, SYS_sched_getaffinity, SYS_sched_setaffinity,
                            SYS_timerfd_create, SYS_shmat, SYS_openat})
    filter.add(number);
  filter.add_if_one_of(SYS_socket, 0, {AF_INET, AF_INET6});
  filter.add_if_any(SYS_mmap, 3, MAP_SHARED);
}

void OutsideCalls::executed(pid_t process) {
  os::start_alike(process);
}

bool OutsideCalls::takes(const Caller& caller, const os::SystemCall& call, const About& about) {
  switch (call.number) {
    case SYS_getrandom:
      give_random_bytes(caller.thread, call, about.name);
      return true;
    case SYS_sched_getaffinity:
      // Of another process, or in another form: as it is.
      if (call.arguments[0] == 0 && !call.is_compat()) give_cpus(caller.thread, call);
      return true;
    case SYS_sched_setaffinity:
      os::Tracee(caller.thread).answer_instead(0);
      return true;
    case SYS_socket:
      noted_.insert("network");
      return true;
    case SYS_mmap:
      if (!about.has_lens && (call.arguments[2] & PROT_WRITE) != 0) noted_.insert("memory");
      return true;
    case SYS_shmat:
      noted_.insert("memory");
      return true;
    case SYS_openat:
      note_file(caller.thread, call);
      return false;
#ifdef SYS_alarm
    case SYS_alarm:
#endif
    case SYS_setitimer:
    case SYS_timer_create:
      noted_.insert("timers");
      return false;
    case SYS_timerfd_create:
      noted_.insert("timers");
      return true;
    default:
      return false;
  }
}

void OutsideCalls::has_thread(bool has_lens) {
  if (!has_lens) noted_.insert("threads");
}

/// Some files give random bytes.
void OutsideCalls::note_file(pid_t thread, const os::SystemCall& call) {
  constexpr std::size_t kLongest = 16;
  const std::string path = os::Tracee(thread).read_text(call.arguments[1], kLongest);
  if (path == "/dev/urandom" || path == "/dev/random") noted_.insert("random");
}

/// Each process has its own, which do not depend on what others do.
void OutsideCalls::give_random_bytes(pid_t thread, const os::SystemCall& call,
                                     const std::string& name) {
  const std::uint64_t size = std::min(call.arguments[1], kMostRandom);
  std::uint64_t& state = random_.try_emplace(name, number_of(name)).first->second;
  std::string bytes;
  while (bytes.size() < size) {
    const std::uint64_t word = next_of(state);
    bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  const os::Tracee tracee(thread);
  const bool is_given = tracee.write(call.arguments[0], bytes.data(), size) &&
                        tracee.answer_instead(static_cast<std::int64_t>(size));
  if (!is_given) noted_.insert("random");
}

void OutsideCalls::give_cpus(pid_t thread, const os::SystemCall& call) const {
  const std::size_t size = cpus_.size() * sizeof(unsigned long);
  const os::Tracee tracee(thread);
  if (call.arguments[1] >= size && tracee.write(call.arguments[2], cpus_.data(), size))
    tracee.answer_instead(static_cast<std::int64_t>(size));
}

}  // namespace tracer
