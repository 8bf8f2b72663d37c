#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "lessons/catalogue.hpp"
#include "lessons/question.hpp"
#include "tests/app/mpdemo.hpp"

// Questions on a terminal: asked before an act, answered with a digit, and
// revealed by the run.

namespace {

using namespace tests;
using nlohmann::json;

constexpr const char* kAnswer = "Your answer  [1 2 3 s b c q] ";
constexpr const char* kAct = "b c q] ";

const Arguments kVariables = {"fork",  "--demo", "variables", "--color", "never",
                              "--ids", "stable", "--time",    "none"};

bool shows(const Program& program, std::string_view text) {
  return program.output().find(text) != std::string::npos;
}

/// A session at its first question: what can the parent print?
class AtQuestion {
 public:
  explicit AtQuestion(const Arguments& more = {})
      : program(kMpdemo, together(together(kVariables, {"--step"}), more),
                support::on_small_terminal()) {
    program.expect("is about to print");
    program.expect(kAct);
    program.send_keys("\n");
    program.expect(kAnswer);
  }

  Program program;
};

/// Types until the program ends: whatever is asked is skipped.
os::ExitStatus enter_to_the_end(Program& program) {
  program.send_keys(std::string(200, '\n'));
  return program.wait();
}

std::vector<json> report_in(const std::string& path) {
  std::vector<json> lines;
  for (const auto& line : lines_of(contents_of(path))) lines.push_back(json::parse(line));
  return lines;
}

}  // namespace

TEST_CASE("A question comes before the act, without the prose that gives its answer away") {
  const support::NothingLeft nothing_left;
  AtQuestion session;
  CHECK(shows(session.program, "    17  const pid_t child = mp::fork();\r\n\r\n? `source` is 10."));
  CHECK(shows(session.program, "    3  Either 3 or 9: it depends on who comes first\r\n"));
  CHECK_FALSE(shows(session.program, "The copy is complete"));
  session.program.send_keys("2");
  session.program.expect("You say 2 \"Only 9: it sees only its own 1 taken away\".");
  session.program.expect("The copy is complete");
  session.program.expect("parent is about to fork");
  session.program.send_keys("q");
  CHECK(session.program.wait() == exited(0));
}

TEST_CASE("The run reveals the answer, and the summary counts") {
  const support::NothingLeft nothing_left;
  AtQuestion wrong;
  wrong.program.send_keys("1");
  wrong.program.expect(kAct);
  CHECK_FALSE(shows(wrong.program, "You said"));
  wrong.program.send_keys("\n");
  CHECK(enter_to_the_end(wrong.program) == exited(0));
  CHECK(shows(wrong.program, "parent: source is 9, at address-1"));
  CHECK(shows(wrong.program, "! You said 1. No: it is 2 \"Only 9"));
  CHECK(shows(wrong.program, "(All 6"));
  CHECK(shows(wrong.program, "Predictions: 0 of 1 right\r\n  missed  fork/variables: `source`"));

  AtQuestion right;
  right.program.send_keys("2");
  CHECK(enter_to_the_end(right.program) == exited(0));
  CHECK(shows(right.program, "! You said 2 \"Only 9: it sees only its own 1 taken away\": right."));
  CHECK(shows(right.program, "Predictions: 1 of 1 right\r\n  right   fork/variables"));
}

TEST_CASE("Enter, s and a clicker skip a question, and its answer is told all the same") {
  const support::NothingLeft nothing_left;
  for (const char* key : {"\n", "s", " ", "\x1b[6~"}) {
    CAPTURE(key);
    AtQuestion session;
    session.program.send_keys(key);
    session.program.expect("You skip it.");
    session.program.expect("is about to fork");
    CHECK(enter_to_the_end(session.program) == exited(0));
    CHECK(shows(session.program, "! The answer: 2 \"Only 9"));
    CHECK_FALSE(shows(session.program, "Predictions"));
  }
}

TEST_CASE("A key that is no answer explains the keys") {
  const support::NothingLeft nothing_left;
  AtQuestion session;
  CHECK(times("A digit is your answer", session.program.output()) == 1);
  for (const char* key : {"4", "x", "0"}) {
    session.program.send_keys(key);
    session.program.expect("A digit is your answer; s or Enter skips the question.");
    session.program.expect(kAnswer);
  }
  session.program.send_keys("q");
  CHECK(session.program.wait() == exited(0));
}

