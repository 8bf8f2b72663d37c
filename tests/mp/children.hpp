#pragma once

#include <sched.h>
#include <signal.h>

#include <atomic>
#include <functional>
#include <memory>
#include <new>
#include <random>
#include <stdexcept>
#include <vector>

#include "core/os/memory/shared_memory.hpp"
#include "core/os/process/process.hpp"
#include "core/probe/process_body.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"

// Shared by the tests of shared objects: children that do something and end, or
// that are killed at a random instant.

namespace support {

/// A child that does `body` and ends: with 0, or with 1 if that throws.
inline pid_t child_that(const std::function<void()>& body) {
  const pid_t child = os::fork();
  if (child == 0) probe::run_and_exit(body);
  return child;
}

/// A check for children and threads, which cannot use Catch: throws.
inline void require(bool what) {
  if (!what) throw std::logic_error("it is not so");
}

/// Whether the child ends by itself, with 0, within `seconds`; otherwise kills
/// it.
inline bool ends_well(pid_t child, double seconds = 5) {
  std::optional<os::ExitStatus> status;
  if (eventually([&] { return (status = os::try_reap(child)).has_value(); }, seconds))
    return status->ok();
  os::send_signal(child, SIGKILL);
  os::await_end(child);
  os::try_reap(child);
  return false;
}

inline bool end_well(const std::vector<pid_t>& children) {
  bool all = true;
  for (const pid_t child : children) all = ends_well(child) && all;
  return all;
}

inline void kill_now(pid_t child) {
  os::send_signal(child, SIGKILL);
  os::await_end(child);
  os::try_reap(child);
}

/// How many SIGUSR1 this process has handled.
inline std::atomic<int> g_handled{0};

/// From now on each SIGUSR1 interrupts the call that this process waits in.
inline void handle_usr1() {
  struct sigaction action {};
  action.sa_handler = [](int) { ++g_handled; };  // without SA_RESTART
  ::sigaction(SIGUSR1, &action, nullptr);
}

/// How long a call takes.
template <typename Call>
double seconds_of(Call call) {
  const os::Stamp from = os::now();
  call();
  return static_cast<double>((os::now() - from).count()) / 1e9;
}

/// A zeroed T that the test and its children share.
template <typename T>
class Shared {
 public:
  Shared() : memory_(sizeof(T)), object_(new (memory_.data()) T{}) {}
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }

 private:
  os::SharedMemory memory_;
  T* object_;
};

/// Returns after the counter has grown by up to `most`: a random instant for
/// the counting process, without a fixed time.
inline bool random_progress(const std::atomic<long>& counter, std::mt19937& random, long most) {
  const long goal = counter + std::uniform_int_distribution<long>(1, most)(random);
  const os::Stamp limit = os::now() + std::chrono::seconds(5);
  while (counter < goal && os::now() < limit) ::sched_yield();
  return counter >= goal;
}

}  // namespace support
