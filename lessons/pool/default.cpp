// A pool has its workers before it has any work.
#include "core/mp/pool.hpp"

#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"

using mp::say;
using namespace std::chrono_literals;

static pid_t work(int number) {
  // This runs in a worker. Task 0 takes six seconds, task 1 five, and
  // so on: the higher its number, the less time it takes.
  say("task {} begins in worker {}", number, getpid());
  mp::sleep_for((6 - number) * 1s);
  say("task {} ends", number);
  return getpid();
}

void pool_default(int workers, int tasks) {
  // All workers start now, one for each CPU unless told otherwise.
  // No other process will be made: a task is work for a worker.
  mp::Pool pool{workers};

  // Each call only notes down a task, and goes on at once. A task
  // waits until a worker is free. With two workers task 1 ends first,
  // then task 0; tasks 2 and 3 end in the same second, in either
  // order.
  std::vector<mp::Future<pid_t>> results;
  for (int number = 0; number < tasks; ++number) {
    results.push_back(pool.apply_async(work, number));
  }
  say("{} tasks are waiting", tasks);

  // A Future stands for a result that is still to come; get() waits
  // for it. The worker's PID comes back from another process.
  for (int number = 0; number < tasks; ++number) {
    const pid_t worker = results[static_cast<size_t>(number)].get();
    say("task {} was done by {}", number, worker);
  }

  // No more tasks; the workers leave, and join() waits for them.
  pool.close();
  pool.join();
}
