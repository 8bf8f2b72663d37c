#include <sys/syscall.h>

#include <string>

#include "core/os/process/process.hpp"
#include "tests/tracer/traced.hpp"

namespace tests {
namespace {

TEST_CASE("where ptrace is refused the output is observed, and a sentence says so") {
  const support::NothingLeft nothing_left;
  Options options;
  refuse_ptrace(options);
  const Finished traced =
      mpdemo(trace_of({kCorpus, "nested-forks"}, {"--format", "jsonl"}), options);
  CHECK(traced.status == exited(8));
  CHECK(is_one_sentence(traced.error));
  CHECK_THAT(traced.error, ContainsSubstring("ptrace is refused here"));
  const auto run = lawful_run_in(traced.output);
  CHECK(count(run, probe::Kind::output) == 3);
  CHECK(count(run, probe::Kind::start) == 3);
  // And it is reported once, however often the program runs.
  const Finished counted = mpdemo(trace_of({kCorpus, "nested-forks"}, {"--runs", "3"}), options);
  CHECK(counted.status == exited(0));
  CHECK(is_one_sentence(counted.error));
  CHECK_THAT(counted.output, StartsWith("trace/mpdemo_corpus: 1 outcome seen in 3 runs\n"));
}

TEST_CASE("where calls cannot be filtered the output is observed, and nobody outlives us") {
  Options options;
  options.before_exec = [] { refuse(SYS_seccomp); };
  {
    const support::NothingLeft nothing_left;
    const Finished traced =
        mpdemo(trace_of({kCorpus, "late-orphan"}, {"--format", "raw"}), options);
    CHECK(traced.status == exited(6));
    CHECK(traced.output == "still here\n");
    CHECK(is_one_sentence(traced.error));
    CHECK_THAT(traced.error, ContainsSubstring("refuses to filter system calls"));
  }
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({kCorpus, "deaf"}, {"--format", "raw", "--observe", "output"}),
                  options);
  program.expect("deaf too");
  CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
}

TEST_CASE("the output observer knows who writes, and keeps the laws") {
  for (const char* program : {"nested-forks", "many-at-once", "late-orphan", "kills-itself"}) {
    CAPTURE(program);
    const Compared compared = compare({kCorpus, program}, {"--observe", "output"});
    check_same(compared);
    CHECK(count(compared.run, probe::Kind::output) == lines_of(compared.plain.output).size());
  }
}

TEST_CASE("a run lasts until its last process has ended, and even that one can open files") {
  const char* const script =
      "late() { while kill -0 $$; do :; done; echo late > \"$0\"; }\n"
      "late >/dev/null 2>&1 </dev/null &";
  for (const char* observer : {"ptrace", "output"}) {
    CAPTURE(observer);
    const support::NothingLeft nothing_left;
    const Folder folder;
    const Finished traced = mpdemo(trace_of({"sh", "-c", script, folder / "file"},
                                            {"--format", "raw", "--observe", observer}));
    CHECK(traced.status == exited(0));
    CHECK(contents_of(folder / "file") == "late\n");
  }
}

TEST_CASE("what cannot be run is said in a sentence, with a shell's exit status") {
  for (const char* observer : {"ptrace", "output"}) {
    const Finished none = mpdemo(trace_of({"no-such-program-here"}, {"--observe", observer}));
    CHECK(none.status == exited(127));
    CHECK(is_one_sentence(none.error));
    CHECK(none.output.empty());
    const Finished folder = mpdemo(trace_of({"/etc"}, {"--observe", observer}));
    CHECK(folder.status == exited(126));
  }
}

TEST_CASE("a program that is missing, or not after the mark, is asked for") {
  check_refused({"trace"}, "mpdemo trace -- PROGRAM");
  check_refused({"trace", "--"}, "mpdemo trace -- PROGRAM");
  check_refused({"trace", "ls"}, "mpdemo trace -- ls");
  check_refused({"trace", "--observe", "all", "--", "ls"}, "ptrace");
}

TEST_CASE("when nobody can go on, who waits for what is said before the time is up") {
  const support::NothingLeft nothing_left;
  const Finished timed =
      mpdemo(trace_of({kCorpus, "never-closed"}, {"--format", "jsonl", "--timeout", "2s"}));
  CHECK(timed.status == exited(1));
  CHECK_THAT(timed.error, ContainsSubstring("mpdemo: nobody can go on: parent "));
  CHECK_THAT(timed.error,
             ContainsSubstring("waits for pipe-1, which can be written to by parent "));
  CHECK_THAT(timed.error, ContainsSubstring("mpdemo: gave up after 2 s: "));
  const auto run = lawful_run_in(timed.output);
  CHECK(run.end.status == "hung");
}

TEST_CASE("a program that takes too long is ended, whichever way it is observed") {
  const support::NothingLeft nothing_left;
  for (const char* observer : {"ptrace", "output"}) {
    CAPTURE(observer);
    const Finished timed = mpdemo(trace_of(
        {"sleep", "60"}, {"--format", "jsonl", "--observe", observer, "--timeout", "200ms"}));
    CHECK(timed.status == exited(1));
    CHECK_THAT(timed.error, ContainsSubstring("gave up after 0.2 s"));
    CHECK(lawful_run_in(timed.output).end.status == "hung");
  }
}

TEST_CASE("a program that has polled its children can be ended, too") {
  const support::NothingLeft nothing_left;
  const Finished timed =
      mpdemo(trace_of({kCorpus, "polls-and-stays"}, {"--format", "jsonl", "--timeout", "500ms"}));
  CHECK(timed.status == exited(1));
  CHECK(lawful_run_in(timed.output).end.status == "hung");
  Program program(kMpdemo, trace_of({kCorpus, "polls-and-stays"}, {"--format", "raw"}));
  program.expect("ready");
  CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
}

TEST_CASE("Ctrl-C reaches the program, which answers as it likes") {
  const support::NothingLeft nothing_left;
  for (const char* observer : {"ptrace", "output"}) {
    Program program(
        kMpdemo,
        trace_of({kCorpus, "exits-when-asked"}, {"--format", "raw", "--observe", observer}),
        support::on_terminal());
    program.expect("ready");
    program.send_keys("\x03");
    program.expect("asked");
    CHECK(program.wait() == exited(9));
  }
}

TEST_CASE("an interrupt sent to mpdemo alone is passed on to the program") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({kCorpus, "exits-when-asked"}, {"--format", "raw"}));
  program.expect("ready");
  program.send_signal(SIGINT);
  CHECK(program.wait() == exited(9));
}

