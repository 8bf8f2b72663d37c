#include <unistd.h>

#include <algorithm>
#include <string>

#include "tests/tracer/traced.hpp"

// Programs that use ptrace themselves: we release the processes that they trace,
// and these behave as without us.

namespace tests {
namespace {

using probe::Kind;

void check_traced(const char* name, std::size_t processes, std::size_t reaps) {
  CAPTURE(name);
  const Compared compared = compare({kCorpus, name});
  CHECK(compared.traced.status == exited(compared.plain.status.code()));
  CHECK(compared.traced.output == compared.plain.output);
  CHECK(is_one_sentence(compared.traced.error));
  CHECK_THAT(compared.traced.error, ContainsSubstring("traces processes of its own"));
  CHECK(count(compared.run, Kind::start) == processes);
  CHECK(count(compared.run, Kind::reap) == reaps);
  CHECK(compared.run.end.status == "ok");
}

TEST_CASE("a child that asks to be traced is, and its tracer sees what it would") {
  check_traced("traces-child", 2, 1);
  check_traced("steps-through-child", 2, 1);
  check_traced("traces-itself", 2, 1);
}

TEST_CASE("a running child is attached to, in a call, with threads, or stopped") {
  check_traced("attaches", 2, 1);
  check_traced("seizes-threads", 2, 1);
  check_traced("seizes-stopped", 2, 1);
  check_traced("traces-tracer", 3, 2);
}

TEST_CASE("a process lives on when its tracer has left it, and so do its children") {
  check_traced("leaves-a-family", 3, 1);
}

TEST_CASE("a program that looks whether it is traced sees nobody") {
  check_same(compare({kCorpus, "asks-twice"}));
}

std::size_t lines_with(const std::string& text, const std::string& part) {
  const auto lines = lines_of(text);
  return static_cast<std::size_t>(
      std::count_if(lines.begin(), lines.end(),
                    [&](const std::string& line) { return line.find(part) != std::string::npos; }));
}

TEST_CASE("a tracer that we did not write gets the same stops") {
  const char* const tracer = "/usr/bin/strace";
  if (::access(tracer, X_OK) != 0) return;
  const Compared compared = compare({tracer, "-f", "-qq", "-e", "trace=write,execve", "-e",
                                     "signal=none", "sh", "-c", "(echo one; exit 3); echo two"});
  CHECK(compared.traced.output == compared.plain.output);
  CHECK(compared.traced.status == exited(compared.plain.status.code()));
  for (const char* part : {"write(1, \"one", "write(1, \"two", "execve("}) {
    CAPTURE(part);
    CHECK(lines_with(compared.traced.error, part) == 1);
    CHECK(lines_with(compared.plain.error, part) == 1);
  }
}

TEST_CASE("a process that we let go ends with us, in whatever way we end") {
  const auto raw = trace_of({kCorpus, "traces-for-ever"}, {"--format", "raw"});
  {
    const support::NothingLeft nothing_left;
    Program program(kMpdemo, raw);
    program.expect("traced");
    CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
  }
  {
    const support::NothingLeft nothing_left;
    Program program(kMpdemo, raw, support::on_terminal());
    program.expect("traced");
    interrupt_until_it_ends(program);
  }
  const support::NothingLeft nothing_left;
  const Finished timed =
      mpdemo(trace_of({kCorpus, "traces-for-ever"}, {"--format", "jsonl", "--timeout", "500ms"}));
  CHECK(timed.status == exited(1));
  CHECK(lawful_run_in(timed.output).end.status == "hung");
}

}  // namespace
}  // namespace tests
