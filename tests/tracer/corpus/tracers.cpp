#include <signal.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>

#include "tests/tracer/corpus/corpus.hpp"

namespace corpus {
namespace {

long ask(__ptrace_request request, int pid, long data = 0) {
  return ::ptrace(request, pid, nullptr, data);
}

/// Waits for a stop; false when there will be no more.
bool stops(int pid, int& status) {
  return ::waitpid(pid, &status, __WALL) == pid && WIFSTOPPED(status);
}

int code_of(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// As a debugger starts a program: its child asks to be traced, and executes.
/// Each of its system calls is counted, and the bytes that it writes.
int traces_child() {
  const int pid = child([] {
    if (ask(PTRACE_TRACEME, 0) != 0) return 98;
    ::execl("/bin/echo", "echo", "traced", nullptr);
    return 127;
  });
  int status = 0;
  if (!stops(pid, status)) return code_of(status);
  ask(PTRACE_SETOPTIONS, pid, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
  int calls = 0;
  for (int signal = 0; ask(PTRACE_SYSCALL, pid, signal) == 0 && stops(pid, status);) {
    signal = WSTOPSIG(status) == (SIGTRAP | 0x80) ? 0 : WSTOPSIG(status);
    if (signal == 0) ++calls;
  }
  say(std::to_string(calls) + " stops at calls");
  return code_of(status);
}

/// Step by step, over the system calls of a child that has made some before.
int steps_through_child() {
  const int pid = child([] {
    say("before");
    if (ask(PTRACE_TRACEME, 0) != 0) return 98;
    ::raise(SIGSTOP);
    say("after");
    return 5;
  });
  int status = 0;
  if (!stops(pid, status)) return code_of(status);
  say("stopped by " + std::to_string(WSTOPSIG(status)));
  int steps = 0;
  while (ask(PTRACE_SINGLESTEP, pid) == 0 && stops(pid, status)) ++steps;
  say(steps > 0 ? "single steps" : "no step");
  return code_of(status);
}

int sleeper(int descriptor) {
  char byte = 0;
  const ssize_t count = ::read(descriptor, &byte, 1);
  say("read " + std::to_string(count));
  return 6;
}

/// A child that waits in a read, and of which one thread runs, is attached to,
/// looked at and left again.
int attaches() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int pid = child([&] { return sleeper(ends[0]); });
  until([&] { return state_of(pid) == 'S'; });
  if (ask(PTRACE_ATTACH, pid) != 0) say("refused");
  int status = 0;
  say(stops(pid, status) && WSTOPSIG(status) == SIGSTOP ? "attached" : "not attached");
  ask(PTRACE_DETACH, pid);
  if (::write(ends[1], "x", 1) != 1) return 99;
  return join(pid);
}

int seizes_threads() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int pid = child([&] {
    std::thread busy([] {
      for (std::atomic<int> turns{0};; ++turns) {
      }
    });
    ::_exit(sleeper(ends[0]));
    return 0;
  });
  until([&] { return state_of(pid) == 'S'; });
  if (ask(PTRACE_SEIZE, pid) != 0) say("refused");
  ask(PTRACE_INTERRUPT, pid);
  int status = 0;
  say(stops(pid, status) ? "seized" : "not seized");
  ask(PTRACE_CONT, pid);
  if (::write(ends[1], "x", 1) != 1) return 99;
  while (stops(pid, status)) ask(PTRACE_CONT, pid);
  return code_of(status);
}

/// A traced tracer attaches to a process without a tracer.
int traces_tracer() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  const int target = child([&] { return sleeper(ends[0]); });
  until([&] { return state_of(target) == 'S'; });
  const int tracer = child([&] {
    if (ask(PTRACE_TRACEME, 0) != 0) return 98;
    ::raise(SIGSTOP);
    if (ask(PTRACE_ATTACH, target) != 0) return 97;
    int status = 0;
    say(stops(target, status) ? "attached" : "not attached");
    ask(PTRACE_DETACH, target);
    return 1;
  });
  int status = 0;
  for (int signal = 0; stops(tracer, status); ask(PTRACE_CONT, tracer, signal))
    signal = WSTOPSIG(status) == SIGSTOP ? 0 : WSTOPSIG(status);
  if (::write(ends[1], "x", 1) != 1) return 99;
  return join(target) * 10 + code_of(status);
}

/// A stopped process stays stopped when a tracer attaches and detaches.
int seizes_stopped() {
  const int pid = child([] {
    ::raise(SIGSTOP);
    say("goes on");
    return 3;
  });
  int status = 0;
  ::waitpid(pid, &status, WUNTRACED);
  if (ask(PTRACE_SEIZE, pid) != 0) say("refused");
  say(stops(pid, status) && WSTOPSIG(status) == SIGSTOP ? "seized" : "not seized");
  ask(PTRACE_DETACH, pid);
  until([&] { return state_of(pid) == 'T'; });
  ::kill(pid, SIGCONT);
  return join(pid);
}

/// A traced process makes processes, and its tracer detaches: all live on.
int leaves_a_family() {
  const int pid = child([] {
    if (ask(PTRACE_TRACEME, 0) != 0) return 98;
    ::raise(SIGSTOP);
    const int inner = child([] {
      say("grandchild");
      return 2;
    });
    return join(inner) + 2;
  });
  int status = 0;
  if (!stops(pid, status)) return code_of(status);
  ask(PTRACE_DETACH, pid);
  return join(pid);
}

/// A program that checks whether it is traced: it can request tracing once.
int asks_twice() {
  const bool once = ask(PTRACE_TRACEME, 0) == 0;
  const bool twice = ask(PTRACE_TRACEME, 0) == 0;
  say(once && !twice ? "nobody traces me" : "somebody traces me");
  return 0;
}

/// A process tree that its parent traces, and that would run forever.
int traces_for_ever() {
  const int pid = child([] {
    if (ask(PTRACE_TRACEME, 0) != 0) return 98;
    ::raise(SIGSTOP);
    ::signal(SIGINT, SIG_IGN);
    child([] {
      ::setsid();
      for (;;) ::pause();
      return 0;
    });
    say("traced");
    for (;;) ::pause();
    return 0;
  });
  ::signal(SIGINT, SIG_IGN);
  int status = 0;
  while (stops(pid, status)) ask(PTRACE_CONT, pid);
  return code_of(status);
}

}  // namespace

std::map<std::string, Program> programs_that_trace() {
  return {{"traces-child", traces_child},
          {"steps-through-child", steps_through_child},
          {"attaches", attaches},
          {"seizes-threads", seizes_threads},
          {"traces-tracer", traces_tracer},
          {"seizes-stopped", seizes_stopped},
          {"leaves-a-family", leaves_a_family},
          {"asks-twice", asks_twice},
          {"traces-for-ever", traces_for_ever}};
}

}  // namespace corpus
