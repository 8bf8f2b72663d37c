#include <poll.h>
#include <signal.h>
#include <sys/types.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/mp/error.hpp"
#include "core/mp/pool.hpp"
#include "core/os/process/process.hpp"
#include "tests/soak/item.hpp"
#include "tests/soak/soaks.hpp"
#include "tests/soak/troupe.hpp"

using namespace std::chrono_literals;

namespace soak {
namespace {

/// What a task does, and what its caller may expect.
struct Order {
  enum class Kind : std::uint32_t { item, error, suicide } kind;
  std::uint32_t number;
  std::uint64_t seed;
};

std::string item_for(Order order) {
  Random random(order.seed);
  return make_item({0, order.number}, random);
}

std::string do_order(Order order, std::string parcel) {
  if (order.kind == Order::Kind::error)
    throw std::runtime_error("order " + std::to_string(order.number));
  if (order.kind == Order::Kind::suicide) ::raise(SIGKILL);
  return parcel.empty() ? item_for(order) : parcel;
}

std::uint64_t square(std::uint64_t number) {
  return number * number;
}

/// The process that has the pool. What it counts: desk.sent, the tasks that it
/// has handed in; desk.counted, those that failed because their worker died.
class Owner {
 public:
  Owner(const Round& round, Actor& actor, int workers, std::optional<int> max_tasks)
      : round_(round),
        actor_(actor),
        workers_(workers),
        pool_(workers, {.max_tasks_per_worker = max_tasks}) {}

  void work(std::uint64_t batches) {
    for (; batches > 0; --batches) {
      const std::uint64_t way = pick(actor_.random, 1, 4);
      if (way <= 2) one_by_one();
      if (way == 3) map();
      if (way == 4) imap();
    }
    actor_.begin("counting the workers");
    if (pool_.workers().size() != static_cast<std::size_t>(workers_))
      round_.problem("a pool of {} workers has {}", workers_, pool_.workers().size());
  }

  void end() {
    const std::uint64_t way = pick(actor_.random, 1, 3);
    if (way == 1) {
      actor_.begin("close and join");
      pool_.close();
      pool_.join();
    } else if (way == 2) {
      actor_.begin("terminate and join");
      pool_.terminate();
      pool_.join();
    }
    actor_.begin("the pool's destructor");
  }

 private:
  Order next_order() {
    const std::uint64_t luck = pick(actor_.random, 1, 100);
    const auto kind = luck == 1    ? Order::Kind::suicide
                      : luck <= 10 ? Order::Kind::error
                                   : Order::Kind::item;
    return {kind, next_number_++, actor_.random()};
  }

  void one_by_one() {
    struct Given {
      Order order;
      mp::Future<std::string> future;
    };
    std::vector<Given> given;
    actor_.begin("apply_async");
    for (auto n = pick(actor_.random, 1, 100); n > 0; --n) {
      const Order order = next_order();
      // Some tasks carry the item that they return.
      const std::string parcel = chance(actor_.random, 1, 3) ? item_for(order) : std::string();
      given.push_back({order, pool_.apply_async(do_order, order, parcel)});
      ++actor_.desk.sent;
    }
    for (auto& [order, future] : given) {
      actor_.begin("get");
      check(order, future);
      actor_.did();
    }
  }

  void check(const Order& order, mp::Future<std::string>& future) {
    try {
      const std::string item = future.get_for(20s);
      if (order.kind != Order::Kind::item)
        round_.problem("task {} gave a result instead of an error", order.number);
      else if (item != item_for(order))
        round_.problem("the result of task {} is not its own", order.number);
    } catch (const mp::WorkerDied&) {
      if (order.kind != Order::Kind::suicide) ++actor_.desk.counted;
    } catch (const mp::Timeout&) {
      round_.problem("task {} has not ended within 20 seconds", order.number);
    } catch (const std::runtime_error& error) {
      if (order.kind != Order::Kind::error ||
          error.what() != "order " + std::to_string(order.number))
        round_.problem("task {} failed: {}", order.number, error.what());
    }
  }

