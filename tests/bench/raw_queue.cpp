#include <semaphore.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <new>

#include "core/os/error.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/sync/futex.hpp"
#include "tests/bench/pass.hpp"
#include "tests/bench/raw_bytes.hpp"

// Peers for queues, made of Linux's means: a pipe with a lock at each end, like
// CPython's queues, and two futex words on which two processes sleep.

namespace {

class LockedPipe {
 public:
  LockedPipe() : memory_(2 * sizeof(sem_t)), locks_(static_cast<sem_t*>(memory_.data())) {
    os::check(::sem_init(&locks_[0], 1, 1), "cannot make a semaphore");
    os::check(::sem_init(&locks_[1], 1, 1), "cannot make a semaphore");
  }

  void put(const std::string& message) {
    const auto size = static_cast<std::uint32_t>(message.size());
    // In one write(2), which costs less than two.
    text_.assign(reinterpret_cast<const char*>(&size), sizeof size).append(message);
    ::sem_wait(&locks_[0]);
    bench::write_whole(ends_.b, text_.data(), text_.size());
    ::sem_post(&locks_[0]);
  }
  void take_all() {
    for (std::uint32_t size = 1; size > 0;) {
      ::sem_wait(&locks_[1]);
      bench::read_whole(ends_.a, reinterpret_cast<char*>(&size), sizeof size);
      text_.resize(size);
      bench::read_whole(ends_.a, text_.data(), text_.size());
      ::sem_post(&locks_[1]);
    }
  }
  void end(long consumers) {
    for (; consumers > 0; --consumers) put("");
  }

 private:
  os::SharedMemory memory_;
  sem_t* locks_;
  bench::RawPair ends_{bench::RawPair::pipe()};
  std::string text_;  // each process has its own
};

double pass(const bench::Numbers& numbers) {
  LockedPipe queue;
  return bench::pass(queue, numbers);
}

/// Passes the turn, and sleeps until it comes back.
double wake(const bench::Numbers& numbers) {
  const auto rounds = static_cast<std::uint32_t>(numbers[0]);
  const os::SharedMemory memory(128);  // two words, in cache lines of their own
  auto* there = new (memory.data()) os::FutexWord(0);
  auto* back = new (static_cast<char*>(memory.data()) + 64) os::FutexWord(0);
  const auto report = [](os::FutexWord& word, std::uint32_t turn) {
    word = turn;
    os::futex_wake(word, 1);
  };
  const auto await = [](os::FutexWord& word, std::uint32_t turn) {
    while (word != turn) os::futex_wait(word, turn - 1);
  };
  bench::Children answerer;
  bench::use_cpu(0);
  answerer.add([&] {
    bench::use_cpu(1);
    for (std::uint32_t i = 1; i <= rounds; ++i) await(*there, i), report(*back, i);
  });
  answerer.go();
  const double taken = bench::seconds_of([&] {
    for (std::uint32_t i = 1; i <= rounds; ++i) report(*there, i), await(*back, i);
  });
  answerer.join(1);
  return taken / rounds / 2;
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv, {{"pass", bench::kPassNumbers, pass}, {"wake", "ROUNDS", wake}});
}
