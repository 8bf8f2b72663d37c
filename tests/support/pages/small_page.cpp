#include "tests/support/pages/small_page.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <tuple>
#include <utility>

#include "core/mp/barrier.hpp"
#include "core/mp/condition.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/say.hpp"
#include "core/mp/sleep.hpp"
#include "core/mp/value.hpp"

namespace support {

using What = Doing::What;
using record::Outcome;

// ---- made up

namespace {

int below(std::mt19937& random, int limit) {
  return static_cast<int>(random() % static_cast<unsigned>(limit));
}

/// `may_lock`: not one that may be terminated, since the lock would have to be judged then.
void add_any(std::vector<Doing>& doings, std::mt19937& random, bool may_lock) {
  constexpr std::array kGuarded = {What::say, What::load, What::wait, What::notify, What::notify};
  switch (below(random, may_lock ? 11 : 8)) {
    case 0:
    case 1:
      doings.push_back({What::say});
      break;
    case 2:
      doings.push_back({What::put, below(random, 3)});
      break;
    case 3:
      doings.push_back({What::get});
      break;
    case 4:
      doings.push_back({What::load});
      break;
    case 5:
      doings.push_back({What::store});
      break;
    case 6:
      doings.push_back({below(random, 2) == 0 ? What::set : What::await});
      break;
    case 7:
      doings.push_back({What::sleep});
      break;
    case 8:
      doings.push_back({What::meet});
      break;
    default:
      doings.push_back({What::lock});
      doings.push_back({kGuarded[static_cast<std::size_t>(below(random, kGuarded.size()))]});
      doings.push_back({What::unlock});
  }
}

}  // namespace

SmallPage random_page(std::mt19937& random) {
  SmallPage page;
  const int children = 1 + below(random, 2);
  const bool terminates = below(random, 3) == 0;
  for (int child = 1; child <= children; ++child) {
    auto& own = page.children.emplace_back();
    for (int i = 1 + below(random, 3); i > 0; --i) add_any(own, random, !terminates);
    own.push_back({What::say});
    page.parent.push_back({What::start, child});
    if (below(random, 3) == 0) add_any(page.parent, random, true);
  }
  for (int i = below(random, 3); i > 0; --i) add_any(page.parent, random, true);
  if (terminates) page.parent.push_back({What::terminate, 1});
  if (below(random, 2) == 0) page.parent.push_back({What::join, children});
  page.parent.push_back({What::say});
  return page;
}

SmallPage random_pool_page(std::mt19937& random) {
  SmallPage page;
  page.workers = 1 + below(random, 2);
  page.closes = below(random, 2) == 0;
  const int tasks = 1 + below(random, 2);
  for (int task = 1; task <= tasks; ++task) {
    auto& own = page.tasks.emplace_back();
    own.push_back({What::say});
    if (below(random, 2) == 0) own.push_back({below(random, 2) == 0 ? What::store : What::load});
    if (below(random, 2) == 0) own.push_back({What::sleep});
    own.push_back({What::say});
    page.parent.push_back({What::hand_in, task});
    if (below(random, 3) == 0) page.parent.push_back({What::say});
  }
  for (int task = tasks; task >= 1; --task) {
    if (below(random, 4) != 0) page.parent.push_back({What::fetch, task});
    if (below(random, 2) == 0) page.parent.push_back({What::say});
  }
  return page;
}

std::string to_string(const SmallPage& page) {
  static const std::vector<std::string> names = {
      "say",  "put",    "get",  "lock",  "unlock", "load", "store",     "set",     "await",
      "wait", "notify", "meet", "sleep", "start",  "join", "terminate", "hand in", "fetch"};
  const auto line = [&](const std::string& who, const std::vector<Doing>& doings) {
    std::string text = who + ":";
    for (const Doing& doing : doings)
      text += fmt::format(" {} {},", names[static_cast<std::size_t>(doing.what)], doing.which);
    return text + "\n";
  };
  std::string text = line("parent", page.parent);
  for (const auto& child : page.children) text += line("child", child);
  for (const auto& task : page.tasks) text += line("task", task);
  if (page.workers != 0)
    text += fmt::format("{} workers{}\n", page.workers, page.closes ? ", closed and joined" : "");
  return text;
}

// ---- on a stage

namespace {

/// What the processes of a page share, and what each of them remembers.
struct Shared {
  mp::Queue<int> queue;
  mp::Lock lock;
  mp::Condition condition{lock};
  mp::Value<int> value{0};
  mp::Event event;
  mp::Barrier barrier{2};
};
Shared* g_shared = nullptr;
const SmallPage* g_page = nullptr;

void act_out(const Doing& doing, int place, int& last) {
  switch (doing.what) {
    case What::say:
      return mp::say("{} {}", place, last);
    case What::put:
      return g_shared->queue.put(doing.which);
    case What::get:
      last = g_shared->queue.get();
      return;
    case What::lock:
      return g_shared->lock.lock();
    case What::unlock:
      return g_shared->lock.unlock();
    case What::load:
      last = g_shared->value.get();
      return;
    case What::store:
      return g_shared->value.set(last + 1);
    case What::set:
      return g_shared->event.set();
    case What::await:
      return g_shared->event.wait();
    case What::wait:
      return g_shared->condition.wait();
    case What::notify:
      return g_shared->condition.notify();
    case What::meet:
      last = static_cast<int>(g_shared->barrier.wait());
      return;
    default:
      return mp::sleep_for(std::chrono::seconds(1));
  }
}

int act_out_all(const std::vector<Doing>& doings) {
  int last = 0;
  for (std::size_t i = 0; i < doings.size(); ++i) act_out(doings[i], static_cast<int>(i), last);
  return last;
}

void act_out_parent(std::vector<mp::Process>& children, mp::Pool* pool) {
  std::map<int, mp::Future<int>> results;
  int last = 0;
  for (std::size_t i = 0; i < g_page->parent.size(); ++i) {
    const Doing& doing = g_page->parent[i];
    const auto index = static_cast<std::size_t>(std::max(doing.which, 1)) - 1;
    if (doing.what == What::start) {
      children[index].start();
    } else if (doing.what == What::join) {
      children[index].join();
    } else if (doing.what == What::terminate) {
      children[index].terminate();
    } else if (doing.what == What::hand_in) {
      results.emplace(
          doing.which,
          pool->apply_async([](std::size_t task) { return act_out_all(g_page->tasks[task]); },
                            index));
    } else if (doing.what == What::fetch) {
      last = results.at(doing.which).get();
    } else {
      act_out(doing, static_cast<int>(i), last);
    }
  }
  if (!pool || !g_page->closes) return;
  pool->close();
  pool->join();
}

}  // namespace

void act_out(const SmallPage& page) {
  Shared shared;
  g_shared = &shared;
  g_page = &page;
  std::optional<mp::Pool> pool;
  if (page.workers != 0) pool.emplace(page.workers);
  std::vector<mp::Process> children;
  for (const auto& child : page.children) children.emplace_back([&child] { act_out_all(child); });
  act_out_parent(children, pool ? &*pool : nullptr);
}

// ---- in a model

namespace {

using Lines = std::vector<Outcome::Line>;

struct One {
  bool is_there = false, has_ended = false;
  std::size_t at = 0;
  int last = 0;
  int task = 0;   // a worker's, from 1
  int phase = 0;  // of what takes several acts
  auto key() const { return std::tie(is_there, has_ended, at, last, task, phase); }
  bool operator<(const One& other) const { return key() < other.key(); }
};

struct World {
  std::vector<One> all;  // the parent, and then children or workers
  std::vector<int> queue, tasks;
  std::map<int, int> results;
  std::vector<std::size_t> waiting, notified;  // at the condition
  std::vector<std::size_t> arrived, passing;   // at the barrier
  int holder = -1, value = 0;
  bool is_set = false, is_closed = false;
  auto key() const {
    return std::tie(all, queue, tasks, results, waiting, notified, arrived, passing, holder, value,
                    is_set, is_closed);
  }
  bool operator<(const World& other) const { return key() < other.key(); }
};

class Model {
 public:
  explicit Model(const SmallPage& page) : page_(page) {}

