#include "core/os/process/fork_lock.hpp"

#include <pthread.h>

#include <mutex>
#include <utility>

namespace os {
namespace {

std::mutex g_forking;
thread_local bool g_is_ours = false;  // taken by an object, not by a fork

void before_fork() {
  if (!g_is_ours) g_forking.lock();
}

void after_fork() {
  if (!g_is_ours) g_forking.unlock();
}

}  // namespace

ForkLock::ForkLock() {
  static const int registered = ::pthread_atfork(before_fork, after_fork, after_fork);
  static_cast<void>(registered);
  g_forking.lock();
  g_is_ours = true;
}

void ForkLock::end() {
  if (!std::exchange(is_held_, false)) return;
  g_is_ours = false;
  g_forking.unlock();
}

}  // namespace os
