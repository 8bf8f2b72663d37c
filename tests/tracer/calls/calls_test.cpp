#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/view/formats.hpp"
#include "tests/tracer/traced.hpp"

// Calls by which a program could notice that it is traced, or escape the tracer.

namespace tests {
namespace {

using probe::Kind;

/// Bytes in their order, status, and nothing said by us.
Compared same(const Arguments& program, const Arguments& options = {}) {
  Compared compared = compare(program, options);
  CHECK(compared.traced.status == exited(compared.plain.status.code()));
  CHECK(compared.traced.output == compared.plain.output);
  CHECK(compared.traced.error == compared.plain.error);
  return compared;
}

TEST_CASE("a child that no tracer shall have is one like any other") {
  const Compared compared = same({kCorpus, "clones-untraced"});
  CHECK(count(compared.run, Kind::fork) == 2);
  CHECK(count(compared.run, Kind::reap) == 2);
}

TEST_CASE("in strict mode a program may read and write and end, and dies of all else") {
  for (const char* program : {"strict-mode", "strict-mode-of-nobody"}) {
    CAPTURE(program);
    const Compared compared = same({kCorpus, program});
    CHECK(count(compared.run, Kind::reap) == 4);
    CHECK(count(compared.run, Kind::signal) == 2);
    for (const auto& event : events_of(compared.run, Kind::signal))
      CHECK(event.act.signal == SIGKILL);
  }
}

TEST_CASE("a filter that asks a tracer finds none, and the mode is what the program has set") {
  const Compared compared = same({kCorpus, "asks-a-tracer"});
  CHECK_THAT(compared.traced.output, StartsWith("mode 0\nmode 2\nFunction not implemented\n"));
  CHECK(count(compared.run, Kind::reap) == 1);
}

TEST_CASE("who stops and goes on is told, and so is who notices it") {
  const Compared compared = same({kCorpus, "waits-for-stops"});
  std::vector<int> stops;
  for (const auto& event : events_of(compared.run, Kind::stop)) {
    CHECK(event.name == "child-1");
    stops.push_back(event.act.signal.value_or(0));
  }
  CHECK(stops == std::vector<int>{SIGSTOP, SIGTSTP});
  CHECK(count(compared.run, Kind::resume) == 2);
  std::vector<int> noticed;
  for (const auto& event : events_of(compared.run, Kind::notice)) {
    CHECK(event.name == "parent");
    CHECK(event.act.peer_name == "child-1");
    noticed.push_back(event.act.signal.value_or(0));
  }
  CHECK(noticed == std::vector<int>{SIGSTOP, SIGCONT, SIGTSTP, SIGCONT});
  // Each stop is recorded before its notice, and ends before the next one.
  int depth = 0;
  for (const auto& event : compared.run.events) {
    if (event.act.kind == Kind::stop) CHECK(++depth == 1);
    if (event.act.kind == Kind::resume) CHECK(--depth == 0);
  }
}

TEST_CASE("what could not be executed is told with the reason") {
  const Compared compared = same({kCorpus, "executes-in-vain"});
  std::vector<std::string> told;
  for (const auto& event : events_of(compared.run, Kind::fail))
    told.push_back(event.act.program + ": " + event.act.value);
  CHECK(told == std::vector<std::string>{"/nowhere/program: ENOENT", "/dev/null: EACCES",
                                         "/etc/passwd/program: ENOTDIR", "\"\": ENOENT",
                                         "no-such-program-here: ENOENT"});
  // A search that ends well is no failure.
  const Compared found = same({"env", "PATH=/nowhere:/usr/bin:/bin", "true"});
  CHECK(count(found.run, Kind::fail) == 0);
}

TEST_CASE("every view has words for stops and for what could not be executed") {
  const std::map<std::string, std::vector<std::string>> words = {
      {"waits-for-stops", {"stops", "resumes", "notices", "SIGSTOP"}},
      {"executes-in-vain", {"fails", "ENOTDIR"}}};
  for (const auto& [program, all] : words) {
    const Finished finished = mpdemo(trace_of({kCorpus, program}));
    for (const std::string& word : all) CHECK_THAT(finished.output, ContainsSubstring(word));
    for (const char* format :
         {"lanes", "svg", "html", "mermaid", "chrome", "asciicast", "jsonl", "text"}) {
      CAPTURE(format);
      const Folder folder;
      const Finished drawn =
          mpdemo(trace_of({kCorpus, program}, {"--format", format, "-o", folder / "run"}));
      CHECK(drawn.error.empty());
      CHECK(!contents_of(folder / "run").empty());
    }
  }
}

TEST_CASE("a vfork is told as one") {
  for (const char* program : {"vfork-and-exec", "posix-spawned"}) {
    CAPTURE(program);
    const Compared compared = same({kCorpus, program});
    const auto forks = events_of(compared.run, Kind::fork);
    REQUIRE(forks.size() == 1);
    CHECK(forks.front().act.fork_mode == probe::ForkMode::vfork);
  }
  const Compared plain = same({kCorpus, "nested-forks"});
  for (const auto& fork : events_of(plain.run, Kind::fork))
    CHECK(fork.act.fork_mode == probe::ForkMode::fork);
}

TEST_CASE("two processes of one PID are two in the record") {
  const Compared compared = compare({kCorpus, "reuses-a-pid"});
  std::map<int, std::string> names;
  std::map<pid_t, std::set<int>> processes;
  for (const auto& event : compared.run.events) {
    REQUIRE(event.process > 0);
    const auto [known, is_new] = names.emplace(event.process, event.name);
    CHECK(known->second == event.name);
    processes[event.pid].insert(event.process);
  }
  CHECK(names.size() == count(compared.run, Kind::start));
  CHECK(count(compared.run, Kind::reap) + 1 == names.size());
  // Whether the PID was reused is up to the kernel.
  const bool came_again = std::any_of(processes.begin(), processes.end(),
                                      [](const auto& one) { return one.second.size() > 1; });
  CHECK(came_again == (compared.traced.status.code() == 3));
}

TEST_CASE("a PID that is taken as soon as it is free still has its reap before") {
  const Compared compared = compare({kCorpus, "contends-for-a-pid"});
  CHECK(compared.traced.status == exited(0));
  // The laws have been checked; this checks that each life of a PID ends before
  // the next.
  std::map<pid_t, bool> is_reaped;
  for (const auto& event : compared.run.events) {
    const auto& act = event.act;
    if (act.kind == Kind::fork) {
      const auto [life, is_new] = is_reaped.emplace(act.peer.value(), false);
      CHECK((is_new || life->second));
      life->second = false;
    }
    if (act.kind == Kind::reap) is_reaped[act.peer.value()] = true;
  }
  CHECK(count(compared.run, Kind::reap) + 1 == count(compared.run, Kind::start));
}

TEST_CASE("a process of many threads stops once, and goes on once") {
  const std::string script =
      "import os, signal, threading, time\n"
      "r, w = os.pipe()\n"
      "is_ready, ready = os.pipe()\n"
      "pid = os.fork()\n"
      "if pid == 0:\n"
      "    os.close(w)\n"
      "    for i in range(4): threading.Thread(target=time.sleep, args=(60,), "
      "daemon=True).start()\n"
      "    os.write(ready, b'r'); os.read(r, 1); os._exit(3)\n"
      "os.read(is_ready, 1)\n"
      "for i in range(10):\n"
      "    os.kill(pid, signal.SIGSTOP); os.waitpid(pid, os.WUNTRACED)\n"
      "    os.kill(pid, signal.SIGCONT); os.waitpid(pid, os.WCONTINUED)\n"
      "os.close(w)\n"
      "print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))\n";
  const Compared compared = same({"python3", "-c", script});
  CHECK(count(compared.run, Kind::stop) == 10);
  CHECK(count(compared.run, Kind::resume) == 10);
  CHECK(count(compared.run, Kind::notice) == 20);
}

TEST_CASE("calls as 32-bit programs make them are seen as all others") {
  const Compared compared = same({kCorpus, "speaks-32-bits"});
#ifdef __x86_64__
  CHECK(count(compared.run, Kind::fork) == 2);
  CHECK(count(compared.run, Kind::wait) == 2);
  CHECK(count(compared.run, Kind::reap) == 2);
  CHECK(count(compared.run, Kind::kill) == 1);
  CHECK(count(compared.run, Kind::open) == 1);
  CHECK(count(compared.run, Kind::send) == 1);
  CHECK(count(compared.run, Kind::recv) == 1);
  const auto outputs = events_of(compared.run, Kind::output);
  REQUIRE(outputs.size() == 1);
  CHECK(outputs.front().name == "child-1");
#endif
}

bool can_have_namespaces() {
  return support::run("unshare", {"-U", "-r", "-p", "-f", "true"}).status == exited(0);
}

TEST_CASE("in a PID namespace waits and signals name the right processes") {
  if (!can_have_namespaces()) return;
  const std::string script = "sleep 100 & kill $!; wait $!; (exit 3) & wait $!; exit 4";
  const Compared compared = same({"unshare", "-U", "-r", "-p", "-f", "sh", "-c", script});
  CHECK(count(compared.run, Kind::reap) == 3);
  const auto kills = events_of(compared.run, Kind::kill);
  REQUIRE(kills.size() == 1);
  CHECK(kills.front().act.peer_name == "child-1.1");
  for (const Kind kind : {Kind::reap, Kind::kill, Kind::wait}) {
    for (const auto& event : events_of(compared.run, kind)) {
      if (!event.act.peer) continue;
      // By our PIDs, which the record uses for all processes.
      CHECK(*event.act.peer > 10);
      CHECK(event.act.peer_name.starts_with("child-1"));
    }
  }
}

TEST_CASE("what may end a standstill from outside is said") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({kCorpus, "woken-from-outside"}, {"--format", "raw"}),
                  support::on_terminal());
  program.expect("ready");
  program.expect("all wait, unless parent ");
  program.expect("handles SIG");
  for (const pid_t child : support::children_of(program.pid())) ::kill(child, SIGUSR1);
  program.expect("woken");
  CHECK(program.wait() == exited(4));
}

