#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/small_programs.hpp"
#include "tests/tracer/traced.hpp"

// The words of Python's multiprocessing as acts of a controlled program.

namespace tests {
namespace {

using probe::Kind;

Arguments script(const Folder& folder, const std::string& text) {
  std::ofstream(folder / "main.py") << text;
  return {support::python(), folder / "main.py"};
}

record::Timeline run_of(const Arguments& program, Arguments options = {"--seed", "1"}) {
  options.insert(options.end(), {"--format", "jsonl"});
  return lawful_run_in(mpdemo(trace_of(program, options)).output);
}

/// "put 'ann' into q": what the program's own acts of those kinds are, in order.
std::vector<std::string> words(const record::Timeline& run, const std::set<Kind>& kinds) {
  std::vector<std::string> told;
  for (const auto& event : run.events) {
    const probe::Act& act = event.act;
    if (kinds.count(act.kind) == 0 || !act.beneath.empty() || act.object.empty()) continue;
    std::string word(probe::name_of(act.kind));
    if (!act.value.empty()) word += " " + act.value;
    told.push_back(word + " " + act.object.shown());
  }
  return told;
}

/// The same of objects that the source has a name for.
std::vector<std::string> named_words(record::Timeline run, const std::set<Kind>& kinds) {
  std::erase_if(run.events, [](const auto& event) { return event.act.object.name.empty(); });
  return words(run, kinds);
}

const std::string kHandover = R"(import multiprocessing as mp

def give(q):
    q.put({"name": "Tony"})

if __name__ == "__main__":
    context = mp.get_context(METHOD)
    names = context.Queue()
    child = context.Process(target=give, args=(names,))
    child.start()
    print(names.get())
    child.join()
)";

std::string handover(const std::string& method) {
  std::string text = kHandover;
  return text.replace(text.find("METHOD"), 6, "'" + method + "'");
}

TEST_CASE("a queue has the name of its variable, and its words are told with their values") {
  const support::NothingLeft nothing_left;
  for (const char* method : {"fork", "spawn", "forkserver"}) {
    CAPTURE(method);
    const Folder folder;
    const auto run = run_of(script(folder, handover(method)));
    CHECK(run.end.status == "ok");
    CHECK(words(run, {Kind::put, Kind::get}) ==
          std::vector<std::string>{"put {'name': 'Tony'} names", "get {'name': 'Tony'} names"});
  }
}

TEST_CASE("what the library does for a word is recorded as beneath it") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto run = run_of(script(folder, handover("fork")));
  std::size_t sent = 0;
  for (const auto& event : run.events) {
    if (event.act.kind != Kind::send && event.act.kind != Kind::recv) continue;
    CHECK(event.act.beneath == "multiprocessing");
    ++sent;
  }
  CHECK(sent == 2);
}

TEST_CASE("without a lens the calls are the acts") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto run = run_of(script(folder, handover("fork")), {"--seed", "1", "--no-lens"});
  CHECK(words(run, {Kind::put, Kind::get}).empty());
  CHECK(words(run, {Kind::send, Kind::recv}).size() == 2);
  const Finished plain = mpdemo(trace_of({"true"}, {"--no-lens"}));
  CHECK(plain.status == exited(2));
  CHECK_THAT(plain.error, ContainsSubstring("a plain trace has no lens"));
}

TEST_CASE("locks, semaphores, events, values and arrays are told by their names") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto run = run_of(script(folder, R"(import multiprocessing as mp

if __name__ == "__main__":
    pencil = mp.Lock()
    seats = mp.Semaphore(2)
    ready = mp.Event()
    total = mp.Value("i", 5)
    squares = mp.Array("i", 3)
    with pencil:
        total.value += 1
    seats.acquire()
    seats.release()
    ready.set()
    ready.wait()
    ready.clear()
    squares[1] = 4
    with total.get_lock():
        print(total.value, squares[1], squares[:])
)"));
  const std::vector<std::string> expected = {
      "lock pencil",        "get 5 total",           "put 6 total",  "unlock pencil",
      "lock seats",         "unlock seats",          "unlock ready", "lock ready",
      "close ready",        "put 4 at 1 squares",    "lock total",   "get 6 total",
      "get 4 at 1 squares", "get [0, 4, 0] squares", "unlock total"};
  CHECK(words(run, {Kind::lock, Kind::unlock, Kind::close, Kind::get, Kind::put}) == expected);
}

