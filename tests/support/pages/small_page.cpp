#include "tests/support/pages/small_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

#include "core/mp/barrier.hpp"
#include "core/mp/condition.hpp"
#include "core/mp/error.hpp"
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

// ---- made up

namespace {

template <typename Limit>
Limit below(std::mt19937& random, Limit limit) {
  return static_cast<Limit>(random() % static_cast<std::uint32_t>(limit));
}

/// `may_meet`: at the condition and at the barrier, where nobody is killed.
void add_any(std::vector<Doing>& doings, std::mt19937& random, bool may_meet) {
  constexpr std::array kGuarded = {What::say, What::load,   What::store, What::put,
                                   What::get, What::notify, What::wait,  What::notify};
  constexpr std::array kPlain = {
      What::say,  What::say,   What::say,  What::put,   What::get,   What::get_in_time,
      What::load, What::store, What::set,  What::await, What::sleep, What::clear,
      What::look, What::lock,  What::lock, What::lock,  What::meet};
  const What what = kPlain[below(random, kPlain.size() - (may_meet ? 0 : 1))];
  const int which = what == What::put ? below(random, 3) : 0;
  doings.push_back({what, which});
  if (what != What::lock) return;
  const std::size_t unfit = may_meet ? 0 : 3;
  doings.push_back({kGuarded[below(random, kGuarded.size() - unfit)]});
  doings.push_back({What::unlock});
}

}  // namespace

SmallPage random_page(std::mt19937& random) {
  SmallPage page;
  page.room = below(random, 3) == 0 ? 1 : 0;
  const int children = 1 + below(random, 2);
  const bool terminates = below(random, 3) == 0;
  for (int child = 1; child <= children; ++child) {
    auto& own = page.children.emplace_back();
    for (int i = 1 + below(random, 3); i > 0; --i) add_any(own, random, !terminates);
    own.push_back({What::say});
    page.parent.push_back({What::start, child});
    if (below(random, 3) == 0) add_any(page.parent, random, !terminates);
  }
  for (int i = below(random, 3); i > 0; --i) add_any(page.parent, random, !terminates);
  if (terminates) page.parent.push_back({What::terminate, 1});
  if (below(random, 2) == 0) page.parent.push_back({What::join, children});
  page.parent.push_back({What::say});
  return page;
}

SmallPage random_pool_page(std::mt19937& random) {
  SmallPage page;
  page.room = below(random, 4) == 0 ? 1 : 0;
  page.workers = 1 + below(random, 2);
  page.closes = below(random, 2) == 0;
  if (below(random, 4) == 0) {
    auto& own = page.children.emplace_back();
    add_any(own, random, page.closes);
    own.push_back({What::say});
    page.parent.push_back({What::start, 1});
  }
  const int tasks = 1 + below(random, 2);
  for (int task = 1; task <= tasks; ++task) {
    auto& own = page.tasks.emplace_back();
    for (int i = below(random, 3); i > 0; --i) add_any(own, random, page.closes);
    own.push_back({What::say});
    page.parent.push_back({What::hand_in, task});
    if (below(random, 3) == 0) add_any(page.parent, random, page.closes);
  }
  for (int task = tasks; task >= 1; --task) {
    if (below(random, 4) != 0) page.parent.push_back({What::fetch, task});
    if (below(random, 2) == 0) page.parent.push_back({What::say});
  }
  return page;
}

std::string to_string(const SmallPage& page) {
  static const std::vector<std::string> names = {
      "say",   "put",   "get",   "get in time", "lock",      "unlock",  "load",
      "store", "set",   "clear", "look",        "await",     "wait",    "notify",
      "meet",  "sleep", "start", "join",        "terminate", "hand in", "fetch"};
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
  if (page.room != 0) text += fmt::format("room for {} in the queue\n", page.room);
  return text;
}

// ---- on a stage

namespace {

/// What the processes of a page share, and what each of them remembers.
struct Shared {
  explicit Shared(int room)
      : queue(room != 0 ? static_cast<std::size_t>(room) : mp::Queue<int>::kUnbounded) {}

  mp::Queue<int> queue;
  mp::Lock lock;
  mp::Condition condition{lock};
  mp::Value<int> value{0};
  mp::Event event;
  mp::Barrier barrier{2};
};
Shared* g_shared = nullptr;
const SmallPage* g_page = nullptr;

/// Whose owner has died is free, and is locked in spite of that.
void lock(int& last) {
  try {
    g_shared->lock.lock();
  } catch (const mp::OwnerDied&) {
    last = kOwnerDied;
    lock(last);
  }
}

void act_out(const Doing& doing, int place, int& last) {
  switch (doing.what) {
    case What::say:
      return mp::say("{} {}", place, last);
    case What::put:
      return g_shared->queue.put(doing.which);
    case What::get:
      last = g_shared->queue.get();
      return;
    case What::get_in_time:
      last = g_shared->queue.get_for(std::chrono::seconds(1)).value_or(kNothing);
      return;
    case What::lock:
      return lock(last);
    case What::unlock:
      return g_shared->lock.unlock();
    case What::load:
      last = g_shared->value.get();
      return;
    case What::store:
      return g_shared->value.set(last + 1);
    case What::set:
      return g_shared->event.set();
    case What::clear:
      return g_shared->event.clear();
    case What::look:
      last = g_shared->event.is_set() ? 1 : 0;
      return;
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
  Shared shared(page.room);
  g_shared = &shared;
  g_page = &page;
  std::optional<mp::Pool> pool;
  if (page.workers != 0) pool.emplace(page.workers);
  std::vector<mp::Process> children;
  for (const auto& child : page.children) children.emplace_back([&child] { act_out_all(child); });
  act_out_parent(children, pool ? &*pool : nullptr);
}

}  // namespace support
