#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include "core/os/process/proc_file.hpp"
#include "tests/tracer/traced.hpp"

// A reader chooses, on a terminal, which process of a program goes on. The
// output is read without escape sequences, so prompts are not erased.

namespace tests {
namespace {

using probe::Kind;

/// How every prompt ends.
constexpr const char* kPrompt = " q:";

/// Enter, more often than any of these programs asks.
const std::string kEnters(2000, '\n');

Arguments stepped(const Arguments& program, Arguments options = {}) {
  options.insert(options.end(), {"--step", "--plain", "--color", "never"});
  return trace_of(program, options);
}

/// The PID of `name` on the screen.
pid_t pid_of(const std::string& name, const Program& program) {
  std::smatch found;
  const std::regex pattern("\\b" + name + " (\\d+) ");
  REQUIRE(std::regex_search(program.output(), found, pattern));
  return std::stoi(found[1]);
}

/// Steps over the fork; both sides are held before they print.
void go_to_both(Program& program) {
  program.expect("is about to fork");
  program.expect(kPrompt);
  program.send_keys("\n");
  program.expect("is about to write \"from the child\\n\"");
  program.expect("is about to write \"from the parent\\n\". Type Enter 2 b c or q:");
}

/// Whether one process has made the other, or one that has made it, and so on.
bool has_made(pid_t maker, pid_t pid) {
  while (pid > 1 && pid != maker) {
    const auto state = os::state_of(pid);
    pid = state ? state->parent : 0;
  }
  return pid == maker;
}

/// Our PID of a process that calls itself so in the sandbox of that mpdemo; others have
/// sandboxes, too.
pid_t outer(pid_t inner, const Program& mpdemo) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const pid_t pid = std::atoi(entry.path().filename().c_str());
    const auto pids = pid > 0 ? os::pids_of(pid) : std::vector<pid_t>();
    if (pids.size() > 1 && pids.back() == inner && has_made(mpdemo.pid(), pid)) return pid;
  }
  return inner;
}

TEST_CASE("after a fork the chosen process prints first, each time") {
  const support::NothingLeft nothing_left;
  for (int i = 0; i < 5; ++i) {
    for (const bool child_first : {true, false}) {
      CAPTURE(child_first);
      const Folder folder;
      Program program(kMpdemo,
                      stepped({kCorpus, "both-speak"}, {"--format", "raw", "-o", folder / "raw"}),
                      support::on_terminal());
      go_to_both(program);
      program.send_keys(child_first ? "2" : "1");
      program.expect(child_first ? "writes: from the child" : "writes: from the parent");
      program.expect(kPrompt);
      program.send_keys("g");
      CHECK(program.wait() == exited(0));
      CHECK(contents_of(folder / "raw") == (child_first ? "from the child\nfrom the parent\n"
                                                        : "from the parent\nfrom the child\n"));
    }
  }
}

TEST_CASE("nobody does anything that matters before a key is pressed") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, stepped({kCorpus, "both-speak"}), support::on_terminal());
  go_to_both(program);
  CHECK(times("writes: ", program.output()) == 0);
  // A child that is chosen to its end; the parent does not move.
  for (const char* next : {"is about to exit with 0", "is about to write \"from the p"}) {
    program.send_keys("2");
    program.expect(next);
    program.expect(kPrompt);
  }
  CHECK(times("writes: from the parent", program.output()) == 0);
  CHECK(times("exits with 0", program.output()) == 1);
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("Enter alone goes through to the end, and the program ends as it would") {
  for (const Arguments& command : {Arguments{kCorpus, "nested-forks"},
                                   {kCorpus, "vfork-and-exec"},
                                   {kCorpus, "posix-spawned"},
                                   {kCorpus, "failed-exec"},
                                   {kCorpus, "late-orphan"},
                                   {kCorpus, "wait-styles"},
                                   {kCorpus, "merged-signals"},
                                   {kCorpus, "kills-child"},
                                   {kCorpus, "stops-and-goes-on"},
                                   {kCorpus, "pipe-there-and-back"},
                                   {kCorpus, "more-than-fits"},
                                   {kCorpus, "broken-pipe"},
                                   {kCorpus, "thread-pool"},
                                   {kCorpus, "threads-that-fork"},
                                   {kCorpus, "exec-from-a-thread"},
                                   {"sh", "-c", "printf 'b\\na\\n' | sort | tr a-z A-Z"}}) {
    CAPTURE(command);
    const support::NothingLeft nothing_left;
    const Folder folder;
    const Finished plain =
        support::run(command.front(), Arguments(command.begin() + 1, command.end()));
    Program program(kMpdemo, stepped(command, {"--format", "jsonl", "-o", folder / "run"}),
                    support::on_terminal());
    program.expect(kPrompt);
    program.send_keys(kEnters);
    CHECK(program.wait() == exited(plain.status.code()));
    CHECK(as_before(program));
    const auto run = lawful_run_in(contents_of(folder / "run"));
    CHECK(run.end.status == "ok");
    std::string printed;
    for (const auto& event : events_of(run, Kind::output)) printed += event.act.text;
    CHECK(sorted_lines(printed) == sorted_lines(plain.output + plain.error));
  }
}