  std::set<Outcome> outcomes() {
    World world;
    const auto others =
        page_.workers != 0 ? static_cast<std::size_t>(page_.workers) : page_.children.size();
    world.all.resize(1 + others);
    world.all[0].is_there = true;
    for (std::size_t i = 1; i <= others; ++i) world.all[i].is_there = page_.workers != 0;
    return after(world);
  }

 private:
  /// Everything that can come from here on.
  const std::set<Outcome>& after(const World& world) {
    if (const auto known = known_.find(world); known != known_.end()) return known->second;
    std::set<Outcome> all;
    bool is_stuck = true;
    for (std::size_t who = 0; who < world.all.size(); ++who) {
      World next = world;
      Lines printed;
      if (!act(next, who, printed)) continue;
      is_stuck = false;
      for (Outcome outcome : after(next)) {
        outcome.lines.insert(outcome.lines.begin(), printed.begin(), printed.end());
        all.insert(std::move(outcome));
      }
    }
    if (is_stuck) {
      const bool is_over = std::all_of(world.all.begin(), world.all.end(), [](const One& one) {
        return !one.is_there || one.has_ended;
      });
      all.insert({{}, is_over ? "ok" : "deadlock"});
    }
    return known_.emplace(world, std::move(all)).first->second;
  }

  std::string name_of(std::size_t who) const {
    if (who == 0) return "parent";
    return fmt::format("{}-{}", page_.workers != 0 ? "worker" : "child", who);
  }

