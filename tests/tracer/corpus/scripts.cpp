#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>

#include "tests/tracer/corpus/corpus.hpp"
#include "tests/tracer/corpus/small_script.hpp"

namespace corpus {
namespace {

constexpr int kPipes = 2;
std::array<std::array<int, 2>, kPipes> g_pipes{};

std::string file_named(char kind, int which) {
  return std::string("mpdemo-script-") + kind + std::to_string(which);
}

volatile int* g_words = nullptr;  // that all share

volatile int* shared_words() {
  constexpr std::size_t kSize = 4096;
  void* const memory =
      ::mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) std::abort();
  return static_cast<volatile int*>(memory);
}

std::string g_name;  // of this process

void say_handled(int /*signal*/) {
  say(tests::line_at(g_name, 0, "handled"));
}

/// One process of a script; it never returns in a child.
class Actor {
 public:
  Actor(std::string name, pid_t parent) : name_(std::move(name)), parent_(parent) {
    g_name = name_;
  }

  int run(const tests::Script& script) {
    for (const tests::Step& step : script) {
      ++at_;
      if (step.what == 'e') return step.which;
      act(step);
    }
    return 0;
  }

 private:
  void act(const tests::Step& step) {
    const auto which = static_cast<std::size_t>(step.which);
    char byte = 0;
    switch (step.what) {
      case 'p':
        return tell();
      case '(':
        return fork(step.child);
      case 'w':
        return wait(-1, -1);
      case 'W':
        return wait(children_.at(which), step.which);
      case 'K':
      case 'T':
        ::kill(children_.at(which), step.what == 'K' ? SIGKILL : SIGTERM);
        return;
      case '>':
        if (::write(g_pipes.at(which)[1], &step.byte, 1) != 1) tell("is broken");
        return;
      case '<':
        if (::read(g_pipes.at(which)[0], &byte, 1) == 1) return tell(std::string("got ") + byte);
        return tell(errno == EINTR ? "interrupted" : "is closed");
      case 'c':
        ::close(g_pipes.at(which)[0]);
        return;
      case 'P':
        return tell(::getppid() == parent_ ? "parent" : "orphan");
      case 's':
        ::kill(parent_, SIGUSR1);
        return;
      case 'L':
        locks_.at(which) = ::open(file_named('L', step.which).c_str(), O_RDWR | O_CREAT, 0600);
        ::flock(locks_.at(which), LOCK_EX);
        return;
      case 'U':
        ::flock(locks_.at(which), LOCK_UN);
        return;
      case 'g':
        return tell("read " + std::to_string(g_words[which]));
      case 'i': {
        const int before = g_words[which];
        g_words[which] = before + 1;
        return;
      }
      case 'x':
        return tell("was " +
                    std::to_string(__atomic_fetch_add(&g_words[which], 1, __ATOMIC_SEQ_CST)));
      case 'X': {
        const int made =
            ::open(file_named('X', step.which).c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
        return tell(made >= 0 ? "won" : "lost");
      }
      default:
        std::abort();
    }
  }

  void tell(const std::string& more = "") const { say(tests::line_at(name_, at_, more)); }

  void fork(const tests::Script& script) {
    const std::string name = name_ + std::to_string(children_.size());
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
      // An inherited lock would be held by both.
      for (const int lock : locks_) {
        if (lock >= 0) ::close(lock);
      }
      ::_exit(Actor(name, parent).run(script));
    }
    children_.push_back(child);
  }

  void wait(pid_t whom, int which) const {
    int status = 0;
    const pid_t child = ::waitpid(whom, &status, 0);
    if (child < 0 && errno == EINTR) return tell("interrupted");
    for (std::size_t i = 0; which < 0 && i < children_.size(); ++i) {
      if (children_[i] == child) which = static_cast<int>(i);
    }
    tell(child < 0 ? "nobody" : "reaped " + std::to_string(which) + " " + std::to_string(status));
  }

  std::string name_;
  pid_t parent_;
  int at_ = 0;
  std::vector<pid_t> children_;
  std::array<int, 2> locks_{-1, -1};
};

int script() {
  const char* const text = std::getenv("MPDEMO_SCRIPT");
  if (!text) return 99;
  for (auto& pipe : g_pipes) {
    if (::pipe(pipe.data()) != 0) return 99;
  }
  ::signal(SIGPIPE, SIG_IGN);
  std::size_t at = 0;
  const tests::Script script = tests::script_in(text, at);
  struct sigaction handled {};
  handled.sa_handler = say_handled;
  if (tests::sends_signals(script)) ::sigaction(SIGUSR1, &handled, nullptr);
  if (tests::shares_memory(script)) g_words = shared_words();
  return Actor("m", ::getppid()).run(script);
}

/// The signal may come before the child blocks it, and then kills the child.
int blocks_late() {
  const int pid = child([] {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGUSR1);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    int number = 0;
    ::sigwait(&signals, &number);
    return 0;
  });
  ::kill(pid, SIGUSR1);
  int status = 0;
  ::waitpid(pid, &status, 0);
  say("status " + std::to_string(status));
  return 0;
}

