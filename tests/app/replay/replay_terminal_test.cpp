#include "tests/app/replay/stepped_replay.hpp"

// A stepped replay and its terminal, and the sources of its keys and its
// record.

namespace {

using namespace tests;

/// Standard input is a pipe, and the terminal is there for the rest.
Options piped() {
  Options options = support::on_terminal();
  options.input = To::pipe;
  return options;
}

}  // namespace

TEST_CASE("A signal ends a replay, with the terminal as before") {
  const support::NothingLeft nothing_left;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    CAPTURE(signal);
    SteppedReplay replay(record_of_basic());
    REQUIRE_FALSE(replay.left_terminal_as_before());
    CHECK(end_with(signal, replay.program) == os::ExitStatus::killed(signal));
    CHECK(replay.left_terminal_as_before());
  }
  SteppedReplay killed(record_of_basic());
  CHECK(end_with(SIGKILL, killed.program) == os::ExitStatus::killed(SIGKILL));
  CHECK(support::eventually([&] { return killed.left_terminal_as_before(); }));
}

TEST_CASE("Ctrl-C is a signal during a replay, too, and Ctrl-D ends it") {
  const support::NothingLeft nothing_left;
  SteppedReplay interrupted(record_of_basic());
  interrupted.program.send_keys("\x03");
  CHECK(interrupted.program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(interrupted.left_terminal_as_before());
  SteppedReplay ended(record_of_basic());
  ended.program.send_keys("\x04");
  CHECK(ended.program.wait() == exited(0));
  CHECK(ended.left_terminal_as_before());
}

TEST_CASE("Ctrl-Z stops a replay with the terminal as before, and fg continues it") {
  const support::NothingLeft nothing_left;
  for (const Arguments& more : {Arguments{}, Arguments{"--step", "--format", "lanes"}}) {
    SteppedReplay replay(record_of_basic(), more);
    replay.press("\n");
    const std::string prompt = replay.prompt();
    for (int round = 0; round < 3; ++round) {
      replay.program.send_keys("\x1a");
      CHECK(replay.program.wait_until_stopped() == SIGTSTP);
      CHECK(replay.left_terminal_as_before());
      replay.program.send_signal(SIGCONT);
      replay.program.expect("q] ");
      CHECK_THAT(replay.prompt(), ContainsSubstring("event 2 of 12"));
      CHECK_FALSE(replay.left_terminal_as_before());
    }
    replay.press("b");
    CHECK_THAT(replay.step(), ContainsSubstring("Back at event 1."));
    replay.program.send_keys("c");
    CHECK(replay.program.wait() == exited(0));
    CHECK(replay.left_terminal_as_before());
  }
}

TEST_CASE("A window that is closed ends a replay, and one that changes its size does no harm") {
  const support::NothingLeft nothing_left;
  for (const Arguments& more : {Arguments{}, Arguments{"--step", "--format", "lanes"}}) {
    SteppedReplay replay(record_of_basic(), more);
    for (const auto& [columns, rows] : {std::pair(20, 5), std::pair(1, 1), std::pair(200, 60)}) {
      replay.program.terminal().resize(static_cast<unsigned short>(columns),
                                       static_cast<unsigned short>(rows));
      replay.press("\n");
      replay.press("b");
      replay.press("\n");
    }
    replay.program.close_window();
    CHECK(support::no_process_left_within(2));
  }
}

TEST_CASE("A record on standard input is stepped with the keys of the terminal") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  Options options = support::on_small_terminal();
  options.input = Stream(folder / "run");
  for (const Arguments& arguments :
       {Arguments{"replay", "-", "--step"}, Arguments{"replay", "--step"}}) {
    Program program(kMpdemo, arguments, options);
    program.expect("event 1 of 12");
    program.send_keys("\n");
    program.expect("event 2 of 12");
    program.send_keys("b");
    program.expect("Back at event 1.");
    program.send_keys("q");
    CHECK(program.wait() == exited(0));
    CHECK(os::same_modes(program.modes(), program.modes_before()));
  }
}

TEST_CASE("Unasked, a record on standard input is not stepped") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  Options options = support::on_terminal();
  options.input = Stream(folder / "run");
  const Finished finished = mpdemo({"replay", "-"}, options);
  CHECK(finished.status == exited(0));
  CHECK(times("[Enter", finished.output) == 0);
}

