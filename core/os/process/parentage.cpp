#include "core/os/process/parentage.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "core/os/error.hpp"
#include "core/os/process/process.hpp"

namespace os {

void die_with(pid_t parent) {
  check(::prctl(PR_SET_PDEATHSIG, SIGKILL), "cannot die with the parent");
  // A parent that died before that call causes no signal.
  if (::getppid() != parent) exit_now(1);
}

namespace {
int g_generation = 0;
}

int generation() {
  static const int registered = ::pthread_atfork(nullptr, nullptr, [] { ++g_generation; });
  static_cast<void>(registered);
  return g_generation;
}

}  // namespace os
