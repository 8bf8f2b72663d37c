#include "tests/support/pages/page_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace support {

using What = Doing::What;
using record::Outcome;

namespace {

using Line = Outcome::Line;

struct One {
  bool is_there = false, has_ended = false;
  std::size_t at = 0;
  int last = 0;
  int task = 0;   // a worker's, from 1
  int phase = 0;  // of what takes several acts
  int sets = 0;   // how often the event had been set when it began to wait for it
  auto key() const { return std::tie(is_there, has_ended, at, last, task, phase, sets); }
  bool operator<(const One& other) const { return key() < other.key(); }
};

struct World {
  std::vector<One> all;  // the parent, and then children or workers
  std::vector<int> queue, tasks;
  std::map<int, int> results;
  std::vector<std::size_t> waiting, notified;  // at the condition
  std::vector<std::size_t> arrived, passing;   // at the barrier
  int holder = -1, value = 0, sets = 0;
  bool is_set = false, is_closed = false, owner_died = false;
  auto key() const {
    return std::tie(all, queue, tasks, results, waiting, notified, arrived, passing, holder, value,
                    sets, is_set, is_closed, owner_died);
  }
  bool operator<(const World& other) const { return key() < other.key(); }
};

class Model {
 public:
  Model(const SmallPage& page, std::size_t most_states) : page_(page), most_states_(most_states) {}

  std::optional<PageModel> made() {
    World world;
    workers_ = static_cast<std::size_t>(page_.workers);
    world.all.resize(1 + workers_ + page_.children.size());
    for (std::size_t i = 0; i <= workers_; ++i) world.all[i].is_there = true;
    id_of(world);
    for (std::size_t id = 0; id < worlds_.size(); ++id) {
      if (id >= most_states_) return std::nullopt;
      go_on_from(id);
    }
    determine({0});
    model_.states = worlds_.size();
    return std::move(model_);
  }

 private:
  using Ids = std::set<std::size_t>;

  std::size_t id_of(const World& world) {
    const auto [known, is_new] = ids_.try_emplace(world, worlds_.size());
    if (is_new) {
      worlds_.push_back(&known->first);
      ways_.emplace_back();
    }
    return known->second;
  }

  /// Every act that a process can do there.
  void go_on_from(std::size_t id) {
    const World& world = *worlds_[id];
    for (std::size_t who = 0; who < world.all.size(); ++who) {
      World next = world;
      std::optional<Line> printed;
      if (!act(next, who, printed)) continue;
      const std::size_t to = id_of(next);
      ways_[id].push_back({std::move(printed), to});
    }
  }

  /// All that can come out of one of those, as a node.
  std::size_t determine(Ids ids) {
    std::vector<std::size_t> open(ids.begin(), ids.end());
    while (!open.empty()) {
      const std::size_t id = open.back();
      open.pop_back();
      for (const auto& [line, to] : ways_[id]) {
        if (!line && ids.insert(to).second) open.push_back(to);
      }
    }
    const auto [known, is_new] = determined_.try_emplace(ids, model_.nodes.size());
    const std::size_t index = known->second;
    if (!is_new) return index;
    model_.nodes.emplace_back();
    std::map<Line, Ids> next;
    PageModel::Node node;
    for (const std::size_t id : ids) {
      if (ways_[id].empty()) node.endings.insert(is_over(*worlds_[id]) ? "ok" : "deadlock");
      for (const auto& [line, to] : ways_[id]) {
        if (line) next[*line].insert(to);
      }
    }
    node.outcomes = node.endings.size();
    for (const auto& [line, to] : next) {
      node.next[line] = determine(to);
      node.outcomes += model_.nodes[node.next[line]].outcomes;
    }
    model_.nodes[index] = std::move(node);
    return index;
  }

  static bool is_over(const World& world) {
    return std::all_of(world.all.begin(), world.all.end(),
                       [](const One& one) { return !one.is_there || one.has_ended; });
  }

  bool is_worker(std::size_t who) const { return who >= 1 && who <= workers_; }

  std::string name_of(std::size_t who) const {
    if (who == 0) return "parent";
    return fmt::format("{}-{}", is_worker(who) ? "worker" : "child", who);
  }

  /// One act of one process; false: it cannot act.
  bool act(World& world, std::size_t who, std::optional<Line>& printed) {
    One& one = world.all[who];
    if (!one.is_there || one.has_ended) return false;
    if (is_worker(who)) return act_of_worker(world, who, printed);
    const auto& doings = who == 0 ? page_.parent : page_.children[who - 1 - workers_];
    if (one.at >= doings.size()) return end(world, who, one.at - doings.size());
    if (!act(world, who, doings[one.at], printed)) return false;
    ++one.at;
    return true;
  }