TEST_CASE("A step back does not ask the same again, but one from a question does") {
  const support::NothingLeft nothing_left;
  AtQuestion session;
  session.program.send_keys("b");
  session.program.expect("Back at choice 1.");
  session.program.expect("is about to print");
  session.program.send_keys("\n");
  session.program.expect(kAnswer);
  session.program.send_keys("1");
  session.program.expect("is about to fork");
  session.program.send_keys("b");
  session.program.expect("Back at choice 1.");
  session.program.send_keys("\n");
  session.program.expect("is about to fork");
  CHECK(times("? `source` is 10.", session.program.output()) == 2);
  CHECK(enter_to_the_end(session.program) == exited(0));
  CHECK(times("! You said 1", session.program.output()) == 1);
}

TEST_CASE("c at a question runs on without another, and q ends") {
  const support::NothingLeft nothing_left;
  AtQuestion runs_on;
  runs_on.program.send_keys("c");
  CHECK(runs_on.program.wait() == exited(0));
  CHECK(times("? ", runs_on.program.output()) == 1);
  CHECK(times("exits", runs_on.program.output()) == 2);
  CHECK_FALSE(shows(runs_on.program, "The answer"));
  AtQuestion quits;
  quits.program.send_keys("q");
  CHECK(quits.program.wait() == exited(0));
  CHECK_FALSE(shows(quits.program, "forks"));
}

TEST_CASE("With --quiz only a session plays by itself, and stops at its questions alone") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, together(kVariables, {"--quiz", "only"}), support::on_small_terminal());
  program.expect("Your answer  [1 2 3 s c q] ");
  program.send_keys("b");  // there is no way back
  program.expect("A digit is your answer");
  program.expect("Your answer  [1 2 3 s c q] ");
  program.send_keys("2");
  program.expect("Your answer");
  program.send_keys("3");
  CHECK(program.wait() == exited(0));
  CHECK_FALSE(shows(program, "is about to"));
  CHECK(times("right.\r\n", program.output()) == 2);
  CHECK(shows(program, "Predictions: 2 of 2 right"));
}

TEST_CASE(
    "With --quiz only one goes through every demo, and what was typed before it asks is no "
    "answer") {
  const support::NothingLeft nothing_left;
  for (const auto& lesson : lessons::pages_over_mp()) {
    for (const auto& demo : lesson.demos) {
      CAPTURE(lesson.name, demo.name);
      const std::size_t questions = lessons::questions_about(demo).size();
      Program program(kMpdemo,
                      {std::string(lesson.name), "--demo", std::string(demo.name), "--quiz", "only",
                       "--color", "never"},
                      support::on_small_terminal());
      for (std::size_t asked = 0; asked < questions; ++asked) {
        program.expect("\r\n? ");
        program.expect("Your answer");
        program.send_keys("1");
      }
      CHECK(program.wait() == exited(0));
      CHECK(times("! You said 1", program.output()) == questions);
      CHECK(shows(program, fmt::format(" of {} right\r\n", questions)));
    }
  }
}

TEST_CASE("With other names and numbers than the page's nothing is asked") {
  const support::NothingLeft nothing_left;
  for (const Arguments& arguments :
       {Arguments{"queue", "--items", "a,b"},
        Arguments{"shared", "--demo", "race", "--processes", "3", "--increments", "1"}}) {
    Program program(kMpdemo, together(arguments, {"--quiz", "only"}), support::on_small_terminal());
    CHECK(program.wait() == exited(0));
    CHECK_FALSE(shows(program, "? "));
  }
}

TEST_CASE("With --quiz off a session asks nothing") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, together(kVariables, {"--step", "--quiz", "off"}),
                  support::on_small_terminal());
  program.expect(kAct);
  CHECK(enter_to_the_end(program) == exited(0));
  CHECK_FALSE(shows(program, "Your answer"));
}

TEST_CASE("A plain quiz, or one on a dumb terminal, has no escape sequences") {
  const support::NothingLeft nothing_left;
  Options dumb = support::on_small_terminal();
  dumb.environment = {{"TERM", "dumb"}};
  for (const auto& [more, options] : {std::pair(Arguments{"--plain"}, support::on_small_terminal()),
                                      std::pair(Arguments{}, dumb)}) {
    Program program(kMpdemo, together(together(kVariables, {"--quiz", "only"}), more), options);
    program.expect("Your answer. Type 1 2 3 s c or q:");
    program.send_keys("1");
    program.expect("Your answer. Type");
    program.send_keys("s");
    CHECK(program.wait() == exited(0));
    CHECK_FALSE(shows(program, "\x1b"));
    CHECK(shows(program, "Predictions: 0 of 1 right"));
  }
}

