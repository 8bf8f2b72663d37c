#include "tests/app/mpdemo.hpp"

// mpdemo itself is told to end, or just killed, in the middle of a run.

namespace {

using namespace tests;

/// A session after the fork: parent and child are held.
class HeldSession {
 public:
  HeldSession()
      : program(kMpdemo, {"fork", "--demo", "basic", "--step", "--quiz", "off"},
                support::on_small_terminal()) {
    program.expect("is about to print");
    program.send_keys("\n");
    program.expect("is about to fork");
    program.send_keys("\n");
    program.expect("is about to print");
    // Otherwise "as it was before" would prove nothing.
    REQUIRE_FALSE(os::same_modes(program.modes(), program.modes_before()));
  }

  bool left_terminal_as_before() const {
    return os::same_modes(program.modes(), program.modes_before());
  }

  Program program;
};

}  // namespace

TEST_CASE("A signal in the middle of a step leaves no process, and the terminal as before") {
  const support::NothingLeft nothing_left;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    CAPTURE(signal);
    HeldSession session;
    // A shell reports 128 + signal: 130, 143, 129, 131.
    CHECK(end_with(signal, session.program) == os::ExitStatus::killed(signal));
    CHECK(session.left_terminal_as_before());
  }
}

TEST_CASE("Ctrl-C and Ctrl-\\ are signals during a session, too") {
  const support::NothingLeft nothing_left;
  for (const auto& [key, signal] : {std::pair("\x03", SIGINT), std::pair("\x1c", SIGQUIT)}) {
    CAPTURE(signal);
    HeldSession session;
    session.program.send_keys(key);
    CHECK(session.program.wait() == os::ExitStatus::killed(signal));
    CHECK(support::no_process_left_within(2));
    CHECK(session.left_terminal_as_before());
  }
}

TEST_CASE("SIGKILL in the middle of a step leaves no process, and the terminal as before") {
  const support::NothingLeft nothing_left;
  for (int i = 0; i < 10; ++i) {
    HeldSession session;
    CHECK(end_with(SIGKILL, session.program) == os::ExitStatus::killed(SIGKILL));
    CHECK(support::eventually([&] { return session.left_terminal_as_before(); }));
  }
}

TEST_CASE("A crash in the middle of a step leaves the terminal as before") {
  const support::NothingLeft nothing_left;
  HeldSession session;
  // Not SIGSEGV, to which the sanitizers have an answer of their own.
  CHECK(end_with(SIGABRT, session.program) == os::ExitStatus::killed(SIGABRT));
  CHECK(support::eventually([&] { return session.left_terminal_as_before(); }));
}

TEST_CASE("SIGKILL the moment a demo has begun leaves no process") {
  const support::NothingLeft nothing_left;
  for (int i = 0; i < 50; ++i) {
    Program program(kFixture, {"bad", "--demo", "hang", "--auto"});
    while (support::children_of(program.pid()).empty()) {
    }
    program.send_signal(SIGKILL);
    CHECK(program.wait() == os::ExitStatus::killed(SIGKILL));
    REQUIRE(support::no_process_left_within(2));
  }
}

TEST_CASE("A window that is closed takes the session with it") {
  const support::NothingLeft nothing_left;
  HeldSession session;
  session.program.close_window();
  CHECK(support::no_process_left_within(2));
}

TEST_CASE("A signal in the middle of a paced run leaves no process") {
  const support::NothingLeft nothing_left;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGKILL}) {
    CAPTURE(signal);
    Program program(kMpdemo, {"fork", "--demo", "basic", "--auto", "--pace", "300ms"});
    program.expect("forks");
    CHECK(end_with(signal, program) == os::ExitStatus::killed(signal));
    CHECK(program.error().empty());
  }
}

TEST_CASE("A record that is interrupted ends with what happened") {
  const support::NothingLeft nothing_left;
  Program program(kFixture, {"bad", "--demo", "hang", "--format", "jsonl"});
  program.expect("\"kind\":\"wait\"");
  CHECK(end_with(SIGTERM, program) == os::ExitStatus::killed(SIGTERM));
  const auto run = lawful_run_in(program.output());
  CHECK(run.end.status == "interrupted");
  CHECK_THAT(run.end.reason, ContainsSubstring("SIGTERM"));
}
