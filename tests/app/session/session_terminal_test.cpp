#include "core/os/process/process.hpp"
#include "tests/app/mpdemo.hpp"

// A session line by line and the terminal around it: is there one, is it stopped, resized.

namespace {

using namespace tests;

const Arguments kStep = {"fork", "--demo", "basic", "--step", "--quiz", "off"};

/// Whether every process of the demo is in `state`, as proc(5) calls it.
bool demo_is(char state, const Program& program) {
  for (const pid_t pid : support::children_of(program.pid())) {
    const auto found = os::state_of(pid);
    if (found && found->state != state) return false;
  }
  return true;
}

void check_refused(const Arguments& arguments, const Options& options) {
  const Finished finished = mpdemo(arguments, options);
  CHECK(finished.status == exited(3));
  const std::string& error = finished.error.empty() ? finished.output : finished.error;
  CHECK_THAT(error, StartsWith("mpdemo: "));
  CHECK_THAT(error, ContainsSubstring("terminal"));
  CHECK(times("\n", error) == 1);
}

}  // namespace

TEST_CASE("Ctrl-Z stops the session and its demo, with the terminal as before") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, kStep, support::on_small_terminal());
  program.expect("is about to print");
  for (int round = 0; round < 3; ++round) {
    program.send_keys("\x1a");
    CHECK(program.wait_until_stopped() == SIGTSTP);
    CHECK(as_before(program));
    CHECK(support::eventually([&] { return demo_is('T', program); }));
    program.send_signal(SIGCONT);
    program.expect("is about to print");
    CHECK(support::eventually([&] { return demo_is('S', program); }));
    CHECK_FALSE(as_before(program));
  }
  program.send_keys("\n");
  program.expect("is about to fork");
  program.send_keys("c");
  CHECK(program.wait() == exited(0));
  CHECK(as_before(program));
}

TEST_CASE("Modes that the shell changed during a stop are kept") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, kStep, support::on_small_terminal());
  program.expect("is about to print");
  program.send_keys("\x1a");
  CHECK(program.wait_until_stopped() == SIGTSTP);
  termios changed = program.modes();
  changed.c_cc[VERASE] = '\b';
  changed.c_oflag |= OLCUC;
  program.terminal().set_modes(changed);
  program.send_signal(SIGCONT);
  // In capitals now, as the terminal was told.
  program.expect("IS ABOUT TO PRINT");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
  CHECK(os::same_modes(program.modes(), changed));
}

TEST_CASE("A session that is stopped can be told to end") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, kStep, support::on_small_terminal());
  program.expect("is about to print");
  program.send_keys("\x1a");
  CHECK(program.wait_until_stopped() == SIGTSTP);
  program.send_signal(SIGTERM);
  program.send_signal(SIGCONT);
  CHECK(program.wait() == os::ExitStatus::killed(SIGTERM));
  CHECK(support::no_process_left_within(2));
  CHECK(as_before(program));
}

TEST_CASE("A session that is stopped can be killed") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, kStep, support::on_small_terminal());
  program.expect("is about to print");
  program.send_keys("\x1a");
  CHECK(program.wait_until_stopped() == SIGTSTP);
  CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
}

TEST_CASE("A window that changes its size does no harm") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, kStep, support::on_small_terminal());
  program.expect("is about to print");
  program.terminal().resize(20, 5);
  program.terminal().resize(1, 1);
  program.terminal().resize(200, 60);
  program.send_signal(SIGWINCH);
  program.send_keys("\n");
  program.expect("is about to fork");
  program.terminal().resize(80, 24);
  program.send_keys("c");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("Without a terminal there are no steps") {
  const support::NothingLeft nothing_left;
  for (const To input : {To::null, To::closed, To::pipe}) {
    Options options;
    options.input = input;
    check_refused(kStep, options);
    // Also when the terminal is there for the other streams.
    options = support::on_small_terminal();
    options.input = input;
    check_refused(kStep, options);
  }
  for (const To output : {To::pipe, To::null}) {
    Options options = support::on_small_terminal();
    options.output = output;
    options.error = To::pipe;
    check_refused(kStep, options);
  }
}

TEST_CASE("On a terminal it steps, elsewhere it plays through") {
  const support::NothingLeft nothing_left;
  const Arguments plain_call = {"fork", "--demo", "basic"};
  Program program(kMpdemo, plain_call, support::on_small_terminal());
  program.expect("is about to print");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));

  Options piped = support::on_small_terminal();
  piped.output = To::pipe;
  Options no_keys = support::on_small_terminal();
  no_keys.input = To::null;
  for (const Options& options : {Options(), piped, no_keys}) {
    const Finished finished = mpdemo(plain_call, options);
    CHECK(finished.status == exited(0));
    CHECK_THAT(finished.output, !ContainsSubstring("[Enter"));
    // In lanes if the output is a terminal, otherwise in words.
    CHECK(times("exits", finished.output) + times("exit 0", finished.output) == 2);
  }
}

TEST_CASE("On a terminal --auto plays through, and data is never stepped by itself") {
  const support::NothingLeft nothing_left;
  for (const Arguments& more : {Arguments{"--auto"}, Arguments{"--pace", "1ms"},
                                Arguments{"--format", "jsonl"}, Arguments{"--format", "raw"}}) {
    Arguments arguments = {"fork", "--demo", "basic"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished finished = mpdemo(arguments, support::on_small_terminal());
    CHECK(finished.status == exited(0));
    CHECK_THAT(finished.output, !ContainsSubstring("[Enter"));
  }
}