TEST_CASE("g lets all go on, and asks no more") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, stepped({kCorpus, "nested-forks"}), support::on_terminal());
  program.expect(kPrompt);
  program.send_keys("g");
  CHECK(program.wait() == exited(8));
  CHECK(times(kPrompt, program.output()) == 1);
  CHECK(times("exits with", program.output()) == 3);
  CHECK(as_before(program));
}

TEST_CASE("q and Ctrl-D end the program, with status 0, and nothing is left") {
  const support::NothingLeft nothing_left;
  for (const char* key : {"q", "\x04"}) {
    const Folder folder;
    Program program(kMpdemo,
                    stepped({kCorpus, "both-speak"}, {"--format", "jsonl", "-o", folder / "run"}),
                    support::on_terminal());
    go_to_both(program);
    program.send_keys(key);
    CHECK(program.wait() == exited(0));
    CHECK(support::no_process_left_within(2));
    CHECK(as_before(program));
    const auto run = lawful_run_in(contents_of(folder / "run"));
    CHECK(run.end.status == "interrupted");
    CHECK(run.end.reason == "ended by the reader");
    CHECK(count(run, Kind::output) == 0);
  }
}

TEST_CASE("a held process that somebody kills is no longer there to be chosen") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, stepped({kCorpus, "both-speak"}), support::on_terminal());
  go_to_both(program);
  REQUIRE(::kill(outer(pid_of("child-1", program), program), SIGKILL) == 0);
  program.expect("is killed by SIGKILL (9).");
  program.expect("is about to write \"from the parent\\n\". Type Enter b c or q:");
  program.send_keys(kEnters);
  CHECK(program.wait() == exited(137));
}

TEST_CASE("when nobody can go on, it is said who waits for what, and q ends it") {
  const support::NothingLeft nothing_left;
  // By steps, or at once.
  for (const std::string& keys : {kEnters.substr(0, 3), std::string("g")}) {
    Program program(kMpdemo, stepped({kCorpus, "never-closed"}), support::on_terminal());
    program.expect(kPrompt);
    program.send_keys(keys);
    program.expect(keys == "g" ? "Nobody can go on: " : "nobody can go on");
    if (keys == "g") program.expect("q ends the");
    const std::string screen = std::regex_replace(program.output(), std::regex("\\s+"), " ");
    CHECK_THAT(screen, ContainsSubstring("waits for pipe-1, which can be written to by parent "));
    program.send_keys("q");
    CHECK(program.wait() == exited(0));
  }
}

TEST_CASE(
    "a process that computes forever, or waits for something outside, does not hold others up") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, stepped({"sh", "-c", "while :; do :; done & echo hi; kill $!; wait"}),
                  support::on_terminal());
  program.expect(kPrompt);
  program.send_keys("\n");
  program.expect("is computing");
  program.expect("is about to write \"hi\\n\"");
  program.send_keys(kEnters);
  CHECK(program.wait() == exited(0));

  Program deaf(kMpdemo, stepped({kCorpus, "deaf"}), support::on_terminal());
  deaf.expect(kPrompt);
  deaf.send_keys("\n\n\n\n\n");
  deaf.expect("waits for a signal");
  deaf.expect("nobody can go on");
  deaf.send_keys("q");
  CHECK(deaf.wait() == exited(0));
}

