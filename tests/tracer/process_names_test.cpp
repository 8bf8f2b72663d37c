#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include "tests/support/small_programs.hpp"
#include "tests/support/terminal/tmux.hpp"
#include "tests/tracer/traced.hpp"

// What the processes of a traced program are called, in a record, a view and a session.

namespace tests {
namespace {

using probe::Kind;

Arguments script_in(const Folder& folder, const std::string& text) {
  std::ofstream(folder / "main.py") << text;
  return {support::python(), folder / "main.py"};
}

/// The names of those processes that did such an act.
std::set<std::string> names_of(const record::Timeline& run, Kind kind) {
  std::set<std::string> names;
  for (const auto& event : run.events) {
    if (event.act.kind == kind) names.insert(event.name);
  }
  return names;
}

record::Timeline run_of_script(const std::string& text) {
  const Folder folder;
  const Arguments options = {"--seed", "1", "--format", "jsonl"};
  return lawful_run_in(mpdemo(trace_of(script_in(folder, text), options)).output);
}

TEST_CASE("a process of Python has the name that its program gave it") {
  const support::NothingLeft nothing_left;
  const auto run = run_of_script(R"(import multiprocessing as mp

class Printer(mp.Process):
    def run(self):
        print("Printer", flush=True)

def work():
    print("work", flush=True)

if __name__ == "__main__":
    mp.set_start_method("fork")
    all = [mp.Process(target=work, name="ann"), mp.Process(target=work, name="ann"),
           mp.Process(target=work), Printer()]
    for one in all:
        one.start()
    for one in all:
        one.join()
)");
  CHECK(run.end.status == "ok");
  CHECK(names_of(run, Kind::output) ==
        std::set<std::string>{"ann", "ann-2", "child-1", "Printer-4"});
  std::set<std::string> forked;
  for (const auto& event : events_of(run, Kind::fork)) forked.insert(event.act.peer_name);
  CHECK(forked == names_of(run, Kind::output));
}

TEST_CASE("a name is kept by a process that starts afresh") {
  const support::NothingLeft nothing_left;
  for (const std::string& method : {std::string("spawn"), std::string("forkserver")}) {
    CAPTURE(method);
    const auto run = run_of_script(
        "import multiprocessing as mp\n\n"
        "def work():\n"
        "    print('work', flush=True)\n\n"
        "if __name__ == '__main__':\n"
        "    mp.set_start_method('" +
        method +
        "')\n"
        "    ann = mp.Process(target=work, name='ann')\n"
        "    ann.start()\n"
        "    ann.join()\n");
    CHECK(run.end.status == "ok");
    CHECK(names_of(run, Kind::output) == std::set<std::string>{"ann"});
  }
}

TEST_CASE("the workers of a pool are worker-1, worker-2 and so on") {
  const support::NothingLeft nothing_left;
  const auto run = run_of_script(R"(import multiprocessing as mp

def square(number):
    return number * number

if __name__ == "__main__":
    for _ in range(2):
        with mp.get_context("fork").Pool(2) as pool:
            print(pool.map(square, range(4), 1))
)");
  CHECK(run.end.status == "ok");
  const auto workers = names_of(run, Kind::task);
  CHECK(!workers.empty());
  const std::set<std::string> all = {"worker-1", "worker-2", "worker-3", "worker-4"};
  for (const std::string& name : workers) CHECK(all.count(name) == 1);
  // The pool ends those that have nothing to do any more.
  auto ended = names_of(run, Kind::exit);
  ended.merge(names_of(run, Kind::signal));
  CHECK(ended == std::set<std::string>{"parent", "worker-1", "worker-2", "worker-3", "worker-4"});
}

TEST_CASE("the full screen calls a process by the command that it runs") {
  const support::NothingLeft nothing_left;
  const support::Tmux tmux(80, 24,
                           kMpdemo +
                               " trace --step --ids stable --time none -- "
                               "sh -c 'echo b | sort | wc -l'");
  std::string screen = tmux.expect_settled(" 0 acts");
  const auto offers_it = [&] {
    const auto rows = lines_of(screen);
    return std::any_of(rows.begin(), rows.end(), [](const std::string& row) {
      return row.find("wc -l ") != row.npos &&
             (row.find("is about to") != row.npos || row.find("waits for") != row.npos);
    });
  };
  for (int made = 1; made < 60 && !(offers_it() && screen.find("◆ wc -l") != screen.npos); ++made) {
    tmux.press({"Enter"});
    screen = tmux.expect_settled(made == 1 ? " 1 act\n" : " " + std::to_string(made) + " acts\n");
  }
  CHECK(offers_it());
  CHECK_THAT(screen, ContainsSubstring("◆ wc -l"));  // above its lane
  tmux.press({"q"});
  tmux.expect("The same again");
}

}  // namespace
}  // namespace tests
