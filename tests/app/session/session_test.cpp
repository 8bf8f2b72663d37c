#include "lessons/catalogue.hpp"
#include "tests/app/mpdemo.hpp"

// The keys of a session line by line, on a terminal that is too small for the
// full screen. Questions have their own tests: here they are off if prompts are
// counted.

namespace {

using namespace tests;

Program session(Arguments more = {}, const Options& options = support::on_small_terminal()) {
  more.insert(more.begin(), {"fork", "--demo", "basic", "--quiz", "off"});
  return {kMpdemo, more, options};
}

// How a prompt ends. The prose, too, says that something "is about to" happen.
constexpr const char* kPrompt = " b c q]";

/// The lines that a terminal would finally show.
std::vector<std::string> shown_by(const Program& program) {
  std::vector<std::string> lines = lines_of(program.output());
  for (auto& line : lines) {
    // The program goes back to the beginning of a line only to erase it.
    constexpr std::string_view kErase = "\r\x1b[K";
    const auto erased = line.rfind(kErase);
    if (erased != line.npos) line.erase(0, erased + kErase.size());
  }
  return lines;
}

}  // namespace

TEST_CASE("A step shows the prose, the line of the page, and who is next") {
  const support::NothingLeft nothing_left;
  Program program = session({"--step"});
  program.expect("Each process has a number, its PID.");
  program.expect("say(\"I am process {}, and I am alone\", getpid());");
  program.expect("Enter lets the shown process act");
  program.expect("parent ");
  program.expect("is about to print");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("Enter lets the process act, once") {
  const support::NothingLeft nothing_left;
  Program program = session({"--step"});
  program.expect(kPrompt);
  CHECK(program.output().find("prints") == std::string::npos);
  std::size_t prompts = 1;
  for (const char* key : {"\n", "\r", " "}) {
    program.send_keys(key);
    program.expect(kPrompt);
    CHECK(times(kPrompt, program.output()) == ++prompts);
  }
  CHECK_THAT(program.output(), ContainsSubstring(", and I am alone\r\n"));
  CHECK_THAT(program.output(), ContainsSubstring("The kernel makes a copy of this process"));
  CHECK_THAT(program.output(), ContainsSubstring("forks"));
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("Enter alone goes through to the end, and leaves no prompt on the screen") {
  const support::NothingLeft nothing_left;
  Program program = session({"--step"});
  // In any order: three prints, a fork, a wait, a reap and the end of the
  // parent, two prints and the end of the child.
  constexpr int kActs = 10;
  for (int act = 0; act < kActs; ++act) {
    program.expect(kPrompt);
    program.send_keys("\n");
  }
  CHECK(program.wait() == exited(0));
  CHECK(times("exits", program.output()) == 2);
  CHECK(as_before(program));
  for (const auto& line : shown_by(program)) CHECK(times(kPrompt, line) == 0);
}

TEST_CASE("Keys typed ahead are for the acts to come") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"fork", "--step", "--quiz", "off"}, support::on_small_terminal());
  program.expect(kPrompt);
  program.send_keys("\n\n\n\n\n\n\n\n\n\nc");
  program.expect("fork/tree");
  program.expect(kPrompt);
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
  // A point that changes while it is shown is shown again.
  CHECK(times("is about to", program.output()) >= 11);
  CHECK(times("exits", program.output()) == 4);
}

TEST_CASE("Every demo is stepped through to its end with Enter alone") {
  const support::NothingLeft nothing_left;
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      CAPTURE(lesson.name, demo.name);
      Program program(
          kMpdemo,
          {std::string(lesson.name), "--demo", std::string(demo.name), "--step", "--speed", "100"},
          support::on_small_terminal());
      program.expect(kPrompt);
      program.send_keys(std::string(1000, '\n'));
      CHECK(program.wait() == exited(0));
      CHECK(as_before(program));
      CHECK(program.output().find("The demo") == std::string::npos);
    }
  }
}

TEST_CASE("q typed ahead ends after the acts before it, and typed twice at once") {
  const support::NothingLeft nothing_left;
  Program patient = session({"--step"});
  patient.expect(kPrompt);
  patient.send_keys("\n\nq");
  CHECK(patient.wait() == exited(0));
  CHECK(times("is about to", patient.output()) >= 3);

  Program hurried(kFixture, {"bad", "--demo", "hang", "--step"}, support::on_small_terminal());
  hurried.expect(kPrompt);
  hurried.send_keys("c\nqq");
  CHECK(hurried.wait() == exited(0));
}

