#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tests/tracer/corpus/corpus.hpp"

namespace corpus {
namespace {

int nested_forks() {
  const int outer = child([] {
    say("child");
    const int inner = child([] {
      say("grandchild");
      return 7;
    });
    return join(inner) + 1;
  });
  const int code = join(outer);
  say("parent got " + std::to_string(code));
  return code;
}

/// Either may come first.
int both_speak() {
  const int pid = child([] {
    say("from the child");
    return 0;
  });
  say("from the parent");
  return join(pid);
}

int vfork_and_exec() {
  const pid_t pid = ::vfork();
  if (pid == 0) {
    ::execl("/bin/echo", "echo", "from an exec", nullptr);
    ::_exit(127);
  }
  return join(pid);
}

int posix_spawned() {
  std::string name = "sh";
  std::string option = "-c";
  std::string text = "echo spawned; exit 5";
  char* arguments[] = {name.data(), option.data(), text.data(), nullptr};
  pid_t pid = 0;
  if (::posix_spawnp(&pid, "sh", nullptr, nullptr, arguments, environ) != 0) return 99;
  return join(pid);
}

int failed_exec() {
  ::setenv("PATH", "/nowhere:/usr/bin:/bin", 1);
  const int pid = child([] {
    ::execlp("no-such-program-here", "no-such-program-here", nullptr);
    say(std::string("exec failed: ") + std::strerror(errno));
    return 127;
  });
  return join(pid);
}

int zombie() {
  const int pid = child([] { return 3; });
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT);
  say(std::string("its state is ") + state_of(pid));
  return join(pid);
}

int orphan() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int pid = child([&] {
    const pid_t parent = ::getpid();
    child([&] {
      ::close(ends[1]);
      until([&] { return ::getppid() != parent; });
      say("an orphan");
      return 4;
    });
    return 0;
  });
  ::close(ends[1]);
  const int code = join(pid);
  // Until the last process that has the other end is gone.
  char byte = 0;
  return ::read(ends[0], &byte, 1) == 0 ? code : 99;
}

int late_orphan() {
  const pid_t parent = ::getpid();
  child([&] {
    until([&] { return ::getppid() != parent; });
    say("still here");
    return 0;
  });
  return 6;
}

int two_hundred() {
  int sum = 0;
  for (int i = 0; i < 200; ++i) sum += join(child([i] { return i % 2; }));
  say(std::to_string(sum) + " of 200 said 1");
  return 0;
}

int many_at_once() {
  for (int i = 0; i < 60; ++i) {
    child([i] {
      const int inner = child([] { return 0; });
      say("number " + std::to_string(i));
      return join(inner);
    });
  }
  int count = 0;
  while (::wait(nullptr) > 0) ++count;
  say(std::to_string(count) + " reaped");
  return 0;
}

int nobody_reaps() {
  ::signal(SIGCHLD, SIG_IGN);
  const int pid = child([] { return 0; });
  int status = 0;
  const bool none = ::waitpid(pid, &status, 0) < 0 && errno == ECHILD;
  return none ? 0 : 99;
}

int wait_styles() {
  const int first = child([] { return 1; });
  const int second = child([] { return 2; });
  const int third = child([] { return 3; });
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(first), &info, WEXITED);
  const int by_id = info.si_status;
  int status = 0;
  until([&] { return ::waitpid(second, &status, WNOHANG) == second; });
  const int by_asking = WEXITSTATUS(status);
  ::syscall(SYS_wait4, -1, nullptr, 0, nullptr);
  return third > 0 ? by_id * 10 + by_asking : 99;
}

/// Each child ends while its parent polls for it.
int busy_polling() {
  int sum = 0;
  for (int i = 0; i < 100; ++i) {
    const int pid = child([i] { return i % 2; });
    int status = 0;
    while (::waitpid(pid, &status, WNOHANG) == 0) {
    }
    sum += WEXITSTATUS(status);
  }
  return sum;
}

/// Both have been watched more closely since the parent first asked.
int polls_and_stays() {
  ::waitpid(-1, nullptr, WNOHANG);
  child([] { return ::pause(); });
  ::waitpid(-1, nullptr, WNOHANG);
  say("ready");
  return ::pause();
}

/// No child is left to be reaped: all calls fail.
int polls_and_ignores() {
  struct sigaction no_zombies {};
  no_zombies.sa_handler = SIG_DFL;
  no_zombies.sa_flags = SA_NOCLDWAIT;
  for (int i = 0; i < 20; ++i) {
    if (i == 0) ::signal(SIGCHLD, SIG_IGN);
    if (i == 10) ::sigaction(SIGCHLD, &no_zombies, nullptr);
    const int pid = child([] { return 0; });
    until([&] { return ::waitpid(pid, nullptr, WNOHANG) == -1; });
  }
  return 0;
}

}  // namespace

std::map<std::string, Program> programs_of_processes() {
  return {{"nested-forks", nested_forks},
          {"both-speak", both_speak},
          {"vfork-and-exec", vfork_and_exec},
          {"posix-spawned", posix_spawned},
          {"failed-exec", failed_exec},
          {"zombie", zombie},
          {"orphan", orphan},
          {"late-orphan", late_orphan},
          {"two-hundred", two_hundred},
          {"many-at-once", many_at_once},
          {"nobody-reaps", nobody_reaps},
          {"wait-styles", wait_styles},
          {"busy-polling", busy_polling},
          {"polls-and-stays", polls_and_stays},
          {"polls-and-ignores", polls_and_ignores}};
}

}  // namespace corpus
