#include "core/os/process/foreground_program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "core/os/descriptors/poller.hpp"
#include "core/os/error.hpp"
#include "core/os/process/execute.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"

namespace os {
namespace {

/// Whether the child is stopped now, by a key or by itself.
bool is_stopped(pid_t child) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(child), &info, WSTOPPED | WNOHANG) == 0 &&
         info.si_pid == child;
}

}  // namespace

ForegroundEnd run_in_foreground(const std::vector<std::string>& program) {
  SignalFd signals({SIGCHLD, SIGINT, SIGQUIT, SIGTSTP, SIGTERM, SIGHUP});
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  const pid_t child = fork();
  if (child == 0) {
    restore_signals();
    ::prctl(PR_SET_PDEATHSIG, SIGHUP);
    if (::getppid() != parent) exit_now(127);
    // What we were given as input is not the reader's keys.
    if (::isatty(STDIN_FILENO) != 1) {
      const int terminal = ::open("/dev/tty", O_RDWR);
      if (terminal >= 0) ::dup2(terminal, STDIN_FILENO);
    }
    execute(program);
    exit_now(127);
  }
  ForegroundEnd end;
  Poller poller;
  poller.add(signals.get());
  for (;;) {
    if (const auto status = try_reap(child)) {
      end.status = *status;
      break;
    }
    if (is_stopped(child)) {
      // The shell takes the terminal, and lets both of us go on later.
      suffer(SIGTSTP);
      send_signal(child, SIGCONT);
    }
    poller.wait(std::nullopt);
    while (const auto signal = signals.next()) {
      if (*signal != SIGTERM && *signal != SIGHUP) continue;
      end.signal = *signal;
      send_signal(child, SIGHUP);
    }
  }
  while (signals.next()) {
  }
  return end;
}

}  // namespace os
