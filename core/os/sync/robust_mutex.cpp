#include "core/os/sync/robust_mutex.hpp"

#include <time.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace os {
namespace {

/// A process woken to take the mutex may die before it does, so the sleepers
/// look for themselves this often.
constexpr std::chrono::milliseconds kNap{20};

}  // namespace

RobustMutex::RobustMutex(Nesting nesting) {
  // None of these can fail with these arguments.
  pthread_mutexattr_t attributes;
  ::pthread_mutexattr_init(&attributes);
  ::pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  ::pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
  if (nesting == Nesting::allowed)
    ::pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
  ::pthread_mutex_init(&mutex_, &attributes);
  ::pthread_mutexattr_destroy(&attributes);
}

RobustMutex::Taken RobustMutex::judge_failure(int error) {
  switch (error) {
    case EOWNERDEAD:
      // If this process dies before it has repaired the data, the next one gets
      // `from_the_dead`, too.
      ::pthread_mutex_consistent(&mutex_);
      return Taken::from_the_dead;
    case EBUSY:
    case ETIMEDOUT:
      return Taken::no;
    default:
      throw std::system_error(error, std::generic_category(), "cannot lock shared memory");
  }
}

RobustMutex::Taken RobustMutex::wait(std::optional<Stamp> deadline) {
  for (;;) {
    Stamp until = now() + kNap;
    if (deadline) until = std::min(until, *deadline);
    timespec spec{};
    spec.tv_sec = until.count() / 1'000'000'000;
    spec.tv_nsec = until.count() % 1'000'000'000;
    const Taken taken = judge(::pthread_mutex_clocklock(&mutex_, CLOCK_MONOTONIC, &spec));
    if (taken != Taken::no) return taken;
    if (deadline && now() >= *deadline) return Taken::no;
  }
}

}  // namespace os