TEST_CASE("c lets everything run on, demo by demo") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, {"fork", "--step", "--quiz", "off"}, support::on_small_terminal());
  program.expect("fork/basic");
  program.expect(kPrompt);
  program.send_keys("c");
  for (const char* next : {"fork/variables", "fork/tree", "fork/doubled", "fork/flushed"}) {
    program.expect(next);
    program.expect(kPrompt);
    program.send_keys("c");
  }
  CHECK(program.wait() == exited(0));
  CHECK(times(kPrompt, program.output()) == 5);
  CHECK(times("exits", program.output()) == 2 + 2 + 5 + 2 + 2);
  CHECK(as_before(program));
}

TEST_CASE("q and Ctrl-D end all demos, with status 0") {
  const support::NothingLeft nothing_left;
  for (const char* key : {"q", "\x04"}) {
    Program program(kMpdemo, {"fork", "--step", "--quiz", "off"}, support::on_small_terminal());
    program.expect(kPrompt);
    program.send_keys("\n");
    program.expect("is about to fork");
    program.send_keys(key);
    CHECK(program.wait() == exited(0));
    CHECK(program.output().find("fork/variables") == std::string::npos);
    CHECK(as_before(program));
  }
}

TEST_CASE("Another key explains the keys") {
  const support::NothingLeft nothing_left;
  Program program = session({"--step"});
  program.expect("is about to print");
  for (const char* key : {"x", "?", "0", "\x1b[H"}) {
    program.send_keys(key);
    program.expect("Enter lets the shown process act");
    program.expect("is about to print");
  }
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

TEST_CASE("o lists the outcomes and comes back to the same act, p shows the page in Python") {
  const support::NothingLeft nothing_left;
  Program program = session({"--step", "--ids", "stable"});
  program.expect(kPrompt);
  program.send_keys("\n");
  program.expect("is about to fork");
  program.send_keys("p");
  program.expect("os.fork()");
  program.expect("is about to fork");
  program.send_keys("o");
  program.expect("possible outcomes");
  program.expect("Back at choice 2.");
  program.expect("A digit plays that outcome, Enter goes on here");
  program.send_keys("\n");
  program.expect("is about to fork");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
  CHECK(as_before(program));
}

TEST_CASE("Keys are not echoed, and the terminal is as before at the end") {
  const support::NothingLeft nothing_left;
  Program program = session({"--step"});
  program.expect("is about to print");
  CHECK((program.modes().c_lflag & (ICANON | ECHO)) == 0);
  CHECK((program.modes().c_lflag & ISIG) != 0);
  program.send_keys("c");
  CHECK(program.wait() == exited(0));
  CHECK(as_before(program));
}

TEST_CASE("A session is recorded with -o, and shown all the same") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Program program = session({"--step", "--format", "jsonl", "-o", folder / "run"});
  program.expect("is about to print");
  program.send_keys("\n");
  program.expect("is about to fork");
  program.send_keys("c");
  CHECK(program.wait() == exited(0));
  const auto run = lawful_run_in(contents_of(folder / "run"));
  CHECK(run.run.mode == record::Mode::controlled);
  CHECK(run.end.status == "ok");
  CHECK(program.output().find("\"type\"") == std::string::npos);
}

TEST_CASE("A plain session, or one on a dumb terminal, has no escape sequences") {
  const support::NothingLeft nothing_left;
  Options dumb = support::on_small_terminal();
  dumb.environment = {{"TERM", "dumb"}};
  struct Case {
    Arguments arguments;
    Options options;
  };
  for (const Case& one :
       {Case{{"--step", "--plain", "--color", "never"}, support::on_small_terminal()},
        Case{{"--step", "--plain"}, dumb}, Case{{"--step"}, dumb}}) {
    Program program = session(one.arguments, one.options);
    program.expect("is about to print");
    program.send_keys("\n");
    program.expect("is about to fork");
    program.send_keys("c");
    CHECK(program.wait() == exited(0));
    CHECK(program.output().find('\x1b') == std::string::npos);
  }
}

TEST_CASE("What is written while a prompt stands there does not run into it") {
  const support::NothingLeft nothing_left;
  Program program(kFixture, {"bad", "--demo", "murmur", "--step"}, support::on_small_terminal());
  program.expect(kPrompt);
  const auto demo = support::children_of(program.pid());
  REQUIRE(demo.size() == 1);
  const auto beside = support::children_of(demo.front());
  REQUIRE(beside.size() == 1);
  REQUIRE(::kill(beside.front(), SIGUSR1) == 0);
  program.expect("from beside");
  program.expect(kPrompt);
  program.send_keys("c");
  CHECK(program.wait() == exited(0));
  std::size_t found = 0;
  for (const auto& line : shown_by(program)) {
    if (times("from beside", line) == 0) continue;
    ++found;
    CHECK(times(kPrompt, line) == 0);
  }
  CHECK(found == 1);
}