TEST_CASE("Off a terminal nothing is asked, and who asks for it is told so") {
  const support::NothingLeft nothing_left;
  Options no_keys = support::on_small_terminal();
  no_keys.input = To::null;
  Options piped = support::on_small_terminal();
  piped.output = To::pipe;
  piped.error = To::pipe;
  for (const Options& options : {Options(), no_keys, piped}) {
    for (const Arguments& more : {Arguments{"--quiz", "on"}, Arguments{"--quiz", "only"},
                                  Arguments{"--quiz-report", "report"}}) {
      const Finished finished = mpdemo(together({"fork"}, more), options);
      CHECK(finished.status == exited(3));
      const std::string& error = finished.error.empty() ? finished.output : finished.error;
      CHECK_THAT(error, ContainsSubstring(" needs a terminal"));
    }
    CHECK(mpdemo({"fork", "--quiz", "off"}, options).status == exited(0));
  }
}

TEST_CASE("What does not go with questions is refused, with what to do") {
  check_refused({"fork", "--quiz", "yes"}, "--quiz is one of on, off, only");
  check_refused({"fork", "--quiz", "on", "--auto"}, "--auto asks no questions");
  check_refused({"fork", "--quiz", "only", "--pace", "1s"}, "--pace asks no questions");
  check_refused({"fork", "--quiz", "only", "--step"}, "use only one");
  check_refused({"fork", "--quiz", "on", "--outcomes"}, "takes no --quiz on");
  check_refused({"fork", "--quiz-report", "x", "--outcomes"}, "takes no --quiz-report");
  check_refused({"fork", "--quiz-report", "x", "--quiz", "off"}, "use only one");
  check_refused({"fork", "--quiz-report", ""}, "needs a value");
}

TEST_CASE("The report tells what was asked, given, skipped, and right") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  AtQuestion session({"--quiz-report", folder / "report"});
  CHECK(folder.names().empty());
  session.program.send_keys("3");
  session.program.expect("is about to fork");
  CHECK(enter_to_the_end(session.program) == exited(0));
  CHECK(folder.names() == std::vector<std::string>{"report"});
  const auto report = report_in(folder / "report");
  REQUIRE(report.size() == 3);
  CHECK(report[0].at("type") == "quiz");
  CHECK(report[0].at("lesson") == "fork");
  CHECK(report[0].at("demo") == "variables");
  CHECK(report[0].at("answers").size() == 3);
  CHECK(report[0].at("given") == 3);
  CHECK(report[0].at("right") == json::array({2}));
  CHECK(report[0].at("how") == "outcomes");
  CHECK(report[1].at("given").is_null());
  CHECK(report[1].at("skipped") == true);
  CHECK(report[1].at("how") == "run");
  CHECK(report[1].at("right") == json::array({3}));
  CHECK(report[2] == json{{"type", "end"}, {"questions", 2}});
}

TEST_CASE("A report is whole or not there") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  AtQuestion interrupted({"--quiz-report", folder / "report"});
  interrupted.program.send_keys("1");
  interrupted.program.expect("is about to fork");
  CHECK(end_with(SIGINT, interrupted.program) == os::ExitStatus::killed(SIGINT));
  CHECK(folder.names().empty());

  AtQuestion quit({"--quiz-report", folder / "report"});
  quit.program.send_keys("q");
  CHECK(quit.program.wait() == exited(0));
  CHECK(report_in(folder / "report").back() == json{{"type", "end"}, {"questions", 0}});

  AtQuestion named({"--quiz-report", folder / "report", "--name", "Ann"});
  named.program.send_keys("q");
  CHECK(named.program.wait() == exited(0));
  const auto end = report_in(folder / "report").back();
  CHECK(end.at("name") == "Ann");
  CHECK(end.at("when").get<std::string>().size() == 27);
  CHECK("mpdemo " + end.at("version").get<std::string>() + "\n" == mpdemo({"--version"}).output);
  check_refused({"fork", "--name", "Ann"}, "--name is for --quiz-report");

  Program nowhere(kMpdemo, {"fork", "--quiz-report", folder / "no/report"},
                  support::on_small_terminal());
  CHECK(nowhere.wait() == exited(3));
  CHECK(shows(nowhere, "cannot write"));
}