TEST_CASE("each task of a pool is taken once, and is done by the worker that took it") {
  const support::NothingLeft nothing_left;
  const auto run = run_of(support::command_of("processes/pool.py"));
  CHECK(run.end.status == "ok");
  std::map<std::string, std::string> taken;
  std::size_t done = 0;
  for (const auto& event : events_of(run, Kind::task)) {
    CHECK(event.act.object.to_string() == "pool-1");
    if (!event.act.status) {
      taken[event.name] = event.act.value;
    } else {
      CHECK(taken[event.name] == event.act.value);
      ++done;
    }
  }
  CHECK(done == 14);  // ten of a map, two of an imap, two of an apply
}

TEST_CASE("two locks in opposite order: the deadlock is told with its holders and its circle") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo(trace_of(support::command_of("sharing/opposite_locks.py"),
                                            {"--schedule", "1x2.2.1.2", "--ids", "stable"}));
  CHECK(finished.status == exited(1));
  CHECK_THAT(finished.output, ContainsSubstring("waits for lock-1 (line 7), held by child-1"));
  CHECK_THAT(finished.output, ContainsSubstring("waits for lock-2 (line 7), held by parent"));
  CHECK_THAT(finished.output,
             ContainsSubstring("the circle: parent -> lock-1 -> child-1 -> lock-2 -> parent"));
}

TEST_CASE("what goes through a pipe is told with its value, and with the name of each end") {
  const support::NothingLeft nothing_left;
  for (const std::string method : {"fork", "spawn"}) {
    CAPTURE(method);
    const Folder folder;
    const auto run = run_of(script(folder, R"(import multiprocessing as mp

def work(conn):
    conn.send({"asked": conn.recv()})
    conn.send_bytes(b"raw")

if __name__ == "__main__":
    context = mp.get_context(")" + method + R"(")
    ours, theirs = context.Pipe()
    child = context.Process(target=work, args=(theirs,))
    child.start()
    ours.send("hello")
    print(ours.recv(), ours.recv_bytes())
    child.join()
)"));
    CHECK(run.end.status == "ok");
    const std::set<Kind> both = {Kind::send, Kind::recv};
    CHECK(named_words(run, both) ==
          std::vector<std::string>{"send 'hello' ours", "recv 'hello' theirs",
                                   "send {'asked': 'hello'} theirs", "recv {'asked': 'hello'} ours",
                                   "send b'raw' theirs", "recv b'raw' ours"});
    for (const auto& event : run.events) {
      if (both.count(event.act.kind) == 0 || event.act.object.name.empty()) continue;
      // Both ends are one pipe.
      CHECK(event.act.object.to_string() == "pipe-1");
      CHECK(event.act.line > 0);
    }
  }
}

TEST_CASE("ends of pipes are called as the source calls them, and no two by one name") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto run = run_of(script(folder, R"(from multiprocessing import Pipe

if __name__ == "__main__":
    kept = []
    for number in range(2):
        reader, writer = Pipe(duplex=False)
        kept.append(writer)
        print(reader.poll())
        writer.send(number)
        print(reader.poll(), reader.recv())
    both = Pipe()
    both[0].send_bytes(b"abcdef", 1, 3)
    room = bytearray(8)
    print(both[1].recv_bytes_into(room, 2), room)
    try:
        both[0].close()
        both[1].recv()
    except EOFError:
        print("the end")
)"));
  CHECK(run.end.status == "ok");
  CHECK(named_words(run, {Kind::send, Kind::recv, Kind::look}) ==
        std::vector<std::string>{"look False reader", "send 0 writer", "look True reader",
                                 "recv 0 reader", "look False reader-2", "send 1 writer-2",
                                 "look True reader-2", "recv 1 reader-2", "send b'bcd' both[0]",
                                 "recv b'bcd' both[1]"});
}

TEST_CASE("who waits for a limited time is told as a reason, as its end is no choice") {
  const support::NothingLeft nothing_left;
  const auto reasons_of = [](const std::string& wait) {
    const Folder folder;
    const Arguments program = script(folder,
                                     "import multiprocessing as mp\n"
                                     "if __name__ == '__main__':\n"
                                     "    names, ends = mp.Queue(), mp.Pipe()\n"
                                     "    lock = mp.Lock()\n" +
                                         wait + "    print('done')\n");
    const Finished found =
        mpdemo(trace_of(program, {"--outcomes", "--runs", "0", "--format", "jsonl"}));
    return lines_of(found.output).back();
  };
  const auto limited = ContainsSubstring("a limit to a wait");
  for (const std::string wait :
       {"lock.acquire(timeout=1)", "ends[0].poll(0.01)", "mp.connection.wait([ends[0]], 0.01)"}) {
    CAPTURE(wait);
    CHECK_THAT(reasons_of("    " + wait + "\n"),
               limited || ContainsSubstring("which of several things is ready"));
  }
  CHECK_THAT(reasons_of("    lock.acquire()\n    ends[0].poll()\n"), !limited);
}

TEST_CASE("a word that fails is no act, and the program goes on") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto run = run_of(script(folder, R"(import multiprocessing as mp, queue

if __name__ == "__main__":
    names = mp.Queue()
    try:
        names.get(block=False)
    except queue.Empty:
        print("empty")
    names.put(1)
    print(names.get())
)"));
  CHECK(run.end.status == "ok");
  CHECK(words(run, {Kind::put, Kind::get}) ==
        std::vector<std::string>{"put 1 names", "get 1 names"});
}

TEST_CASE("a schedule of words gives the same bytes again") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Arguments program = script(folder, handover("fork"));
  const Arguments stable = {"--format", "jsonl", "--ids", "stable", "--time", "none"};
  for (const char* seed : {"1", "2", "3"}) {
    Arguments options = stable;
    options.insert(options.begin(), {"--seed", seed});
    const std::string first = mpdemo(trace_of(program, options)).output;
    options[0] = "--schedule";
    options[1] = lawful_run_in(first).end.schedule;
    const std::string again = mpdemo(trace_of(program, options)).output;
    CHECK(again.substr(again.find('\n')) == first.substr(first.find('\n')));
  }
}

