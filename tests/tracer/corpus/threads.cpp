#include <unistd.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "tests/tracer/corpus/corpus.hpp"

namespace corpus {
namespace {

int thread_pool() {
  std::atomic<int> next{0};
  std::atomic<int> sum{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int task = next++; task < 100; task = next++) sum += task;
    });
  }
  for (auto& thread : threads) thread.join();
  say("sum " + std::to_string(sum));
  return 0;
}

int threads_that_fork() {
  std::mutex mutex;
  std::vector<std::thread> threads;
  int sum = 0;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      const int code = join(child([] { return 2; }));
      const std::lock_guard guard(mutex);
      sum += code;
    });
  }
  for (auto& thread : threads) thread.join();
  return sum;
}

int exec_from_a_thread() {
  std::thread thread([] {
    ::execl("/bin/echo", "echo", "from a thread", nullptr);
    ::_exit(127);
  });
  for (;;) ::pause();
}

/// The first thread has ended when another one ends the process.
int outlives_its_first_thread() {
  std::thread thread([] {
    until([] { return state_of(::getpid()) == 'Z'; });
    say("alone");
    ::_exit(8);
  });
  thread.detach();
  ::pthread_exit(nullptr);
}

int exits_in_a_thread() {
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i)
    threads.emplace_back([] {
      for (;;) ::pause();
    });
  std::thread last([] { ::_exit(11); });
  last.join();
  return 0;
}

}  // namespace

std::map<std::string, Program> programs_of_threads() {
  return {{"thread-pool", thread_pool},
          {"threads-that-fork", threads_that_fork},
          {"exec-from-a-thread", exec_from_a_thread},
          {"outlives-its-first-thread", outlives_its_first_thread},
          {"exits-in-a-thread", exits_in_a_thread}};
}

}  // namespace corpus
