#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <stdexcept>
#include <vector>

#include "app/program.hpp"
#include "core/mp/connection.hpp"
#include "core/mp/event.hpp"
#include "core/mp/fork.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/say.hpp"
#include "core/mp/semaphore.hpp"
#include "core/mp/sleep.hpp"
#include "core/mp/value.hpp"
#include "core/os/clock.hpp"

// mpdemo with lessons that misbehave, for the tests of the program around them.

namespace {

/// The parent waits for a child that never ends.
void hang() {
  const pid_t child = mp::fork();
  if (child == 0) {
    for (;;) ::pause();
  }
  mp::wait_for(child);
}

/// A child is killed; its parent ends well.
void killed() {
  const pid_t child = mp::fork();
  if (child == 0) {
    mp::say("about to be killed");
    ::raise(SIGKILL);
  }
  mp::wait_for(child);
  mp::say("the parent goes on");
}

void crash() {
  mp::say("about to crash");
  ::signal(SIGSEGV, SIG_DFL);
  ::raise(SIGSEGV);
}

void throws() {
  throw std::runtime_error("out of ideas");
}

/// Enough lines to fill every pipe.
void chatter() {
  for (int i = 0; i < 20'000; ++i) mp::say("line {} of a program that talks a lot", i);
}

/// Text that would steer a terminal.
void hostile() {
  mp::say("before\x1b[31m\x07 {}", "after");
}

/// A classic mistake: text is still in a buffer at the fork.
void buffered() {
  std::printf("printed once, before the fork\n");
  const pid_t child = mp::fork();
  if (child != 0) mp::wait_for(child);
}

/// A program that does not use mp, and forks by itself.
void shell() {
  const pid_t child = mp::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", "echo from the shell; (echo from below it); printf unfinished",
            nullptr);
  }
  mp::wait_for(child);
}

/// Work that no schedule shortens: going back over it takes time.
void dawdle() {
  mp::say("before the work");
  const os::Stamp end = os::now() + std::chrono::milliseconds(400);
  while (os::now() < end) {
  }
  mp::say("after the work");
}

/// Beside the demo, a process that is not held writes when it gets a signal.
void murmur() {
  sigset_t usr1;
  ::sigemptyset(&usr1);
  ::sigaddset(&usr1, SIGUSR1);
  ::sigprocmask(SIG_BLOCK, &usr1, nullptr);
  // Not mp::fork(): this child is not held.
  if (::fork() == 0) {
    ::sigwaitinfo(&usr1, nullptr);
    ::_exit(::write(STDOUT_FILENO, "from beside\n", 12) == 12 ? 0 : 1);
  }
  mp::say("somebody is beside me");
}

/// All processes wait for something that never comes, each for something else.
void stuck() {
  mp::Queue<int> queue;
  auto ends = mp::pipe<int>();
  mp::Lock lock;
  mp::Semaphore semaphore{0};
  mp::Event event;
  mp::Value<int> value;
  mp::Pool pool{1};
  lock.acquire();
  const auto guard = value.lock();
  const std::vector<std::function<void()>> waits = {
      [&] { queue.get(); },         [&] { ends.first.recv(); }, [&] { lock.acquire(); },
      [&] { semaphore.acquire(); }, [&] { event.wait(); },      [&] { value.set(1); },
  };
  for (const auto& wait : waits) {
    if (mp::fork() == 0) return wait();
  }
  pool.apply([] { mp::sleep_for(std::chrono::hours(1)); });
}

/// A child wants what its parent holds, and the parent waits for the child.
void embrace() {
  mp::Lock lock;
  lock.acquire();
  const pid_t child = mp::fork();
  if (child == 0) return lock.acquire();
  mp::wait_for(child);
}

/// Children that print lines of their own: their outcomes are all merges of these, and there
/// are more than anybody can list.
void print_side_by_side(int children, int lines) {
  std::vector<pid_t> all;
  for (int child = 0; child < children; ++child) {
    if (const pid_t pid = mp::fork(); pid != 0) {
      all.push_back(pid);
      continue;
    }
    for (int line = 1; line <= lines; ++line) mp::say("line {}", line);
    return;
  }
  for (const pid_t pid : all) mp::wait_for(pid);
}

void merges() {
  print_side_by_side(2, 7);
}

void many_merges() {
  print_side_by_side(3, 5);
}

void countless_merges() {
  print_side_by_side(5, 5);
}

constexpr lessons::Page kPage{"tests/app/fixture.cpp", "// A demo that misbehaves.\n"};

const lessons::Catalogue& misbehaving() {
  static const lessons::Catalogue all = {
      {"bad",
       "Demos that misbehave",
       {{"hang", lessons::plain<hang>, kPage, kPage},
        {"killed", lessons::plain<killed>, kPage, kPage},
        {"crash", lessons::plain<crash>, kPage, kPage},
        {"throws", lessons::plain<throws>, kPage, kPage},
        {"chatter", lessons::plain<chatter>, kPage, kPage},
        {"dawdle", lessons::plain<dawdle>, kPage, kPage},
        {"hostile", lessons::plain<hostile>, kPage, kPage},
        {"buffered", lessons::plain<buffered>, kPage, kPage},
        {"shell", lessons::plain<shell>, kPage, kPage},
        {"stuck", lessons::plain<stuck>, kPage, kPage},
        {"embrace", lessons::plain<embrace>, kPage, kPage},
        {"murmur", lessons::plain<murmur>, kPage, kPage},
        {"merges", lessons::plain<merges>, kPage, kPage},
        {"many-merges", lessons::plain<many_merges>, kPage, kPage},
        {"countless-merges", lessons::plain<countless_merges>, kPage, kPage}}},
  };
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  return app::run({argv, argv + argc}, misbehaving());
}
