#include <map>
#include <set>
#include <string>

#include "core/mp/array.hpp"
#include "core/mp/barrier.hpp"
#include "core/mp/condition.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/rlock.hpp"
#include "core/mp/semaphore.hpp"
#include "core/mp/value.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"
#include "tests/support/runs/timelines.hpp"

// What a page calls the objects that it makes. A page is a table of lines here.

namespace {

using Names = std::map<std::string, std::set<std::string>>;

/// The names that a run tells of each object: one each, or it is called by two.
Names names_in(const record::Timeline& run) {
  Names names;
  for (const auto& event : run.events) {
    const probe::ObjectRef& object = event.act.object;
    if (!object.empty()) names[object.to_string()].insert(object.name);
  }
  return names;
}

record::Timeline run_of(void (*body)(), std::map<int, std::string> by_line) {
  support::Collector runs;
  support::Follower audience;
  choice::RunOptions how;
  how.mode = record::Mode::controlled;
  stage::RunSpec spec{"test", "names", {}, body, {__FILE__, std::move(by_line)}};
  stage::run(spec, how, runs, audience);
  return runs.runs().front();
}

constexpr int kFirst = __LINE__ + 2;
void make_one_of_each() {
  mp::Queue<int> queue;
  mp::Array<int> squares{3};
  mp::Array<int> cubes({1, 8, 27});
  mp::Value<int> total{4};
  mp::Lock pencil;
  mp::Semaphore seats(2);
  mp::Event bell;
  mp::Lock nameless;
  mp::RLock pen;
  mp::Condition change;
  mp::Barrier gate{1};
  queue.put(1);
  squares.set(0, 1);
  cubes.set(0, 1);
  total.set(1);
  pencil.lock();
  seats.acquire();
  bell.set();
  nameless.lock();
  pen.lock();
  change.lock();
  change.notify();
  gate.wait();
}

constexpr int kSpawned = __LINE__ + 2;
void use_a_lock() {
  mp::Lock own;
  own.lock();
}

constexpr int kSpawns = __LINE__ + 2;
void spawn_one() {
  mp::Lock pencil;
  pencil.lock();
  mp::Process child{use_a_lock};
  child.spawn().start();
  child.join();
  pencil.unlock();
}

}  // namespace

TEST_CASE("an object goes by the page's variable, and by type and number where there is none") {
  support::NothingLeft nothing_left;
  const auto run = run_of(make_one_of_each, {{kFirst, "queue"},
                                             {kFirst + 1, "squares"},
                                             {kFirst + 2, "cubes"},
                                             {kFirst + 3, "total"},
                                             {kFirst + 4, "pencil"},
                                             {kFirst + 5, "seats"},
                                             {kFirst + 6, "bell"},
                                             {kFirst + 8, "pen"},
                                             {kFirst + 9, "change"},
                                             {kFirst + 10, "gate"}});
  CHECK(run.end.status == "ok");
  CHECK(names_in(run) == Names{{"queue-1", {"queue"}},
                               {"array-1", {"squares"}},
                               {"array-2", {"cubes"}},
                               {"value-1", {"total"}},
                               {"lock-1", {"pencil"}},
                               {"semaphore-1", {"seats"}},
                               {"event-1", {"bell"}},
                               {"lock-2", {""}},
                               {"rlock-1", {"pen"}},
                               {"rlock-2", {"change"}},
                               {"condition-1", {"change"}},
                               {"barrier-1", {"gate"}}});
}

TEST_CASE("an object goes by the page's variable in a process that has executed anew, too") {
  support::NothingLeft nothing_left;
  const auto run = run_of(spawn_one, {{kSpawned, "own"}, {kSpawns, "pencil"}});
  CHECK(run.end.status == "ok");
  CHECK(names_in(run) == Names{{"lock-1", {"pencil"}}, {"lock-2", {"own"}}});
}

TEST_CASE("the names of a page are the same when they are told and read") {
  const stage::PageNames names{"lessons/a page.cpp", {{3, "pencil"}, {12, "ruler"}}};
  const auto read = stage::PageNames::read(names.told());
  CHECK(read.file == names.file);
  CHECK(read.by_line == names.by_line);
  CHECK(read.at({"lessons/a page.cpp", 12}) == "ruler");
  CHECK(read.at({"lessons/a page.cpp", 13}).empty());
  CHECK(read.at({"lessons/other.cpp", 12}).empty());
  CHECK(stage::PageNames::read(stage::PageNames().told()).at({"", 0}).empty());
}
