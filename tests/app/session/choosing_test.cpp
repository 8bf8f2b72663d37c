#include <fmt/format.h>

#include "tests/app/mpdemo.hpp"

// A session in which the reader chooses who acts, and goes back. Names only and
// no times, so that a prompt is the same in each run.

namespace {

using namespace tests;

/// A session at its first prompt.
class Session {
 public:
  explicit Session(Arguments arguments)
      : program(kMpdemo, with_names_only(std::move(arguments)), support::on_small_terminal()) {
    program.expect("q] ");
  }

  /// Types and waits for the next prompt.
  void press(std::string_view keys) {
    program.send_keys(keys);
    program.expect("q] ");
  }
  void press_often(int times, std::string_view key) {
    for (int i = 0; i < times; ++i) press(key);
  }
  std::string prompt() const {
    const std::string& output = program.output();
    return output.substr(output.rfind('\n') + 1);
  }
  bool shows(std::string_view text) const { return program.output().find(text) != text.npos; }
  bool left_terminal_as_before() const {
    return os::same_modes(program.modes(), program.modes_before());
  }

  Program program;

 private:
  static Arguments with_names_only(Arguments arguments) {
    arguments.insert(arguments.end(), {"--step", "--quiz", "off", "--ids", "stable", "--time",
                                       "none", "--color", "never"});
    return arguments;
  }
};

const Arguments kBasic = {"fork", "--demo", "basic"};
const Arguments kDeadlock = {"shared", "--demo", "deadlock"};

/// Ann has one thing, Ben the other, and then each wants both.
constexpr const char* kIntoDeadlock = "1x3.2x2.3.2.3x2";

/// The schedule in "The same again: ...".
std::string told_schedule(const std::string& output) {
  constexpr std::string_view kMark = " --schedule ";
  const auto found = output.rfind(kMark);
  REQUIRE(found != output.npos);
  const auto from = found + kMark.size();
  return output.substr(from, output.find_first_of("\r\n", from) - from);
}

}  // namespace

TEST_CASE("Who else could act is shown beside who is proposed, each with a number") {
  const support::NothingLeft nothing_left;
  Session session(kBasic);
  CHECK(session.prompt() == "parent is about to print  [Enter b c q] ");
  session.press("\n");
  session.press("\n");
  CHECK(session.shows("\r\n  2 child-1 is about to print (line 19)\r\n1 parent is"));
  CHECK(session.prompt() == "1 parent is about to print  [Enter 2 b c q] ");
  session.press("\n");
  session.press("\n");
  CHECK(session.shows("\r\n    parent waits for child-1 (line 29)\r\nchild-1 is"));
  session.program.send_keys("c");
  CHECK(session.program.wait() == exited(0));
}

TEST_CASE("A digit lets another process act, and only that one") {
  const support::NothingLeft nothing_left;
  Session session(kBasic);
  session.press("\n");
  session.press("\n");
  session.press("2");
  CHECK(session.shows("prints     I am the child"));
  CHECK_FALSE(session.shows("prints     I am the parent"));
  session.press("2");
  CHECK(session.shows("process child-1 has reached the end"));
  CHECK_FALSE(session.shows("prints     I am the parent"));
  session.program.send_keys("c");
  CHECK(session.program.wait() == exited(0));
  CHECK(told_schedule(session.program.output()) == "1x2.2x2.1x2.2.1x3");
}

TEST_CASE("A digit that nobody has explains the keys, and nobody acts") {
  const support::NothingLeft nothing_left;
  Session session(kBasic);
  session.press("7");
  CHECK(times("Enter lets the shown process act", session.program.output()) == 2);
  CHECK(session.prompt() == "parent is about to print  [Enter b c q] ");
  session.program.send_keys("q");
  CHECK(session.program.wait() == exited(0));
  CHECK_FALSE(session.shows("prints"));
}

TEST_CASE("Back at the very beginning says so, with any key that goes back") {
  const support::NothingLeft nothing_left;
  Session session(kBasic);
  for (const char* key : {"b", "\x1b[5~", "\x1b[D"}) {
    session.program.send_keys(key);
    session.program.expect("This is the beginning.");
    session.program.expect("q] ");
  }
  session.program.send_keys("q");
  CHECK(session.program.wait() == exited(0));
}