  bool act_of_worker(World& world, std::size_t who, std::optional<Line>& printed) {
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

  /// The parent closes the pool, if it does, and waits until that is done; then for its
  /// children; and last it ends the workers that are left, one by one.
  bool end(World& world, std::size_t who, std::size_t step) {
    One& one = world.all[who];
    if (who != 0) return one.has_ended = true;
    const bool closes = workers_ != 0 && page_.closes;
    if (closes && !world.is_closed) return world.is_closed = true;
    if (closes && any_runs(world, 1, workers_)) return false;
    if (any_runs(world, workers_ + 1, world.all.size() - 1)) return false;
    if (step == workers_) return one.has_ended = true;
    kill(world, step + 1);
    ++one.at;
    return true;
  }

  static bool any_runs(const World& world, std::size_t first, std::size_t last) {
    for (std::size_t who = first; who <= last; ++who) {
      if (world.all[who].is_there && !world.all[who].has_ended) return true;
    }
    return false;
  }

  static void kill(World& world, std::size_t who) {
    world.all[who].has_ended = true;
    if (world.holder != static_cast<int>(who)) return;
    world.holder = -1;
    world.owner_died = true;
  }

  /// The first one that asks is told that the owner has died, and asks again.
  static bool lock(World& world, std::size_t who) {
    One& one = world.all[who];
    if (world.holder != -1) return false;
    if (std::exchange(world.owner_died, false)) {
      one.last = kOwnerDied;
      return go_on(one, one.phase);
    }
    world.holder = static_cast<int>(who);
    return true;
  }

  bool act(World& world, std::size_t who, const Doing& doing, std::optional<Line>& printed) {
    One& one = world.all[who];
    const auto which = static_cast<std::size_t>(std::max(doing.which, 0));
    switch (doing.what) {
      case What::say:
        printed = Line{name_of(who), fmt::format("{} {}", one.at, one.last)};
        return true;
      case What::put:
        if (page_.room != 0 && world.queue.size() == static_cast<std::size_t>(page_.room))
          return false;
        world.queue.push_back(doing.which);
        return true;
      case What::get:
        if (world.queue.empty()) return false;
        one.last = world.queue.front();
        world.queue.erase(world.queue.begin());
        return true;
      case What::get_in_time:
        one.last = world.queue.empty() ? kNothing : world.queue.front();
        if (!world.queue.empty()) world.queue.erase(world.queue.begin());
        return true;
      case What::lock:
        return lock(world, who);
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
        ++world.sets;
        return world.is_set = true;
      case What::clear:
        world.is_set = false;
        return true;
      case What::look:
        one.last = world.is_set ? 1 : 0;
        return true;
      case What::await:
        return await(world, one);
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
        return world.all[workers_ + which].is_there = true;
      case What::join:
        return world.all[workers_ + which].has_ended;
      case What::terminate:
        kill(world, workers_ + which);
        return true;
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

  /// Who has begun to wait goes on once it is set, though it be cleared then.
  static bool await(World& world, One& one) {
    const bool has_begun = one.phase == 1;
    if (world.is_set || (has_begun && one.sets != world.sets)) {
      one.phase = one.sets = 0;
      return true;
    }
    if (has_begun) return false;
    one.sets = world.sets;
    return go_on(one, 1);
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
    if (!lock(world, who)) return false;
    if (world.holder == static_cast<int>(who)) one.phase = 0;
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
  std::size_t most_states_;
  std::size_t workers_ = 0;
  std::map<World, std::size_t> ids_;
  std::vector<const World*> worlds_;
  std::vector<std::vector<std::pair<std::optional<Line>, std::size_t>>> ways_;
  std::map<Ids, std::size_t> determined_;
  PageModel model_;
};

}  // namespace

std::optional<PageModel> model_of(const SmallPage& page, std::size_t most_states) {
  return Model(page, most_states).made();
}

// ---- beside what was found

namespace {

/// What both have printed, and the nodes that this has led to.
struct Pair {
  std::size_t model, found, before;
  const Line* line = nullptr;
};

std::string told(const std::vector<Pair>& pairs, std::size_t at, const std::string& what) {
  std::string text = what;
  for (; at != 0; at = pairs[at].before)
    text = fmt::format("{}: {}\n{}", pairs[at].line->name, pairs[at].line->text, text);
  return text;
}

}  // namespace

std::string difference(const PageModel& model, const choice::OutcomeAutomaton& found) {
  std::vector<Pair> pairs{{0, 0, 0}};
  std::set<std::pair<std::size_t, std::size_t>> met{{0, 0}};
  for (std::size_t at = 0; at < pairs.size(); ++at) {
    const PageModel::Node& one = model.nodes[pairs[at].model];
    const auto& other = found.nodes[pairs[at].found];
    const std::set<std::string> endings(other.endings.begin(), other.endings.end());
    if (one.endings != endings) {
      return told(pairs, at,
                  fmt::format("then ends: {} in the model, {} found",
                              fmt::join(one.endings, " or "), fmt::join(endings, " or ")));
    }
    std::map<Line, std::size_t> next;
    for (const auto& arc : other.next) next[arc.line] = arc.to;
    for (const auto& [line, to] : one.next) {
      const auto same = next.find(line);
      if (same == next.end())
        return told(pairs, at, fmt::format("{}: {}\nnot found", line.name, line.text));
      if (met.emplace(to, same->second).second) pairs.push_back({to, same->second, at, &line});
      next.erase(same);
    }
    for (const auto& [line, to] : next)
      return told(pairs, at, fmt::format("{}: {}\nnot in the model", line.name, line.text));
  }
  return {};
}

}  // namespace support