TEST_CASE("Without a terminal a replay is not stepped, and says so when told to") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  Options to_pipe = support::on_terminal();
  to_pipe.output = to_pipe.error = To::pipe;
  Options no_keys = support::on_terminal();
  no_keys.input = To::null;
  for (const Options& options : {Options(), to_pipe, no_keys}) {
    const Finished plays = mpdemo({"replay", folder / "run"}, options);
    CHECK(plays.status == exited(0));
    CHECK(times("[Enter", plays.output) == 0);
    const Finished refused = mpdemo({"replay", folder / "run", "--step"}, options);
    CHECK(refused.status == exited(3));
    CHECK_THAT(refused.output + refused.error, ContainsSubstring("--step needs a terminal"));
  }
  // Without a terminal of its own there are no keys for a record in a pipe.
  Options record;
  record.input = Stream(folder / "run");
  const Finished refused = mpdemo({"replay", "-", "--step"}, record);
  CHECK(refused.status == exited(3));
  CHECK(is_one_sentence(refused.error));
}

TEST_CASE("A format, a file and --auto are not stepped on a terminal") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", record_of_basic());
  for (const Arguments& more : {Arguments{"--auto"}, Arguments{"--format", "text"},
                                Arguments{"-o", folder / "copy"}, Arguments{"--follow"}}) {
    Arguments arguments = {"replay", folder / "run"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Finished finished = mpdemo(arguments, support::on_terminal());
    CHECK(finished.status == exited(0));
    CHECK(times("[Enter", finished.output) == 0);
  }
}

TEST_CASE("A record is not typed: a terminal as the input is a wrong command line") {
  const support::NothingLeft nothing_left;
  for (const Arguments& arguments :
       {Arguments{"replay"}, Arguments{"replay", "-"}, Arguments{"replay", "-", "--follow"}}) {
    const Finished finished = mpdemo(arguments, support::on_terminal());
    CHECK(finished.status == exited(2));
    CHECK_THAT(finished.output, ContainsSubstring("name its file, or send it"));
    CHECK(lines_of(finished.output).size() == 1);
  }
}

TEST_CASE("A damaged record is refused before anything is stepped") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = record_of_basic();
  write_file(folder / "run", record.substr(0, record.size() / 2));
  const Finished finished = mpdemo({"replay", folder / "run"}, support::on_terminal());
  CHECK(finished.status == exited(1));
  CHECK(lines_of(finished.output).size() == 1);
}

TEST_CASE("A record may come through standard input, whole or in pieces") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string record = record_of_two();
  write_file(folder / "run", record);
  for (const Arguments& how :
       {Arguments{"replay", "-"}, Arguments{"replay"}, Arguments{"replay", "-", "--follow"}}) {
    Arguments arguments = how;
    arguments.insert(arguments.end(), {"--format", "jsonl"});
    Options from_file;
    from_file.input = Stream(folder / "run");
    CHECK(mpdemo(arguments, from_file).output == record);

    Program cat("sh", {"-c", "cat '" + folder / "run" + "' | \"$0\" \"$@\"", kMpdemo, "replay",
                       "--format", "jsonl"});
    CHECK(cat.wait() == exited(0));
    CHECK(cat.output() == record);
  }
}

TEST_CASE("What is wrong with a record on standard input is said of standard input") {
  const support::NothingLeft nothing_left;
  const Finished empty = mpdemo({"replay", "-"});
  CHECK(empty.status == exited(1));
  CHECK_THAT(empty.error, StartsWith("mpdemo: standard input: line 1: the record is empty"));
  Options closed;
  closed.input = To::closed;
  const Finished unreadable = mpdemo({"replay"}, closed);
  CHECK(unreadable.status == exited(3));
  CHECK(is_one_sentence(unreadable.error));
  CHECK_THAT(unreadable.error, ContainsSubstring("cannot read standard input"));
}

TEST_CASE("While a record is awaited Ctrl-C ends it") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"replay", "-", "--auto", "--format", "text"}, piped());
  const std::string image = "/proc/" + std::to_string(program.pid()) + "/exe";
  CHECK(support::eventually([&] {
    std::error_code not_yet;
    return std::filesystem::equivalent(image, kMpdemo, not_yet);
  }));
  program.send_signal(SIGSTOP);
  CHECK(program.wait_until_stopped() == SIGSTOP);
  program.send_signal(SIGCONT);
  program.send_signal(SIGINT);
  CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(os::same_modes(program.modes(), program.modes_before()));
}
