// Programs that make calls which a tracer easily gets wrong.

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "tests/tracer/corpus/corpus.hpp"

namespace corpus {
namespace {

std::string ending_of(int pid) {
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? "exit " + std::to_string(WEXITSTATUS(status))
                           : "signal " + std::to_string(WTERMSIG(status));
}

/// Two children created as untraced, by either call.
int clones_untraced() {
  const long first = ::syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, nullptr, nullptr, nullptr, 0);
  if (first == 0) {
    say("from a clone");
    ::_exit(3);
  }
  say(ending_of(static_cast<int>(first)));
  static const clone_args asked = [] {
    clone_args arguments{};
    arguments.flags = CLONE_UNTRACED;
    arguments.exit_signal = SIGCHLD;
    return arguments;
  }();
  clone_args arguments = asked;
  const long second = ::syscall(SYS_clone3, &arguments, sizeof arguments);
  const bool is_unchanged = std::memcmp(&arguments, &asked, sizeof arguments) == 0;
  if (second == 0) {
    say(is_unchanged ? "what was asked for is as it was" : "what was asked for has changed");
    ::_exit(4);
  }
  say(ending_of(static_cast<int>(second)));
  arguments = asked;
  arguments.flags |= CLONE_SIGHAND;  // not without CLONE_VM
  const long third = ::syscall(SYS_clone3, &arguments, sizeof arguments);
  say(third < 0 && errno == EINVAL && arguments.flags == (asked.flags | CLONE_SIGHAND)
          ? "a third is refused"
          : "a third is not refused");
  return is_unchanged ? 0 : 99;
}

/// In strict mode a process may read, write and exit; any other call kills it.
int strict_mode() {
  const auto by_prctl = [] { return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT); };
  const auto by_seccomp = [] {
    return static_cast<int>(::syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, nullptr));
  };
  for (int (*enter)() : {+by_prctl, +by_seccomp}) {
    for (const bool behaves : {true, false}) {
      say(ending_of(child([=] {
        char text[] = "in strict mode\n";
        if (enter() != 0) return 98;
        if (::write(STDOUT_FILENO, text, sizeof text - 1) < 0) return 97;
        if (!behaves) ::syscall(SYS_getppid);
        ::syscall(SYS_exit, 7);
        return 96;
      })));
    }
  }
  // Neither is possible with arguments that are none.
  say(::syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 1, nullptr) < 0 && errno == EINVAL
          ? "refused"
          : "not refused");
  return 0;
}

/// Like strict_mode, as a user who may not install a filter.
int strict_mode_of_nobody() {
  const bool is_root = ::geteuid() == 0;
  if (is_root && ::setuid(65534) != 0) return 95;
  return strict_mode();
}

void ask_a_tracer(std::uint32_t number) {
  sock_filter program[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE | 7),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter{4, program};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) say(std::strerror(errno));
}

/// A filter asks a tracer, and there is none.
int asks_a_tracer() {
  say("mode " + std::to_string(::prctl(PR_GET_SECCOMP)));
  ask_a_tracer(SYS_getppid);
  ask_a_tracer(SYS_wait4);  // which mpdemo looks at, too
  say("mode " + std::to_string(::prctl(PR_GET_SECCOMP)));
  const long result = ::syscall(SYS_getppid);
  say(result < 0 ? std::strerror(errno) : "a parent");
  const int pid = child([] { return ::prctl(PR_GET_SECCOMP); });
  say(::syscall(SYS_wait4, pid, nullptr, 0, nullptr) < 0 ? std::strerror(errno) : "a child");
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED);
  say(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0 ? std::strerror(errno) : "strict");
  return info.si_status;
}

/// A child stops, goes on, and ends; its parent waits for all three, in both ways.
int waits_for_stops() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  // A continued child can be waited for until it stops again or ends.
  const auto may_go_on = [&] {
    char byte = 0;
    return ::read(ends[0], &byte, 1) == 1;
  };
  const auto let_go_on = [&] { return ::write(ends[1], "x", 1) == 1; };
  const int pid = child([&] {
    ::raise(SIGSTOP);
    if (!may_go_on()) return 98;
    ::raise(SIGTSTP);
    return may_go_on() ? 5 : 97;
  });
  int status = 0;
  ::waitpid(pid, &status, WUNTRACED);
  say(WIFSTOPPED(status) ? "stopped by " + std::to_string(WSTOPSIG(status)) : "not stopped");
  ::kill(pid, SIGCONT);
  ::waitpid(pid, &status, WCONTINUED);
  say(WIFCONTINUED(status) ? "continued" : "not continued");
  if (!let_go_on()) return 96;
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(pid), &info, WSTOPPED);
  say("code " + std::to_string(info.si_code) + ", signal " + std::to_string(info.si_status));
  ::kill(pid, SIGCONT);
  ::waitid(P_PID, static_cast<id_t>(pid), &info, WCONTINUED);
  say("code " + std::to_string(info.si_code));
  if (!let_go_on()) return 95;
  return join(pid);
}

