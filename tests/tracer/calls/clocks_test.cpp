#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/support/small_programs.hpp"
#include "tests/tracer/traced.hpp"

// What a controlled program learns of the time, and whether that makes a difference.

namespace tests {
namespace {

/// The last line of a report on all outcomes.
nlohmann::json all_of(const Arguments& program) {
  const Finished finished =
      mpdemo(trace_of(program, {"--outcomes", "--runs", "0", "--format", "jsonl"}));
  REQUIRE_FALSE(finished.output.empty());
  return nlohmann::json::parse(lines_of(finished.output).back());
}

Arguments written(const Folder& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder / name) << text;
  return {name.ends_with(".py") ? support::python() : "bash", folder / name};
}

TEST_CASE("that bash reads the clock when it starts makes no difference, and all is proved") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto found =
      all_of(written(folder, "main.sh", "echo one &\necho two &\nwait\necho three\n"));
  CAPTURE(found.dump());
  CHECK(found.at("exhaustive") == true);
  CHECK(found.at("outcomes") == 2);
}

TEST_CASE("where the time makes a difference, that the clock was read is the reason") {
  const support::NothingLeft nothing_left;
  for (const std::string text : {"echo $RANDOM\n", "(echo $SECONDS) &\nwait\n", "date +%s\n",
                                 "sleep 1\n[ $SECONDS -gt 0 ] && (echo later) &\nwait\n"}) {
    CAPTURE(text);
    const Folder folder;
    const auto found = all_of(written(folder, "main.sh", text));
    CHECK(found.at("exhaustive") == false);
    CHECK_THAT(found.at("reasons").dump(), ContainsSubstring("has read the clock"));
  }
}

TEST_CASE("a program in Python sleeps as long as it says, and one schedule gives one record") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Arguments program = written(folder, "main.py", R"(import time
from multiprocessing import get_context

def work(number):
    for turn in range(3):
        print(number, turn, flush=True)
        time.sleep(0.1 * number)

if __name__ == "__main__":
    context = get_context("fork")
    both = [context.Process(target=work, args=(number,)) for number in (1, 2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
)");
  const Arguments options = {"--seed", "3",    "--ids",    "stable",
                             "--time", "none", "--format", "jsonl"};
  const std::string first = mpdemo(trace_of(program, options)).output;
  for (int i = 0; i < 2; ++i) CHECK(mpdemo(trace_of(program, options)).output == first);
  std::multiset<std::string> sleeps;
  for (const auto& event : events_of(lawful_run_in(first), probe::Kind::sleep))
    sleeps.insert(std::to_string(event.act.duration->count() / 1'000'000));
  CHECK(sleeps == std::multiset<std::string>{"100", "100", "100", "200", "200", "200"});
}

TEST_CASE("a wait for no descriptor at all is a sleep, which takes no time here") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Arguments program = written(folder, "main.py", R"(import select

select.select([], [], [], 30)
select.poll().poll(40_000)
)");
  const auto run = lawful_run_in(
      mpdemo(trace_of(program, {"--seed", "1", "--format", "jsonl", "--timeout", "20s"})).output);
  CHECK(run.end.status == "ok");
  const auto sleeps = events_of(run, probe::Kind::sleep);
  REQUIRE(sleeps.size() == 2);
  CHECK(sleeps[0].act.duration == std::chrono::seconds(30));
  CHECK(sleeps[1].act.duration == std::chrono::seconds(40));
}

}  // namespace
}  // namespace tests
