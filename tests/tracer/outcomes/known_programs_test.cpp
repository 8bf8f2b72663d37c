#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/support/skip.hpp"
#include "tests/support/small_programs.hpp"
#include "tests/tracer/traced.hpp"

// Programs in Python and shell of which it is known what they can come to.

namespace tests {
namespace {

/// What a program can print, the lines in order, each with who prints it; and whether it is
/// proved that there is no more.
struct Known {
  std::set<std::string> outcomes;
  bool is_proved = false;
  std::string reasons;
};

Known known_in(const std::string& report) {
  Known known;
  for (const auto& line : lines_of(report)) {
    const auto told = nlohmann::json::parse(line);
    if (told.at("type") == "end") {
      known.is_proved = told.at("exhaustive");
      known.reasons = told.value("reasons", nlohmann::json::array()).dump();
      continue;
    }
    std::string printed;
    for (const auto& one : told.at("lines"))
      printed += one.at(0).get<std::string>() + ": " + one.at(1).get<std::string>() + "; ";
    known.outcomes.insert(printed);
  }
  return known;
}

/// `mpdemo trace --outcomes` of that program.
class Search {
 public:
  Search(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    const Arguments program = {name.ends_with(".py") ? support::python() : "sh", folder_ / name};
    arguments_ =
        trace_of(program, {"--outcomes", "--runs", "0", "--budget", "60s", "--format", "jsonl"});
  }

  Known known() const { return known_in(mpdemo(arguments_).output); }
  /// The same where the kernel gives out PIDs from the beginning after that many. See
  /// pid_namespaces(7).
  Known known_with(int pids_left) const {
    const std::string script =
        "echo $(($(cat /proc/sys/kernel/pid_max) - $0)) >/proc/sys/kernel/ns_last_pid || exit; "
        "\"$@\"";
    const Arguments all = together({"-U", "-r", "-p", "-f", "--mount-proc", "sh", "-c", script,
                                    std::to_string(pids_left), kMpdemo},
                                   arguments_);
    return known_in(support::run("unshare", all).output);
  }

 private:
  support::NothingLeft nothing_left_;
  Folder folder_;
  Arguments arguments_;
};

Known known_of(const std::string& name, const std::string& text) {
  return Search(name, text).known();
}

TEST_CASE("all that a Pool of two can come to is proved, whichever worker takes which task") {
  const Known pool = known_of("main.py", R"(from multiprocessing import get_context

def square(number):
    print(number, flush=True)
    return number * number

if __name__ == "__main__":
    with get_context("fork").Pool(2) as pool:
        print(pool.map(square, range(2), 1))
)");
  CAPTURE(pool.reasons);
  CHECK(pool.is_proved);
  // Either takes both, or each takes one: then the lines come in either order.
  std::set<std::string> expected;
  for (const std::string one : {"worker-1", "worker-2"}) {
    const std::string other = one == "worker-1" ? "worker-2" : "worker-1";
    const std::string end = "; parent: [0, 1]; ";
    expected.insert(one + ": 0; " + one + ": 1" + end);
    expected.insert(one + ": 0; " + other + ": 1" + end);
    expected.insert(one + ": 1; " + other + ": 0" + end);
  }
  CHECK(pool.outcomes == expected);
}

TEST_CASE("jobs that a shell waits for come to one outcome, though it may hear of two at once") {
  const Known jobs = known_of("main.sh",
                              "(exit 3) & first=$!\n(exit 4) & second=$!\n"
                              "wait $second\necho $?\nwait $first\necho $?\n");
  CAPTURE(jobs.reasons);
  CHECK(jobs.is_proved);
  CHECK(jobs.outcomes == std::set<std::string>{"parent: 4; parent: 3; "});
}

TEST_CASE("a question to a pipe has both answers, and the time of an answer is a choice") {
  const Known asked = known_of("main.py", R"(from multiprocessing import get_context

def work(end):
    end.send("here")

if __name__ == "__main__":
    context = get_context("fork")
    ours, theirs = context.Pipe()
    child = context.Process(target=work, args=(theirs,))
    child.start()
    print(ours.poll(), flush=True)
    print(ours.recv(), flush=True)
    child.join()
)");
  CAPTURE(asked.reasons);
  CHECK(asked.is_proved);
  CHECK(asked.outcomes ==
        std::set<std::string>{"parent: False; parent: here; ", "parent: True; parent: here; "});
}

bool may_have_pids_of_its_own() {
  const Arguments all = {"-U", "-r", "-p", "-f", "--mount-proc", "true"};
  return support::run("unshare", all).status == exited(0);
}

TEST_CASE("what a program can come to is the same where PIDs begin anew in the middle of it") {
  if (!may_have_pids_of_its_own()) return support::skip("this kernel gives no namespace of PIDs");
  // Two threads that wait, while the children of their process act.
  const Search two_threads("main.py", R"(import os
import select
import threading

ours, theirs = os.pipe()
waiter = threading.Thread(target=select.select, args=([ours], [], []))
waiter.start()
for word in "one", "two":
    if os.fork() == 0:
        print(word, flush=True)
        os.write(theirs, b"x")
        os._exit(0)
waiter.join()
)");
  // A run takes four: in one of four searches the waiter's ID is below that of the first thread.
  for (const int pids_left : {10, 11, 12, 13}) {
    CAPTURE(pids_left);
    const Known known = two_threads.known_with(pids_left);
    CAPTURE(known.reasons);
    CHECK(known.is_proved);
    CHECK(known.outcomes.size() == 2);
  }
}

}  // namespace
}  // namespace tests