  /// One act of one process; false: it cannot act.
  bool act(World& world, std::size_t who, Lines& printed) {
    One& one = world.all[who];
    if (!one.is_there || one.has_ended) return false;
    if (who != 0 && page_.workers != 0) return act_of_worker(world, who, printed);
    const auto& doings = who == 0 ? page_.parent : page_.children[who - 1];
    if (one.at >= doings.size()) return end(world, who, one.at - doings.size());
    if (!act(world, who, doings[one.at], printed)) return false;
    ++one.at;
    return true;
  }

  bool act_of_worker(World& world, std::size_t who, Lines& printed) {
    One& one = world.all[who];
    if (one.task == 0) {
      if (world.tasks.empty()) {
        one.has_ended = world.is_closed;
        return world.is_closed;
      }
      one.task = world.tasks.front();
      world.tasks.erase(world.tasks.begin());
      return true;
    }
    const auto& doings = page_.tasks[static_cast<std::size_t>(one.task) - 1];
    if (one.at == doings.size()) {
      world.results[one.task] = one.last;
      one = {true, false, 0, 0, 0};
      return true;
    }
    if (!act(world, who, doings[one.at], printed)) return false;
    ++one.at;
    return true;
  }

  /// The parent waits for all that it has started; a pool it ends first, one by one.
  bool end(World& world, std::size_t who, std::size_t step) {
    One& one = world.all[who];
    const bool ends_pool = who == 0 && page_.workers != 0;
    if (ends_pool && page_.closes && step == 0) {
      world.is_closed = true;
      ++one.at;
      return true;
    }
    if (ends_pool && !page_.closes && step < world.all.size() - 1) {
      world.all[step + 1].has_ended = true;
      ++one.at;
      return true;
    }
    const bool waits =
        who == 0 && std::any_of(world.all.begin() + 1, world.all.end(), [](const One& other) {
          return other.is_there && !other.has_ended;
        });
    one.has_ended = !waits;
    return !waits;
  }

  bool act(World& world, std::size_t who, const Doing& doing, Lines& printed) {
    One& one = world.all[who];
    const auto which = static_cast<std::size_t>(std::max(doing.which, 0));
    switch (doing.what) {
      case What::say:
        printed.push_back({name_of(who), fmt::format("{} {}", one.at, one.last)});
        return true;
      case What::put:
        world.queue.push_back(doing.which);
        return true;
      case What::get:
        if (world.queue.empty()) return false;
        one.last = world.queue.front();
        world.queue.erase(world.queue.begin());
        return true;
      case What::lock:
        if (world.holder != -1) return false;
        world.holder = static_cast<int>(who);
        return true;
      case What::unlock:
        world.holder = -1;
        return true;
      case What::load:
        one.last = world.value;
        return true;
      case What::store:
        world.value = one.last + 1;
        return true;
      case What::set:
        return world.is_set = true;
      case What::await:
        return world.is_set;
      case What::wait:
        return wait(world, who);
      case What::notify:
        if (!world.waiting.empty()) {
          world.notified.push_back(world.waiting.front());
          world.waiting.erase(world.waiting.begin());
        }
        return true;
      case What::meet:
        return meet(world, who);
      case What::sleep:
        return true;
      case What::start:
        return world.all[which].is_there = true;
      case What::join:
        return world.all[which].has_ended;
      case What::terminate:
        return world.all[which].has_ended = true;
      case What::hand_in:
        world.tasks.push_back(doing.which);
        return true;
      case What::fetch:
        if (world.results.count(doing.which) == 0) return false;
        one.last = world.results[doing.which];
        return true;
    }
    return false;
  }

  /// It goes on with what it is at: its next act is a part of that.
  static bool go_on(One& one, int phase) {
    one.phase = phase;
    --one.at;
    return true;
  }

  /// Unlocks, is notified, and locks.
  static bool wait(World& world, std::size_t who) {
    One& one = world.all[who];
    if (one.phase == 0) {
      world.holder = -1;
      world.waiting.push_back(who);
      return go_on(one, 1);
    }
    if (one.phase == 1) return std::erase(world.notified, who) != 0 && go_on(one, 2);
    if (world.holder != -1) return false;
    world.holder = static_cast<int>(who);
    one.phase = 0;
    return true;
  }

  /// The second one to arrive lets the first one pass.
  static bool meet(World& world, std::size_t who) {
    One& one = world.all[who];
    if (one.phase == 1) {
      one.phase = 0;
      return std::erase(world.passing, who) != 0;
    }
    one.last = static_cast<int>(world.arrived.size());
    if (world.arrived.empty()) {
      world.arrived.push_back(who);
      return go_on(one, 1);
    }
    world.passing.insert(world.passing.end(), world.arrived.begin(), world.arrived.end());
    std::sort(world.passing.begin(), world.passing.end());
    world.arrived.clear();
    return true;
  }

  const SmallPage& page_;
  std::map<World, std::set<Outcome>> known_;
};

}  // namespace

std::set<Outcome> outcomes_of(const SmallPage& page) {
  return Model(page).outcomes();
}

}  // namespace support
