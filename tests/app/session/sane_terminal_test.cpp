#include <fmt/format.h>
#include <signal.h>

#include <fstream>

#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// In every part of the program, however it ends there: the terminal is as before
// according to `stty -a`, and no process is left.

namespace {

using namespace tests;
using support::Tmux;

/// A place in the program where keys are waited for.
struct Seat {
  std::string command;
  std::string sign;  ///< it is there
  std::string key;   ///< leads into the middle of a step
  std::string middle;
  int columns = 80;
};

/// The full screen, the session line by line, the menu, and a replay, both ways. The record is
/// made in `folder`.
std::vector<Seat> seats_in(const Folder& folder) {
  const std::string record = folder / "record";
  CHECK(mpdemo({"fork", "--demo", "basic", "--format", "jsonl", "-o", record}).status == exited(0));
  const std::string session = kMpdemo + " fork --demo basic --step --quiz off";
  return {
      {session, "Enter next", "n", " 1 act\n"},
      {session, "is about to print", "n", "is about to fork", 69},
      {kMpdemo, "A number starts that lesson", "x", "[Enter 1-"},
      {kMpdemo + " replay " + record + " --step", "event 1 of", "n", "event 2 of"},
      {kMpdemo + " replay " + record + " --step", "event 1 of", "n", "event 2 of", 69},
  };
}

/// A shell that runs the seat's program in its foreground, and reports its end
/// and the terminal's modes.
class Desk {
 public:
  /// Orderly: the program itself restores the terminal. If it is killed, its
  /// guard does, a moment later.
  explicit Desk(const Seat& seat, bool is_orderly = true)
      : tmux_((write_script(seat, is_orderly), seat.columns), 24, "sh " + folder_ / "script") {
    tmux_.expect(seat.sign);
    tmux_.press({seat.key});
    tmux_.expect(seat.middle);
  }

  const Tmux& tmux() const { return tmux_; }
  pid_t program() const { return std::stoi(contents_of(folder_ / "pid")); }

  /// Waits for the end with that status; the modes must be as before.
  void check_end(int status) const {
    tmux_.expect("all told");
    CHECK(contents_of(folder_ / "status") == fmt::format("{}\n", status));
    const std::string before = modes("before");
    CHECK_THAT(before, ContainsSubstring("icanon"));
    CHECK(modes("after") == before);
    CHECK(support::children_of(program()).empty());
  }

 private:
  /// All but the first line, which has the size of the window.
  std::string modes(const std::string& file) const {
    const std::string told = contents_of(folder_ / file);
    return told.substr(std::min(told.find('\n'), told.size()));
  }

  /// The shell outlives what Ctrl-C ends.
  void write_script(const Seat& seat, bool is_orderly) const {
    std::ofstream(folder_ / "script") << fmt::format(
        "trap : INT QUIT\n"
        "stty -a >{0}/before\n"
        "sh -c 'echo $$ >{0}/pid; exec {1}'\n"
        "echo $? >{0}/status\n"
        "{2}"
        "stty -a >{0}/after\n"
        "echo all told\n",
        folder_.path().string(), seat.command,
        is_orderly ? ""
                   : fmt::format("until stty -a | cmp -s - {}; do :; done\n", folder_ / "before"));
  }

  Folder folder_;
  Tmux tmux_;
};

Arguments words_of(const std::string& command) {
  Arguments words;
  for (std::size_t from = command.find(' '); from != command.npos;) {
    const auto end = std::min(command.find(' ', from + 1), command.size());
    words.push_back(command.substr(from + 1, end - from - 1));
    from = end == command.size() ? command.npos : end;
  }
  return words;
}

}  // namespace

TEST_CASE("Ctrl-C and Ctrl-\\ end every seat with the terminal as before") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const Seat& seat : seats_in(folder)) {
    for (const auto& [key, signal] : {std::pair("C-c", SIGINT), std::pair("C-\\", SIGQUIT)}) {
      CAPTURE(seat.command, seat.columns, key);
      const Desk desk(seat);
      desk.tmux().press({key});
      desk.check_end(128 + signal);
    }
  }
}

TEST_CASE("A signal ends every seat with the terminal as before") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const Seat& seat : seats_in(folder)) {
    for (const int signal : {SIGTERM, SIGHUP, SIGKILL, SIGABRT}) {
      CAPTURE(seat.command, seat.columns, signal);
      const Desk desk(seat, signal == SIGTERM || signal == SIGHUP);
      REQUIRE(::kill(desk.program(), signal) == 0);
      desk.check_end(128 + signal);
    }
  }
}