/// Each for another reason, and none of them a search.
int executes_in_vain() {
  for (const char* path : {"/nowhere/program", "/dev/null", "/etc/passwd/program", ""}) {
    ::execl(path, "program", nullptr);
    say(std::strerror(errno));
  }
  ::execlp("no-such-program-here", "no-such-program-here", nullptr);
  say(std::strerror(errno));
  return 3;
}

/// As far as this machine lets us.
bool next_pid_shall_be(int pid) {
  const int file = ::open("/proc/sys/kernel/ns_last_pid", O_WRONLY);
  const std::string text = std::to_string(pid - 1);
  const bool is_written =
      file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (file >= 0) ::close(file);
  return is_written;
}

/// Two children of one PID.
int reuses_a_pid() {
  const int first = child([] { return 1; });
  int codes = join(first);
  for (int i = 0; i < 200 && next_pid_shall_be(first); ++i) {
    const int next = child([=] { return ::getpid() == first ? 2 : 0; });
    codes += join(next);
    if (next == first) break;
  }
  return codes;
}

/// Another process takes the PID of a child at the moment when the child is
/// reaped.
int contends_for_a_pid() {
  for (int round = 0; round < 5; ++round) {
    int ends[2];
    if (::pipe(ends) != 0) return 99;
    const int wanted = child([&] {
      ::close(ends[1]);
      char byte = 0;
      return static_cast<int>(::read(ends[0], &byte, 1));
    });
    const int other = child([&] {
      ::close(ends[1]);
      for (int i = 0; i < 200 && next_pid_shall_be(wanted); ++i) {
        const int pid = child([] { return 0; });
        join(pid);
        if (pid == wanted) break;
      }
      return 0;
    });
    ::close(ends[0]);
    ::close(ends[1]);
    join(wanted);
    join(other);
  }
  return 0;
}

int notes = -1;

/// Waits for a byte that a handler of its own writes.
int woken_from_outside() {
  int ends[2];
  if (::pipe(ends) != 0) return 99;
  notes = ends[1];
  ::signal(SIGUSR1, [](int) {
    if (::write(notes, "x", 1) != 1) ::_exit(98);
  });
  say("ready");
  char byte = 0;
  ssize_t count = 0;
  do count = ::read(ends[0], &byte, 1);
  while (count < 0 && errno == EINTR);
  say("woken");
  return count == 1 ? 4 : 97;
}

#ifdef __x86_64__

/// The fifth argument, where the kernel takes one, is 0.
long narrow_call(long number, long first = 0, long second = 0, long third = 0, long fourth = 0) {
  long result = number;
  asm volatile("int $0x80"
               : "+a"(result)
               : "b"(first), "c"(second), "d"(third), "S"(fourth), "D"(0L)
               : "memory", "r8", "r9", "r10", "r11");
  return static_cast<int>(result);
}

/// Everything that happens between processes, by calls of 32-bit programs.
int speaks_32_bits() {
  void* const low =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  if (low == MAP_FAILED) return 99;
  const auto address = reinterpret_cast<long>(low);
  auto* const ends = static_cast<int*>(low);
  auto* const text = static_cast<char*>(low) + 64;
  auto* const status = ends + 8;
  constexpr long kExit = 1, kFork = 2, kRead = 3, kWrite = 4, kClose = 6, kWaitpid = 7, kKill = 37,
                 kPipe = 42, kWaitid = 284;
  if (narrow_call(kPipe, address) != 0) return 98;
  const long pid = narrow_call(kFork);
  if (pid == 0) {
    narrow_call(kClose, ends[1]);
    const long size = narrow_call(kRead, ends[0], address + 64, 64);
    narrow_call(kWrite, 1, address + 64, size);
    narrow_call(kExit, 6);
  }
  std::memcpy(text, "narrow\n", 7);
  narrow_call(kClose, ends[0]);
  narrow_call(kWrite, ends[1], address + 64, 7);
  narrow_call(kClose, ends[1]);
  if (narrow_call(kWaitpid, pid, address + 32) != pid) return 97;
  const int first = WEXITSTATUS(*status);
  const long other = narrow_call(kFork);
  if (other == 0) {
    for (;;) ::pause();
  }
  narrow_call(kKill, other, SIGTERM);
  if (narrow_call(kWaitid, P_PID, other, address + 128, WEXITED) != 0) return 96;
  return first;
}

#else

int speaks_32_bits() {
  return 6;
}

#endif

}  // namespace

std::map<std::string, Program> programs_of_calls() {
  return {{"clones-untraced", clones_untraced},
          {"strict-mode", strict_mode},
          {"strict-mode-of-nobody", strict_mode_of_nobody},
          {"asks-a-tracer", asks_a_tracer},
          {"waits-for-stops", waits_for_stops},
          {"executes-in-vain", executes_in_vain},
          {"reuses-a-pid", reuses_a_pid},
          {"contends-for-a-pid", contends_for_a_pid},
          {"woken-from-outside", woken_from_outside},
          {"speaks-32-bits", speaks_32_bits}};
}

}  // namespace corpus
