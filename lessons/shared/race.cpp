// Two processes that add to one number can lose what they add.
#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/mp/value.hpp"

using mp::say;

static void add(mp::Value<long>& total, long times) {
  for (long i = 0; i < times; ++i) {
    // To add one is to read, to add, and to write. Between the read
    // and the write another process may write, too: its one is lost.
    total.set(total.get() + 1);
  }
}

static void add_locked(mp::Value<long>& total, long times) {
  for (long i = 0; i < times; ++i) {
    // The holder of the guard has the number to itself until the end of
    // this block. The others wait for their turn. That is mutual
    // exclusion, and the block is a critical section.
    const auto guard = total.lock();
    total.set(total.get() + 1);
  }
}

static long race(void (*work)(mp::Value<long>&, long), int processes,
                 long times) {
  mp::Value<long> total{0};
  std::vector<mp::Process> all;
  // Start them all, then wait for them all.
  for (int i = 0; i < processes; ++i) {
    all.emplace_back(work, std::ref(total), times).start();
  }
  for (auto& process : all) process.join();
  return total.get();
}

void shared_race(int processes, long times) {
  // First without a lock. The result may be right or too small, and
  // another one in the next run: that is a race condition.
  const long unlocked = race(add, processes, times);
  say("without the lock: {} of {}", unlocked, processes * times);

  // Then with it. The result is right, every time.
  const long locked = race(add_locked, processes, times);
  say("with the lock: {} of {}", locked, processes * times);
}