TEST_CASE("b runs the program again, up to the choice before, and another one can be made") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, stepped({kCorpus, "both-speak"}), support::on_terminal());
  go_to_both(program);
  for (int i = 0; i < 3; ++i) {
    program.send_keys("1");
    program.expect("writes: from the parent");
    program.expect(kPrompt);
    program.send_keys("b");
    program.expect("Back at choice 2");
    program.expect("is about to write \"from the parent\\n\". Type Enter 2 b c or q:");
  }
  program.send_keys("2");
  program.expect("writes: from the child");
  program.expect(kPrompt);
  program.send_keys("g");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("b at the first act says that it is the first, and any other key what the keys do") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, stepped({kCorpus, "both-speak"}), support::on_terminal());
  program.expect("is about to fork");
  program.expect(kPrompt);
  program.send_keys("b");
  program.expect("This is the beginning");
  for (const char* key : {"?", "x", "9", "p"}) {
    program.expect("is about to fork");
    program.expect(kPrompt);
    program.send_keys(key);
    program.expect("Enter");
  }
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("a program that is stepped through has its signals as it would have") {
  const support::NothingLeft nothing_left;
  const Arguments program = {"grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"};
  const Finished plain =
      support::run(program.front(), Arguments(program.begin() + 1, program.end()));
  for (const bool is_full : {true, false}) {
    CAPTURE(is_full);
    const Folder folder;
    Arguments options = {"--step", "--format", "raw", "-o", folder / "raw"};
    if (!is_full) options.emplace_back("--plain");
    Program stepped(kMpdemo, trace_of(program, options), support::on_terminal());
    stepped.expect("is about to");
    stepped.send_keys(kEnters);
    CHECK(stepped.wait() == exited(0));
    CHECK(contents_of(folder / "raw") == plain.output);
  }
}

TEST_CASE("a signal at a prompt, by Ctrl-C or not, ends the program and mpdemo") {
  const support::NothingLeft nothing_left;
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    CAPTURE(signal);
    Program program(kMpdemo, stepped({kCorpus, "both-speak"}), support::on_terminal());
    go_to_both(program);
    if (signal == SIGINT)
      program.send_keys("\x03");
    else
      program.send_signal(signal);
    CHECK(program.wait() == os::ExitStatus::killed(signal));
    CHECK(support::no_process_left_within(2));
    CHECK(support::eventually([&] { return as_before(program); }));
  }
}

TEST_CASE("Ctrl-Z at a prompt stops mpdemo, which asks again when it goes on") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, stepped({kCorpus, "both-speak"}), support::on_terminal());
  go_to_both(program);
  program.send_keys("\x1a");
  CHECK(program.wait_until_stopped() == SIGTSTP);
  CHECK(as_before(program));
  for (const char* name : {"parent", "child-1"}) ::kill(pid_of(name, program), SIGCONT);
  program.send_signal(SIGCONT);
  program.expect("Type Enter 2 b c or q:");
  program.send_keys(kEnters);
  CHECK(program.wait() == exited(0));
}

TEST_CASE("the keys are the reader's: the program reads another input, or none") {
  const support::NothingLeft nothing_left;
  Program none(kMpdemo, stepped({kCorpus, "asks"}), support::on_terminal());
  none.expect("is about to write \"Your name? \"");
  none.send_keys(kEnters);
  none.expect("writes: Hello, ");
  CHECK(none.wait() == exited(0));

  const Folder folder;
  write_file(folder / "name", "Tony\n");
  Options options = support::on_terminal();
  options.input = Stream(folder / "name");
  Program file(kMpdemo, stepped({kCorpus, "asks"}), options);
  file.expect("is about to write \"Your name? \"");
  file.send_keys(kEnters);
  file.expect("writes: Hello, Tony");
  CHECK(file.wait() == exited(4));
}

TEST_CASE("steps need a terminal, and somebody who may hold processes") {
  const support::NothingLeft nothing_left;
  const Finished elsewhere = mpdemo(trace_of({"ls"}, {"--step"}));
  CHECK(elsewhere.status == exited(3));
  CHECK(is_one_sentence(elsewhere.error));
  CHECK_THAT(elsewhere.error, ContainsSubstring("--step needs a terminal"));

  Options options = support::on_terminal();
  options.error = To::pipe;
  refuse_ptrace(options);
  const Finished refused = mpdemo(trace_of({"ls"}, {"--step"}), options);
  CHECK(refused.status == exited(3));
  CHECK(is_one_sentence(refused.error));
  CHECK_THAT(refused.error, ContainsSubstring("ptrace is refused here"));
}

TEST_CASE("what cannot be stepped through is refused, with what to do instead") {
  check_refused({"trace", "--step", "--observe", "output", "--", "ls"}, "leave out one of them");
  check_refused({"trace", "--step", "--timeout", "5s", "--", "ls"}, "use only one");
  check_refused({"trace", "--step", "--format", "lanes", "--", "ls"}, "-o");
  check_refused({"trace", "--step", "--format", "jsonl", "--", "ls"}, "-o");
}

}  // namespace
}  // namespace tests