TEST_CASE("A clicker goes forward and back") {
  const support::NothingLeft nothing_left;
  Session session(kBasic);
  session.press("\x1b[6~");
  CHECK(session.prompt() == "parent is about to fork  [Enter b c q] ");
  session.press("\x1b[5~");
  CHECK(session.shows("Back at choice 1. All processes are new."));
  CHECK(session.prompt() == "parent is about to print  [Enter b c q] ");
  session.program.send_keys("c");
  CHECK(session.program.wait() == exited(0));
  // What was repeated is shown as often as it was requested.
  CHECK(times("I am alone\r\n", session.program.output()) == 2);
}

TEST_CASE("The processes after a step back are others, and those before it are gone") {
  const support::NothingLeft nothing_left;
  Session session(kBasic);
  session.press("\n");
  session.press("\n");
  const auto before = support::children_of(session.program.pid());
  REQUIRE(before.size() == 1);
  session.press("b");
  const auto after = support::children_of(session.program.pid());
  REQUIRE(after.size() == 1);
  CHECK(after != before);
  CHECK(support::children_of(after.front()).empty());
  session.program.send_keys("q");
  CHECK(session.program.wait() == exited(0));
}

TEST_CASE("Forty steps forward, forty back, and then another way to the end") {
  const support::NothingLeft nothing_left;
  Session session({"queue", "--demo", "handover", "--items", "a,b,c,d,e,f"});
  session.press_often(40, "\n");
  for (int choice = 40; choice >= 1; --choice) {
    session.program.send_keys("b");
    session.program.expect(fmt::format("Back at choice {}.", choice));
    session.program.expect("q] ");
  }
  session.program.send_keys("b");
  session.program.expect("This is the beginning.");
  session.program.expect("q] ");
  // From here on always the last process that could act.
  bool chose = false;
  while (session.prompt().find("parent is about to exit") == std::string::npos) {
    const std::string prompt = session.prompt();
    const auto key = prompt.find_last_of("123456789");
    const bool has_choice = key != prompt.npos && key > prompt.find("[Enter");
    chose = chose || has_choice;
    session.press(has_choice ? prompt.substr(key, 1) : "\n");
  }
  CHECK(chose);
  session.program.send_keys("\n");
  CHECK(session.program.wait() == exited(0));
  CHECK(session.left_terminal_as_before());
}

TEST_CASE("The file of a session holds its last take alone, and the choices of that") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Arguments arguments = kBasic;
  arguments.insert(arguments.end(), {"--format", "jsonl", "-o", folder / "run.jsonl"});
  Session session(arguments);
  session.press_often(5, "\n");
  session.press_often(3, "b");
  session.press("2");
  session.program.send_keys("c");
  CHECK(session.program.wait() == exited(0));

  const std::string record = contents_of(folder / "run.jsonl");
  const auto run = lawful_run_in(record);
  CHECK(run.run.mode == record::Mode::controlled);
  CHECK(run.end.status == "ok");
  CHECK(run.end.schedule == "1x2.2.1x2.2x2.1x3");
  CHECK(told_schedule(session.program.output()) == run.end.schedule);
  CHECK(events_of(run, probe::Kind::print).size() == 5);

  const Finished again = mpdemo({"fork", "--demo", "basic", "--schedule", run.end.schedule,
                                 "--format", "jsonl", "--ids", "stable", "--time", "none"});
  // The first line has the command line in it.
  CHECK(again.output.substr(again.output.find('\n')) == record.substr(record.find('\n')));
}