TEST_CASE("a pool under a schedule gives the same bytes again, its own steps as well") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Arguments program = script(folder, R"(from multiprocessing import get_context

def square(number):
    return number * number

if __name__ == "__main__":
    with get_context("fork").Pool(3) as pool:
        print(pool.map(square, range(5), 1))
)");
  Arguments options = {"--seed", "4", "--format", "jsonl", "--ids", "stable", "--time", "none"};
  const std::string first = mpdemo(trace_of(program, options)).output;
  options[0] = "--schedule";
  options[1] = lawful_run_in(first).end.schedule;
  for (int i = 0; i < 3; ++i) {
    const std::string again = mpdemo(trace_of(program, options)).output;
    CHECK(again.substr(again.find('\n')) == first.substr(first.find('\n')));
  }
}

TEST_CASE("of a long loop over shared memory only the beginning is told") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto run = run_of(script(folder, R"(import multiprocessing as mp

TIMES = 20_000

def add(total, lock):
    for _ in range(TIMES):
        with lock:
            total.value += 1
    print(total.value % TIMES, flush=True)

if __name__ == "__main__":
    total = mp.Value("l", 0)
    lock = mp.Lock()
    both = [mp.Process(target=add, args=(total, lock)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    print(total.value, flush=True)
)"));
  CHECK(run.end.status == "ok");
  const auto told = words(run, {Kind::put, Kind::get, Kind::lock, Kind::unlock});
  CHECK(told.size() < 300);
  CHECK(std::any_of(told.begin(), told.end(),
                    [](const auto& word) { return word.find(" ... ") != word.npos; }));
  // The locks have kept every addition.
  CHECK(words(run, {Kind::get}).back() == "get 40000 total");
}

}  // namespace
}  // namespace tests