TEST_CASE("an empty name is no program, as in a shell") {
  const Finished finished = mpdemo({"trace", "--", ""});
  CHECK(finished.status == exited(127));
  CHECK(is_one_sentence(finished.error));
}

TEST_CASE("a tracer that would use a filter of its own misses nothing, and is told of it") {
  const char* const tracer = "/usr/bin/strace";
  if (::access(tracer, X_OK) != 0) return;
  const Compared compared = compare({tracer, "-f", "-qq", "--seccomp-bpf", "-e", "trace=write",
                                     "-e", "signal=none", "sh", "-c", "echo one; exit 3"});
  CHECK(compared.traced.output == compared.plain.output);
  CHECK(compared.traced.status == exited(compared.plain.status.code()));
  CHECK_THAT(compared.traced.error, ContainsSubstring("wanted to choose its calls by a filter"));
  for (const auto& text : {compared.plain.error, compared.traced.error})
    CHECK_THAT(text, ContainsSubstring("write(1, \"one\\n\", 4)"));
}

TEST_CASE("mpdemo in mpdemo shows what is written, and says why no more") {
  const Compared compared =
      compare({kMpdemo, "trace", "--format", "raw", "--", "sh", "-c", "echo one; exit 3"});
  CHECK(compared.traced.output == compared.plain.output);
  CHECK(compared.traced.status == exited(compared.plain.status.code()));
  CHECK_THAT(compared.traced.error, ContainsSubstring("ptrace is refused here"));
}

}  // namespace
}  // namespace tests