TEST_CASE("a second Ctrl-C ends mpdemo and all it runs") {
  for (const char* observer : {"ptrace", "output"}) {
    CAPTURE(observer);
    const support::NothingLeft nothing_left;
    Program program(kMpdemo,
                    trace_of({kCorpus, "deaf"}, {"--format", "raw", "--observe", observer}),
                    support::on_terminal());
    program.expect("deaf too");
    interrupt_until_it_ends(program);
  }
}

TEST_CASE("mpdemo killed at once takes the program with it, whichever way it is observed") {
  for (const char* observer : {"ptrace", "output"}) {
    CAPTURE(observer);
    const support::NothingLeft nothing_left;
    Program program(kMpdemo,
                    trace_of({kCorpus, "deaf"}, {"--format", "raw", "--observe", observer}));
    program.expect("deaf too");
    CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
  }
}

TEST_CASE("so it is with orphans, and with one that has left the terminal and its output") {
  for (const char* observer : {"ptrace", "output"}) {
    CAPTURE(observer);
    const support::NothingLeft nothing_left;
    Program program(kMpdemo,
                    trace_of({kCorpus, "daemon"}, {"--format", "raw", "--observe", observer}));
    program.expect("ready");
    CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
  }
}

TEST_CASE("Ctrl-Z stops the program and mpdemo, and both go on") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({kCorpus, "exits-when-asked"}, {"--format", "raw"}),
                  support::on_terminal());
  program.expect("ready");
  program.send_keys("\x1a");
  CHECK(program.wait_until_stopped() == SIGTSTP);
  program.send_signal(SIGCONT);
  for (const pid_t child : support::children_of(program.pid())) ::kill(child, SIGCONT);
  program.send_keys("\x03");
  CHECK(program.wait() == exited(9));
}

}  // namespace
}  // namespace tests