TEST_CASE("q ends every seat with the terminal as before") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const Seat& seat : seats_in(folder)) {
    CAPTURE(seat.command, seat.columns);
    const Desk desk(seat);
    desk.tmux().press({"q"});
    desk.check_end(0);
  }
}

TEST_CASE("Ctrl-Z gives the shell its terminal, and fg takes every seat up again") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const Seat& seat : seats_in(folder)) {
    CAPTURE(seat.command, seat.columns);
    const std::string modes = folder / "modes";
    const Tmux tmux(seat.columns, 24,
                    fmt::format("set -m; stty -a >{0}; {1}; stty -a >>{0}; echo stopped; fg; "
                                "stty -a >>{0}; echo ended; stty -a >>{0}",
                                modes, seat.command));
    tmux.expect(seat.sign);
    tmux.press({seat.key});
    tmux.expect(seat.middle);
    tmux.press({"C-z"});
    support::eventually([&] { return times("icanon", contents_of(modes)) == 2; });
    tmux.expect(seat.middle);
    tmux.press({"q"});
    tmux.expect("ended");
    const auto told = [&] { return contents_of(modes); };
    CHECK(support::eventually([&] { return times("icanon", told()) == 4; }));
    const std::string all = told();
    const std::size_t quarter = all.size() / 4;
    // Each is as the one before.
    CHECK(all.substr(quarter) == all.substr(0, all.size() - quarter));
    CHECK_THAT(tmux.scrollback(), ContainsSubstring("stopped"));
  }
}

TEST_CASE("A window that is closed takes every seat with it") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const Seat& seat : seats_in(folder)) {
    CAPTURE(seat.command, seat.columns);
    Options options = support::on_terminal();
    options.columns = static_cast<unsigned short>(seat.columns);
    options.environment = {{"TERM", "xterm-256color"}, {"LC_ALL", "C.UTF-8"}};
    Program program(kMpdemo, words_of(seat.command), options);
    program.expect(seat.columns == 80 && seat.sign == "Enter next" ? "run on" : seat.sign);
    program.send_keys(seat.key);
    program.close_window();
    CHECK(support::no_process_left_within(2));
  }
}

TEST_CASE("A demo that crashes leaves the session, and the terminal as before") {
  const support::NothingLeft nothing_left;
  const std::string crash = kFixture + " bad --demo crash --step";
  {
    const Desk desk({crash, "Enter next", "n", "Enter ends"});
    desk.tmux().press({"n"});
    desk.check_end(1);
  }
  const Desk desk({crash, "is about to print", "n", "SIGSEGV", 69});
  desk.check_end(1);
}

TEST_CASE("A window that changes its size in the middle of a step does no harm") {
  const support::NothingLeft nothing_left;
  const std::string dawdles = kFixture + " bad --demo dawdle --step";
  for (const bool is_full : {true, false}) {
    CAPTURE(is_full);
    const Seat seat = {dawdles, is_full ? "Enter next" : "is about to print", "n",
                       is_full ? "at work" : "before the work", is_full ? 80 : 69};
    const Desk desk(seat);
    for (const auto& [columns, rows] : {std::pair(20, 5), std::pair(140, 36), std::pair(100, 30)})
      desk.tmux().resize(columns, rows);
    desk.tmux().expect(is_full ? " 1 act\n" : "is about to print");
    if (is_full) CHECK(lines_of(desk.tmux().expect_settled("Enter next")).size() == 30);
    desk.tmux().press({"q"});
    desk.check_end(0);
  }
}

TEST_CASE("A window that changes its size does the menu and a replay no harm") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto seats = seats_in(folder);
  for (const std::size_t which : std::initializer_list<std::size_t>{2, 3, 4}) {
    const Seat& seat = seats[which];
    CAPTURE(seat.command, seat.columns);
    const Desk desk(seat);
    for (const auto& [columns, rows] : {std::pair(20, 5), std::pair(140, 36), std::pair(80, 24)})
      desk.tmux().resize(columns, rows);
    desk.tmux().press({seat.key});
    desk.tmux().expect(which == 3 ? "event 3 of" : "[Enter");
    desk.tmux().press({"q"});
    desk.check_end(0);
  }
}