TEST_CASE("With a schedule Enter takes its choices, until the reader takes another way") {
  const support::NothingLeft nothing_left;
  Arguments arguments = kBasic;
  arguments.insert(arguments.end(), {"--schedule", "1x2.2.1x2.2x2.1x3"});
  Session obedient(arguments);
  for (int choice = 1; choice < 10; ++choice) obedient.press("\n");
  obedient.program.send_keys("\n");
  CHECK(obedient.program.wait() == exited(0));
  CHECK(told_schedule(obedient.program.output()) == arguments.back());

  Session wilful(arguments);
  wilful.press_often(2, "\n");
  CHECK(wilful.prompt() == "2 child-1 is about to print  [Enter 1 b c q] ");
  wilful.press("1");
  CHECK(wilful.prompt() == "1 parent is about to wait for child-1  [Enter 2 b c q] ");
  wilful.program.send_keys("c");
  CHECK(wilful.program.wait() == exited(0));
  CHECK(told_schedule(wilful.program.output()) == "1x4.2x3.1x3");
}

TEST_CASE("A schedule that does not fit is said where it does not, and the session goes on") {
  const support::NothingLeft nothing_left;
  Arguments arguments = kBasic;
  arguments.insert(arguments.end(), {"--schedule", "1.3"});
  Session session(arguments);
  session.press("\n");
  CHECK(session.shows("The schedule does not fit: choice 2 of 2 is process 3"));
  CHECK(session.prompt() == "parent is about to fork  [Enter b c q] ");
  session.program.send_keys("c");
  CHECK(session.program.wait() == exited(0));
}

TEST_CASE("Where nobody can go on, b goes back, and another choice ends well") {
  const support::NothingLeft nothing_left;
  Arguments arguments = kDeadlock;
  arguments.insert(arguments.end(), {"--schedule", kIntoDeadlock});
  Session session(arguments);
  session.press_often(9, "\n");
  CHECK(session.prompt() == "nobody can go on  [Enter b q] ");
  CHECK(
      session.shows("    parent waits for ann (line 44)\r\n"
                    "    ann waits for ruler (line 21), held by ben\r\n"
                    "    ben waits for pencil (line 32), held by ann\r\n"));
  session.press_often(4, "b");
  CHECK(session.prompt() == "2 ben is about to lock ruler  [Enter 1 b c q] ");
  session.press("1");
  session.program.send_keys("c");
  CHECK(session.program.wait() == exited(0));
  CHECK(session.shows("both have drawn a line\r\n"));
  CHECK(session.left_terminal_as_before());
}

TEST_CASE("Where nobody can go on, Enter ends the demo, with the picture") {
  const support::NothingLeft nothing_left;
  Arguments arguments = kDeadlock;
  arguments.insert(arguments.end(), {"--schedule", kIntoDeadlock});
  Session session(arguments);
  session.press_often(9, "\n");
  session.program.send_keys("\n");
  CHECK(session.program.wait() == exited(1));
  CHECK(session.shows("the circle: ann -> ruler -> ben -> pencil -> ann"));
  CHECK(told_schedule(session.program.output()) == kIntoDeadlock);
}

TEST_CASE("Ctrl-C after a step back leaves no process, and the terminal as before") {
  const support::NothingLeft nothing_left;
  Session session({"queue", "--demo", "handover"});
  session.press_often(8, "\n");
  session.press_often(3, "b");
  session.press("\n");
  session.program.send_keys("\x03");
  CHECK(session.program.wait() == os::ExitStatus::killed(SIGINT));
  CHECK(support::no_process_left_within(2));
  CHECK(session.left_terminal_as_before());
}

TEST_CASE("Ctrl-Z after a step back stops the session, and fg continues it") {
  const support::NothingLeft nothing_left;
  Session session({"queue", "--demo", "handover"});
  session.press_often(8, "\n");
  session.press_often(3, "b");
  const std::string prompt = session.prompt();
  session.program.send_keys("\x1a");
  CHECK(session.program.wait_until_stopped() == SIGTSTP);
  CHECK(session.left_terminal_as_before());
  session.program.send_signal(SIGCONT);
  session.program.expect("q] ");
  CHECK(session.prompt().ends_with(prompt));
  session.press("b");
  CHECK(session.shows("Back at choice 5."));
  session.program.send_keys("c");
  CHECK(session.program.wait() == exited(0));
  CHECK(session.left_terminal_as_before());
}

TEST_CASE("Going back when everything runs on is for nobody") {
  const support::NothingLeft nothing_left;
  Session session(kBasic);
  session.press("\n");
  session.program.send_keys("cb");
  CHECK(session.program.wait() == exited(0));
}
