#include <string>

#include "core/os/clock.hpp"
#include "tests/tracer/unchanged/settings.hpp"

// How a traced program ends: when its reader leaves, when mpdemo is told to
// end, and beside children that do not belong to mpdemo.

namespace tests {
namespace {

/// A form of trace, and the record that it leaves, if it does.
struct Form {
  Arguments options;
  std::string record = {};
};

std::vector<Form> all_forms(const Folder& folder) {
  const std::string record = folder / "run.jsonl";
  return {{{}}, {{"--format", "raw"}}, {{"--format", "jsonl", "-o", record}, record}};
}

void check_kept(const Form& form) {
  if (!form.record.empty()) lawful_run_in(contents_of(form.record));
}

// ---- the reader goes away

/// A program whose reader leaves after the first line: the pipeline behaves the
/// same with mpdemo and without.
void check_reader_leaves(const Arguments& command, const std::string& error, int status) {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options options;
  options.output = To::one_line;
  const Finished plain =
      support::run(command.front(), Arguments(command.begin() + 1, command.end()), options);
  CHECK(plain.error == error);
  CHECK(plain.status.code() == status);
  for (const Form& form : all_forms(folder)) {
    CAPTURE(form.options);
    const Finished traced = mpdemo(trace_of(command, form.options), options);
    CHECK(traced.error == error);
    CHECK(traced.status == exited(status));
    check_kept(form);
  }
}

TEST_CASE("a script goes on after its pipeline has lost its reader") {
  check_reader_leaves({"sh", "-c", "yes; echo after >&2; exit 5"}, "after\n", 5);
}

TEST_CASE("traps run after the reader has left") {
  check_reader_leaves({"sh", "-c", "trap 'echo trapped >&2; exit 6' EXIT; yes"}, "trapped\n", 6);
}

TEST_CASE("a program whose reader has left hears SIGPIPE and then sees EPIPE") {
  support::SmallProgram program = support::small_program("output/write_errors.c");
  program.arguments = {"10000000"};
  check_reader_leaves(support::command_of(program), "SIGPIPE\nafter: Broken pipe\n", 5);
}

TEST_CASE("a program that ignores SIGPIPE sees EPIPE alone") {
  check_reader_leaves({"sh", "-c", "trap '' PIPE; yes 2>&-; echo broken >&2; exit 4"}, "broken\n",
                      4);
}

TEST_CASE("a program that SIGPIPE ends is said to have ended so") {
  check_reader_leaves({"yes"}, "", 128 + SIGPIPE);
}

// ---- full and closed

TEST_CASE("a full device and a closed output are the program's own to see") {
  const support::NothingLeft nothing_left;
  const Arguments command = support::command_of("output/write_errors.c");
  for (const auto& [setting, error] : {std::pair(Setting::full, "No space left on device"),
                                       std::pair(Setting::closed, "Bad file descriptor")}) {
    Stand stand(setting);
    const std::string said = std::string("after: ") + error + "\n";
    for (const Seen& seen :
         {stand.run(command), stand.trace(command, {"--format", "raw"}), stand.record(command)}) {
      CHECK(seen.error == said);
      CHECK(seen.status == exited(5));
    }
    CHECK(told_by(lawful_run_in(stand.record())).error == said);
  }
}

// ---- mpdemo is told to end

/// The program that waits for a signal; with arguments it sends one to itself.
Arguments waiting(const std::string& file) {
  return {support::command_of(file).front()};
}

void check_request(int signal) {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const Form& form : all_forms(folder)) {
    CAPTURE(form.options);
    Program program(kMpdemo, trace_of(waiting("signals/handles_term.c"), form.options));
    program.expect("ready");
    program.send_signal(signal);
    CHECK(program.wait() == exited(30 + signal));
    CHECK_THAT(program.output(), ContainsSubstring("cleaning up after"));
    CHECK(support::no_process_left_within(2));
    check_kept(form);
  }
}

TEST_CASE("SIGTERM to mpdemo reaches the program and its handler's status counts") {
  check_request(SIGTERM);
}

TEST_CASE("SIGHUP to mpdemo reaches the program and its handler's status counts") {
  check_request(SIGHUP);
}

TEST_CASE("SIGTERM to mpdemo ends a program without a handler as it would have") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options answered;
  answered.input = To::pipe;
  for (const Form& form : all_forms(folder)) {
    CAPTURE(form.options);
    Program program(kMpdemo, trace_of({"sh", "-c", "echo ready; read line; echo no"}, form.options),
                    answered);
    program.expect("ready");
    program.send_signal(SIGTERM);
    CHECK(program.wait().code() == 128 + SIGTERM);
    check_kept(form);
  }
}

TEST_CASE("a program that ignores SIGTERM is gone two seconds later", "[slow]") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const Form& form : all_forms(folder)) {
    CAPTURE(form.options);
    Program program(kMpdemo, trace_of(waiting("signals/ignores_term.c"), form.options));
    program.expect("ready");
    const auto told = os::now();
    program.send_signal(SIGTERM);
    const os::ExitStatus status = program.wait();
    CHECK(!status.ok());
    CHECK(os::now() - told >= std::chrono::seconds(1));
    CHECK(os::now() - told < std::chrono::seconds(5));
    CHECK(support::no_process_left_within(2));
    check_kept(form);
  }
}

// ---- children that mpdemo did not make

TEST_CASE("mpdemo does not take a child that it was born with for its program") {
  const support::NothingLeft nothing_left;
  for (int round = 0; round < 10; ++round) {
    const Finished traced =
        support::run("bash", {"-c", "true & exec \"$0\" trace --format raw -- echo hi", kMpdemo});
    CHECK(traced.output == "hi\n");
    CHECK(traced.error == "");
    CHECK(traced.status == exited(0));
  }
}

TEST_CASE("mpdemo does not wait for a child that it was born with") {
  const support::NothingLeft nothing_left;
  const auto begun = os::now();
  Options held;
  held.input = To::pipe;
  // The one in the background stays until the test lets its input end.
  Program program(
      "bash",
      {"-c", "cat <&0 >/dev/null 2>&1 & exec \"$0\" trace --timeout 1s -- sh -c 'read line'",
       kMpdemo},
      held);
  CHECK(!program.wait().ok());
  CHECK(os::now() - begun >= std::chrono::seconds(1));
  CHECK(os::now() - begun < std::chrono::seconds(3));
}

}  // namespace
}  // namespace tests