  void map() {
    std::vector<std::uint64_t> numbers(pick(actor_.random, 0, 5000));
    std::iota(numbers.begin(), numbers.end(), actor_.random() % 1000);
    actor_.begin("map");
    auto future = pool_.map_async(square, numbers, static_cast<long>(pick(actor_.random, 1, 200)));
    actor_.desk.sent += numbers.size();
    try {
      const auto squares = future.get_for(20s);
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (squares.size() != numbers.size() || squares[i] != numbers[i] * numbers[i])
          return round_.problem("a map of {} items gave wrong results", numbers.size());
      }
    } catch (const mp::WorkerDied&) {
      ++actor_.desk.counted;
    } catch (const mp::Timeout&) {
      round_.problem("a map of {} items has not ended within 20 seconds", numbers.size());
    }
    actor_.did();
  }

  void imap() {
    std::vector<std::uint64_t> numbers(pick(actor_.random, 0, 2000));
    std::iota(numbers.begin(), numbers.end(), 0);
    const std::uint64_t chunk = pick(actor_.random, 1, 50);
    actor_.begin("imap_unordered");
    auto results = pool_.imap_unordered(square, numbers, static_cast<long>(chunk));
    actor_.desk.sent += numbers.size();
    std::vector<bool> seen(numbers.size());
    std::uint64_t died = 0, missing = 0;
    for (;;) {
      try {
        const auto result = results.next_for(20s);
        if (!result) break;
        const auto root = static_cast<std::size_t>(std::sqrt(static_cast<double>(*result)) + 0.5);
        if (root >= seen.size() || root * root != *result || seen[root])
          return round_.problem("an imap gave {}, which is wrong or comes twice", *result);
        seen[root] = true;
        actor_.did();
      } catch (const mp::WorkerDied&) {
        ++died;
      } catch (const mp::Timeout&) {
        return round_.problem("no result of an imap has come for 20 seconds");
      }
    }
    for (const bool one : seen) missing += one ? 0 : 1;
    if (missing > died * chunk)
      round_.problem("an imap has lost {} items with {} chunks of {}", missing, died, chunk);
    actor_.desk.counted += died;
  }

  const Round& round_;
  Actor& actor_;
  int workers_;
  std::uint32_t next_number_ = 0;
  mp::Pool pool_;
};

std::vector<pid_t> children_of(pid_t parent) {
  const std::string pid = std::to_string(parent);
  std::ifstream file("/proc/" + pid + "/task/" + pid + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; file >> child;) children.push_back(child);
  return children;
}

/// Kills a worker of the owner; false: it had none, or the owner has ended.
bool kill_worker(Round& round, pid_t owner) {
  const auto workers = children_of(owner);
  if (workers.empty()) return false;
  const pid_t victim = workers[pick(round.random, 0, workers.size() - 1)];
  // Not one that has been reaped and whose PID is reused.
  const auto state = os::state_of(victim);
  if (!state || state->parent != owner || state->state == 'Z') return false;
  os::send_signal(victim, SIGKILL);
  ++round.kills;
  return true;
}

}  // namespace

void soak_pool(Round& round) {
  const auto workers = static_cast<int>(pick(round.random, 1, 6));
  const auto batches = pick(round.random, 2, 12);
  std::optional<int> max_tasks;
  if (chance(round.random, 1, 3)) max_tasks = static_cast<int>(pick(round.random, 1, 20));
  std::uint64_t kills = pick(round.random, 0, 10);
  const bool owner_dies = chance(round.random, 1, 5);

  Troupe troupe(round);
  const std::size_t owner = troupe.start("owner", [&](Actor& actor) {
    Owner pool(round, actor, workers, max_tasks);
    pool.work(batches);
    pool.end();
  });
  const pid_t pid = troupe.desk(owner).pid;
  std::uint64_t killed = 0;
  std::uint64_t goal = pick(round.random, 1, 50);
  while (troupe.is_playing("owner")) {
    if (!troupe.look()) return;
    if (troupe.progress() >= goal) {
      if (kills > 0 && kill_worker(round, pid)) {
        --kills;
        ++killed;
      }
      if (kills == 0 && owner_dies) troupe.kill(owner);
      goal = troupe.progress() + pick(round.random, 1, 100);
    }
    ::poll(nullptr, 0, 1);
  }
  round.items += troupe.desk(owner).sent;
  const std::uint64_t failed = troupe.desk(owner).counted;
  round.lost += failed;
  if (failed > killed)
    round.problem("{} tasks failed because their workers died, and {} workers were killed", failed,
                  killed);
}

}  // namespace soak
