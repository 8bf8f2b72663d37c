#include <set>
#include <string>
#include <vector>

#include "tests/tracer/traced.hpp"

namespace tests {
namespace {

using probe::Kind;

/// How many events of a kind a run has.
struct Expected {
  const char* program;
  std::size_t processes;
  std::size_t execs = 0;
  std::size_t kills = 0;
  std::size_t reaps = 0;
};

void check_counts(const record::Timeline& run, const Expected& expected) {
  CHECK(count(run, Kind::start) == expected.processes);
  CHECK(count(run, Kind::fork) + 1 == expected.processes);
  CHECK(count(run, Kind::exec) == expected.execs);
  CHECK(count(run, Kind::kill) == expected.kills);
  CHECK(count(run, Kind::reap) == expected.reaps);
}

void check_all(const std::vector<Expected>& programs) {
  for (const Expected& expected : programs) {
    CAPTURE(expected.program);
    const Compared compared = compare({kCorpus, expected.program});
    check_same(compared);
    check_counts(compared.run, expected);
  }
}

TEST_CASE("forks, execs, reaps: each is seen, and nothing else is different") {
  check_all({{"nested-forks", 3, 0, 0, 2},
             {"vfork-and-exec", 2, 1, 0, 1},
             {"posix-spawned", 2, 1, 0, 1},
             {"failed-exec", 2, 0, 0, 1},
             {"zombie", 2, 0, 0, 1},
             {"orphan", 3, 0, 0, 1},
             {"late-orphan", 2, 0, 0, 0},
             {"nobody-reaps", 2, 0, 0, 0},
             {"wait-styles", 4, 0, 0, 3},
             {"busy-polling", 101, 0, 0, 100},
             {"polls-and-ignores", 21, 0, 0, 0}});
}

TEST_CASE("many processes, one after the other and at once") {
  check_all({{"two-hundred", 201, 0, 0, 200}, {"many-at-once", 121, 0, 0, 120}});
}

TEST_CASE("signals that are sent arrive, and are told") {
  check_all({{"merged-signals", 2, 0, 3, 1},
             {"kills-itself", 1, 0, 1, 0},
             {"aborts", 1, 0, 1, 0},
             {"kills-child", 2, 0, 1, 1},
             {"stops-and-goes-on", 2, 0, 3, 1},
             {"ignored-signal", 1, 0, 1, 0},
             {"interrupted-wait", 2, 0, 1, 1},
             {"group-signal", 3, 0, 3, 2}});
}

TEST_CASE("threads belong to their process") {
  check_all({{"thread-pool", 1, 0, 0, 0},
             {"threads-that-fork", 4, 0, 0, 3},
             {"exec-from-a-thread", 1, 1, 0, 0},
             {"outlives-its-first-thread", 1, 0, 0, 0},
             {"exits-in-a-thread", 1, 0, 0, 0}});
}

TEST_CASE("with --threads each act has its thread, and threads begin and end") {
  const Compared compared = compare({kCorpus, "threads-that-fork"}, {"--threads"});
  check_same(compared);
  CHECK(count(compared.run, probe::Kind::thread) == 6);
  std::set<std::string> waiting;
  for (const auto& wait : events_of(compared.run, probe::Kind::wait))
    waiting.insert(wait.act.thread);
  CHECK(waiting == std::set<std::string>{"thread-2", "thread-3", "thread-4"});
  const Compared silent = compare({kCorpus, "threads-that-fork"});
  for (const auto& event : silent.run.events) CHECK(event.act.thread.empty());
  CHECK(count(silent.run, probe::Kind::thread) == 0);
}

TEST_CASE("what goes through pipes and out of a program is the same") {
  check_all({{"both-streams", 1},
             {"unfinished-line", 1},
             {"odd-bytes", 1},
             {"pipe-there-and-back", 2, 0, 0, 1},
             {"pieces", 1},
             {"more-than-fits", 2, 0, 0, 1},
             {"broken-pipe", 2, 0, 0, 1}});
}

TEST_CASE("three signals sent while nobody listens are handled as one") {
  const Compared compared = compare({kCorpus, "merged-signals"});
  const auto handled = events_of(compared.run, Kind::handle);
  std::size_t usr1 = 0;
  for (const auto& event : handled) {
    if (event.act.signal != SIGUSR1) continue;
    ++usr1;
    CHECK(event.name == "child-1");
    CHECK(event.act.peer_name == "parent");
  }
  CHECK(usr1 == 1);
}

TEST_CASE("a pipeline of three is a shell, three children and two pipes") {
  const Compared compared = compare({"sh", "-c", "printf 'b\\na\\n' | sort | tr a-z A-Z"});
  check_same(compared);
  check_counts(compared.run, {"a pipeline", 4, 2, 0, 3});
  CHECK(count(compared.run, Kind::open) == 2);
  CHECK(count(compared.run, Kind::recv) == 2);
  CHECK(compared.traced.output == "A\nB\n");
}

TEST_CASE("a script of Python's, its Pool and its Queue, keeps all the laws") {
  const std::string script =
      "import multiprocessing as m\n"
      "def f(i): return i * i\n"
      "if __name__ == '__main__':\n"
      "    with m.get_context('fork').Pool(2) as pool: print(pool.map(f, range(20), 1))\n"
      "    q = m.Queue(); p = m.Process(target=q.put, args=('Tony',))\n"
      "    p.start(); print(q.get()); p.join(); print(p.exitcode)\n";
  const Compared compared = compare({"python3", "-c", script});
  check_same(compared);
  CHECK(count(compared.run, Kind::fork) >= 3);
  CHECK(count(compared.run, Kind::send) >= 20);
}

}  // namespace
}  // namespace tests
