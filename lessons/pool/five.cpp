// With a worker for every task, all of them run at once.
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

void pool_five(int tasks) {
  // Five workers, however many CPUs there are: a sleeper needs none.
  mp::Pool pool{5};

  // Five tasks and five workers, so no task waits. All begin at once,
  // and the shortest is done first: 4, 3, 2, 1, 0, in six seconds
  // altogether instead of twenty.
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
