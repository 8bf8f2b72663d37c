#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/tracer/corpus/corpus.hpp"

namespace corpus {
namespace {

volatile sig_atomic_t g_heard = 0;

void hear(int) {
  g_heard = g_heard + 1;
}

void handle(int signal) {
  struct sigaction action {};
  action.sa_handler = hear;
  ::sigaction(signal, &action, nullptr);
}

/// Three are sent while the receiver does not listen; one arrives.
int merged_signals() {
  handle(SIGUSR1);
  sigset_t usr1;
  ::sigemptyset(&usr1);
  ::sigaddset(&usr1, SIGUSR1);
  ::sigprocmask(SIG_BLOCK, &usr1, nullptr);
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int pid = child([&] {
    char byte = 0;
    if (::read(ends[0], &byte, 1) != 1) return 99;
    ::sigprocmask(SIG_UNBLOCK, &usr1, nullptr);
    say("handled " + std::to_string(g_heard));
    return static_cast<int>(g_heard);
  });
  for (int i = 0; i < 3; ++i) ::kill(pid, SIGUSR1);
  if (::write(ends[1], "x", 1) != 1) return 99;
  return join(pid);
}

int kills_itself() {
  say("before");
  ::raise(SIGUSR2);
  return 0;
}

int aborts() {
  std::abort();
}

int kills_child() {
  const int pid = child([] {
    ::pause();
    return 0;
  });
  until([&] { return state_of(pid) == 'S'; });
  ::kill(pid, SIGKILL);
  return join(pid);
}

/// A child that is stopped, continued and terminated, and a parent that waits
/// for each.
int stops_and_goes_on() {
  const int pid = child([] {
    for (;;) ::pause();
    return 0;
  });
  int status = 0;
  ::kill(pid, SIGSTOP);
  ::waitpid(pid, &status, WUNTRACED);
  say(WIFSTOPPED(status) ? "stopped" : "not stopped");
  ::kill(pid, SIGCONT);
  ::waitpid(pid, &status, WCONTINUED);
  say(WIFCONTINUED(status) ? "continued" : "not continued");
  ::kill(pid, SIGTERM);
  return join(pid);
}

int ignored_signal() {
  ::signal(SIGTERM, SIG_IGN);
  ::kill(::getpid(), SIGTERM);
  say("not impressed");
  return 0;
}

/// A wait that a handled signal interrupts, and one that it does not.
int interrupted_wait() {
  handle(SIGALRM);
  const int pid = child([] {
    ::pause();
    return 0;
  });
  ::ualarm(20'000, 0);
  int status = 0;
  const bool interrupted = ::waitpid(pid, &status, 0) < 0;
  say(interrupted ? "interrupted" : "not interrupted");
  ::kill(pid, SIGTERM);
  return join(pid);
}

int group_signal() {
  ::setpgid(0, 0);
  ::signal(SIGUSR1, SIG_IGN);
  const auto part = [] {
    ::signal(SIGUSR1, SIG_DFL);
    say("ready");
    ::pause();
    return 0;
  };
  const int first = child(part);
  const int second = child(part);
  until([&] { return state_of(first) == 'S' && state_of(second) == 'S'; });
  ::kill(0, SIGUSR1);
  return join(first) == join(second) ? 0 : 99;
}

int exits_when_asked() {
  handle(SIGINT);
  say("ready");
  while (g_heard == 0) ::pause();
  say("asked");
  return 9;
}

int deaf() {
  ::signal(SIGINT, SIG_IGN);
  child([] {
    say("deaf too");
    for (;;) ::pause();
    return 0;
  });
  say("deaf");
  for (;;) ::pause();
}

/// As a daemon begins: it leaves its parents, its terminal and its output.
int becomes_daemon() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  join(child([&] {
    ::setsid();
    child([&] {
      ::close(ends[0]);
      const int nothing = ::open("/dev/null", O_RDWR);
      for (const int number : {0, 1, 2}) ::dup2(nothing, number);
      ::close(ends[1]);
      for (;;) ::pause();
      return 0;
    });
    return 0;
  }));
  ::close(ends[1]);
  char byte = 0;
  if (::read(ends[0], &byte, 1) != 0) return 99;
  say("ready");
  for (;;) ::pause();
}

}  // namespace

std::map<std::string, Program> programs_of_signals() {
  return {{"merged-signals", merged_signals},
          {"kills-itself", kills_itself},
          {"aborts", aborts},
          {"kills-child", kills_child},
          {"stops-and-goes-on", stops_and_goes_on},
          {"ignored-signal", ignored_signal},
          {"interrupted-wait", interrupted_wait},
          {"group-signal", group_signal},
          {"exits-when-asked", exits_when_asked},
          {"deaf", deaf},
          {"daemon", becomes_daemon}};
}

}  // namespace corpus