/// The same for a handler.
int handles_late() {
  const int pid = child([] {
    ::signal(SIGUSR1, say_handled);
    say("ready");
    return 0;
  });
  ::kill(pid, SIGUSR1);
  int status = 0;
  ::waitpid(pid, &status, 0);
  say("status " + std::to_string(status));
  return 0;
}

/// Each of two processes waits until the other does not want to go first.
int after_you() {
  volatile int* const wants = shared_words();
  const auto enter = [wants](int self) {
    wants[self] = 1;
    while (wants[1 - self] != 0) continue;
    wants[self] = 0;
    return 0;
  };
  const int pid = child([&] { return enter(0); });
  enter(1);
  int status = 0;
  ::waitpid(pid, &status, 0);
  say("both were first");
  return 0;
}

/// A loop that nobody wants to step through, and another process that looks now and then.
int counts_for_long() {
  volatile int* const counter = shared_words();
  const int pid = child([counter] {
    for (int i = 0; i < 100'000; ++i) counter[0] = counter[0] + 1;
    return 0;
  });
  int status = 0;
  ::waitpid(pid, &status, 0);
  say(std::to_string(counter[0]));
  return 0;
}

void futex(volatile int* word, int operation, int value) {
  ::syscall(SYS_futex, word, operation, value, nullptr);
}

/// It looks at the word twice, and may wait for what has already come.
int waits_with_a_second_look() {
  volatile int* const word = shared_words();
  const int pid = child([word] {
    while (word[0] == 0) futex(word, FUTEX_WAIT, word[0]);
    say("woken");
    return 0;
  });
  word[0] = 1;
  futex(word, FUTEX_WAKE, 1);
  int status = 0;
  ::waitpid(pid, &status, 0);
  return 0;
}

/// Who waited first is woken, and the other is not.
int wakes_one_of_two() {
  volatile int* const word = shared_words();
  for (const char* name : {"1", "2"}) {
    child([word, name] {
      futex(word, FUTEX_WAIT, 0);
      say(name);
      return 0;
    });
  }
  futex(word, FUTEX_WAKE, 1);
  while (::wait(nullptr) > 0) continue;
  return 0;
}

/// One process is told by a signal while it is about to use the memory.
int told_while_reading() {
  volatile int* const word = shared_words();
  ::signal(SIGUSR1, say_handled);
  const int pid = child([word] {
    g_name = "child";
    say("read " + std::to_string(word[0]));
    return 0;
  });
  ::kill(pid, SIGUSR1);
  int status = 0;
  ::waitpid(pid, &status, 0);
  return 0;
}

volatile int* g_word = nullptr;

/// A handler writes what its own process is about to read.
int reads_beside_a_handler() {
  g_word = shared_words();
  ::signal(SIGCHLD, [](int) { *g_word = 1; });
  const int pid = child([] { return 0; });
  say("read " + std::to_string(*g_word));
  int status = 0;
  ::waitpid(pid, &status, 0);
  return 0;
}

/// Memory that the process itself must not use any more, next to some that it shares.
int crashes_in_its_memory() {
  volatile int* const word = shared_words();
  const int pid = child([word] {
    word[0] = 1;
    ::mprotect(const_cast<int*>(word), 4096, PROT_NONE);
    word[0] = 2;
    return 0;
  });
  int status = 0;
  ::waitpid(pid, &status, 0);
  say("killed by " + std::to_string(WTERMSIG(status)));
  return 0;
}

}  // namespace

std::map<std::string, Program> programs_of_scripts() {
  return {{"script", script},
          {"after-you", after_you},
          {"counts-for-long", counts_for_long},
          {"told-while-reading", told_while_reading},
          {"reads-beside-a-handler", reads_beside_a_handler},
          {"waits-with-a-second-look", waits_with_a_second_look},
          {"wakes-one-of-two", wakes_one_of_two},
          {"crashes-in-its-memory", crashes_in_its_memory},
          {"blocks-late", blocks_late},
          {"handles-late", handles_late}};
}

}  // namespace corpus
