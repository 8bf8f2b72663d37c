#include <fmt/format.h>
#include <signal.h>

#include <algorithm>

#include "lessons/catalogue.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

namespace {

using namespace tests;

Options at_home_in(const Folder& folder) {
  Options options = support::on_small_terminal();
  options.environment["XDG_STATE_HOME"] = folder / "state";
  return options;
}

/// The number of a lesson in the menu.
std::size_t number_of(std::string_view name) {
  const auto& all = lessons::catalogue();
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const lessons::Lesson& lesson) { return lesson.name == name; });
  return static_cast<std::size_t>(found - all.begin()) + 1;
}

/// The same with its name, as the menu proposes it: "2 process".
std::string proposal_of(std::size_t number) {
  return fmt::format("{} {}", number, lessons::catalogue()[number - 1].name);
}

/// The keys that choose it: Enter says that no further digit follows.
std::string keys_of(std::size_t number) {
  const bool is_open = number < 10 && 10 * number <= lessons::catalogue().size();
  return std::to_string(number) + (is_open ? "\n" : "");
}

}  // namespace

TEST_CASE("Alone on a terminal, mpdemo offers the lessons, and q ends") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Program program(kMpdemo, {}, at_home_in(folder));
  program.expect("1  fork      One process becomes two");
  program.expect(fmt::format("{}  shared    Memory that all processes see", number_of("shared")));
  program.expect("1 fork");
  program.send_keys("xq");
  CHECK(program.wait() == exited(0));
  CHECK(folder.names().empty());
}

TEST_CASE("The menu answers a key that starts nothing, and goes on asking") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const char* key : {"x", "0", "b", "?", "\x1b[A"}) {
    CAPTURE(key);
    Program program(kMpdemo, {}, at_home_in(folder));
    program.expect("1 fork");
    program.send_keys(key);
    program.expect(fmt::format("That key starts no lesson: 1 to {}, Enter, or q.",
                               lessons::catalogue().size()));
    program.expect("1 fork");
    program.send_keys("q");
    CHECK(program.wait() == exited(0));
  }
}

TEST_CASE("Enter starts the shown lesson, and the next time the one after it") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Program program(kMpdemo, {}, at_home_in(folder));
  program.expect("1 fork");
  program.send_keys("\n");
  program.expect("fork/basic");
  program.send_keys("c");
  for (const char* next : {"fork/variables", "fork/tree", "fork/doubled", "fork/flushed"}) {
    program.expect(next);
    program.send_keys("c");
  }
  program.expect("fork      One process becomes two                    done");
  program.expect("2 process");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));

  Options later;
  later.environment["XDG_STATE_HOME"] = folder / "state";
  const Finished listed = mpdemo({"list"}, later);
  CHECK_THAT(listed.output, ContainsSubstring("fork() is called once and returns twice (done)"));
  CHECK_THAT(listed.output, !ContainsSubstring("function in another process (done)"));
}

TEST_CASE("One lesson follows the other to its end") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Program program(kMpdemo, {}, at_home_in(folder));
  for (const std::size_t lesson : std::initializer_list<std::size_t>{1, 2, 3}) {
    program.expect(proposal_of(lesson));
    program.send_keys("\n");
    for (const auto& demo : lessons::catalogue()[lesson - 1].demos) {
      program.expect(fmt::format("/{}", demo.name));
      program.expect(" b c q]");
      program.send_keys("c");
    }
  }
  program.expect(proposal_of(4));
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("A digit takes that lesson, and who leaves it early has not finished it") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Program program(kMpdemo, {}, at_home_in(folder));
  program.expect("1 fork");
  program.send_keys(keys_of(number_of("pipe")));
  program.expect("pipe/handover");
  program.send_keys("q");
  program.expect("1 fork");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
  CHECK(folder.names().empty());
}

namespace {

std::string finished_in(const Folder& folder) {
  return contents_of(folder / "state/mpdemo/finished");
}

}  // namespace

TEST_CASE("A demo that has ended is finished, however its last screen is left") {
  const support::NothingLeft nothing_left;
  for (const std::string key : {"q", "\n", "\x03", "bq", "\x04", "hang up"}) {
    CAPTURE(key);
    const Folder folder;
    Options options = support::on_terminal();
    options.environment = at_home_in(folder).environment;
    options.environment["LC_ALL"] = "C.UTF-8";
    options.environment["TERM"] = "xterm-256color";
    Program program(kMpdemo, {"fork", "--demo", "basic", "--quiz", "off"}, options);
    program.expect("run on");
    CHECK(finished_in(folder).empty());
    program.send_keys("g+++++++");
    program.expect("has ended");
    if (key == "hang up") {
      program.close_window();
    } else {
      program.send_keys(key);
      program.wait();
    }
    CHECK(support::no_process_left_within(5));
    CHECK(finished_in(folder) == "fork/basic\n");
  }
}

TEST_CASE("Where nobody can go on a demo is finished, and before that it is not") {
  const support::NothingLeft nothing_left;
  const std::string schedule = "1x3.2x2.3.2.3x2";
  for (const bool to_the_end : {false, true}) {
    const Folder folder;
    Program program(
        kMpdemo,
        {"shared", "--demo", "deadlock", "--quiz", "off", "--step", "--schedule", schedule},
        at_home_in(folder));
    program.expect(" b c q]");
    for (int act = 0; act < (to_the_end ? 9 : 8); ++act) program.send_keys("\n");
    program.expect(to_the_end ? "can go on" : "to lock pencil");
    program.send_keys("q");
    program.wait();
    CHECK(finished_in(folder) == (to_the_end ? "shared/deadlock\n" : ""));
  }
}

TEST_CASE("Ctrl-C and SIGTERM end the menu as they end anything") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  {
    Program program(kMpdemo, {}, at_home_in(folder));
    program.expect("1 fork");
    program.send_keys("\x03");
    CHECK(program.wait() == os::ExitStatus::killed(SIGINT));
    CHECK(program.modes().c_lflag == program.modes_before().c_lflag);
  }
  Program program(kMpdemo, {}, at_home_in(folder));
  program.expect("1 fork");
  CHECK(end_with(SIGTERM, program) == os::ExitStatus::killed(SIGTERM));
}

TEST_CASE("The menu stops with Ctrl-Z and comes back") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Program program(kMpdemo, {}, at_home_in(folder));
  program.expect("1 fork");
  program.send_keys("\x1a");
  CHECK(program.wait_until_stopped() == SIGTSTP);
  CHECK(program.modes().c_lflag == program.modes_before().c_lflag);
  program.send_signal(SIGCONT);
  program.expect("1 fork");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("Where there is no terminal, mpdemo alone says what there is, a line each") {
  const Finished finished = mpdemo({});
  CHECK(finished.status == exited(0));
  CHECK(lines_of(finished.output).size() == lessons::catalogue().size() + 5);
  CHECK(finished.error.empty());
}

TEST_CASE("A terminal that is closed takes the menu with it") {
  const support::NothingLeft nothing_left;
  {
    const support::Tmux tmux(80, 24, kMpdemo);
    tmux.expect("q]");
  }
  CHECK(support::no_process_left_within(2));
}
