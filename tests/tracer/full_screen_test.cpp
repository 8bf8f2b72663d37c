#include <fmt/format.h>

#include <fstream>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "core/tracer/command_of.hpp"
#include "tests/support/small_programs.hpp"
#include "tests/support/terminal/tmux.hpp"
#include "tests/tracer/traced.hpp"

// The reader's own program on the full screen: its source with a mark for each process,
// the lanes, what the next act does, and who may act.

namespace tests {
namespace {

using support::Tmux;

/// The session of a program on a terminal of that size; identifiers and times are those
/// that every run has.
Tmux session(const Arguments& program, int columns = 80, int rows = 24,
             const std::string& language = "en") {
  Arguments command = {kMpdemo};
  const Arguments options = {"--step", "--ids", "stable", "--time", "none", "--lang", language};
  const Arguments traced = trace_of(program, options);
  command.insert(command.end(), traced.begin(), traced.end());
  std::string script = "unset LINES COLUMNS; ";
  for (const std::string& word : command) script += tracer::as_typed({word}) + " ";
  return {columns, rows, script};
}

/// The row of a screen that contains `text`.
std::string row_with(const std::string& text, const std::string& screen) {
  for (const auto& row : lines_of(screen)) {
    if (row.find(text) != std::string::npos) return row;
  }
  return {};
}

TEST_CASE("the source of a C program has a mark for each process on its line") {
  const support::NothingLeft nothing_left;
  const Tmux tmux = session(support::command_of("processes/double_fork.c"));
  std::string screen = tmux.expect_settled(" 0 acts");
  CHECK_THAT(screen, ContainsSubstring("(double_fork.c)"));
  CHECK_THAT(row_with("p▶", screen), ContainsSubstring("fork()"));
  CHECK_THAT(screen, ContainsSubstring("fork() copies this process."));
  tmux.press({"Enter"});
  screen = tmux.expect_settled(" 1 act\n");
  CHECK_THAT(screen, ContainsSubstring("c1▶"));
  tmux.press({"q"});
  tmux.expect("The same again: mpdemo trace --schedule 1 -- ");
}

TEST_CASE("b runs a program again with one choice fewer and lands on the same screen") {
  const support::NothingLeft nothing_left;
  for (const Arguments& program : {support::command_of("processes/double_fork.c"),
                                   support::command_of("processes/process.py")}) {
    const Tmux tmux = session(program, 130, 36);
    tmux.expect_settled(" 0 acts");
    tmux.press({"Enter"});
    const std::string before = tmux.expect_settled(" 1 act\n");
    tmux.press({"Enter"});
    tmux.expect_settled(" 2 acts");
    tmux.press({"b"});
    // Only the sentence in the rule is another one.
    const std::string back = tmux.expect_settled("back at act 2");
    const auto rows = lines_of(back);
    const auto expected = lines_of(before);
    REQUIRE(rows.size() == expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].find("back at act 2") == std::string::npos) CHECK(rows[i] == expected[i]);
    }
    tmux.press({"q"});
    tmux.expect("The same again");
  }
}

TEST_CASE("Tab shows the source file of another process") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::ofstream(folder / "helper.py")
      << "import os\n\ndef help():\n    os.write(1, b'helped\\n')\n";
  std::ofstream(folder / "main.py") << "import os, helper\n"
                                       "if os.fork() == 0:\n"
                                       "    helper.help()\n"
                                       "    os._exit(0)\n"
                                       "os.write(1, b'waits\\n')\n"
                                       "os.wait()\n";
  const Tmux tmux = session({support::python(), folder / "main.py"});
  tmux.expect_settled(" 0 acts");
  tmux.press({"Enter"});
  std::string screen = tmux.expect_settled("Tab other file");
  CHECK_THAT(screen, ContainsSubstring("(main.py)"));
  CHECK_THAT(row_with("p▶", screen), ContainsSubstring("waits"));
  CHECK_THAT(screen, ContainsSubstring("(helper.py, line 4)"));
  tmux.press({"Tab"});
  screen = tmux.expect_settled("(helper.py)");
  CHECK_THAT(row_with("c1▶", screen), ContainsSubstring("helped"));
  tmux.press({"q"});
  tmux.expect("The same again");
}

TEST_CASE("a program without lines says how it gets them") {
  const support::NothingLeft nothing_left;
  const Tmux compiled = session({"/bin/echo", "word"});
  CHECK_THAT(compiled.expect_settled(" 0 acts"),
             ContainsSubstring("echo has no debug information. Compile it with cc -g"));
  compiled.press({"q"});
  compiled.expect("trace/echo");
}

TEST_CASE("what an act does is said in the reader's language") {
  const support::NothingLeft nothing_left;
  const Tmux tmux = session(support::command_of("processes/double_fork.c"), 80, 24, "zh-Hant");
  CHECK_THAT(tmux.expect_settled("fork() 複製這個行程"), ContainsSubstring("p▶"));
  tmux.press({"q"});
}

/// Small programs as students write them, each of which has more than one process, and the
/// notes' own. A shell script is run with bash, which tells its lines.
std::vector<Arguments> students_programs() {
  std::vector<Arguments> programs;
  for (const char* file :
       {"output/buffered_before_fork.c", "output/prints_before_fork.py", "output/two_loops.sh",
        "pipes/os_pipe.py", "pipes/pipeline.c", "pipes/two_way.c", "pipes/words.sh",
        "processes/double_fork.c", "processes/failed_exec.c", "processes/fork_and_wait.py",
        "processes/process.py", "processes/subshells.sh", "processes/two_greetings.sh",
        "processes/vfork_exec.c", "sharing/barrier.c", "sharing/flock.c", "sharing/one_wins.c",
        "signals/queued.c"}) {
    programs.push_back(support::command_of(file));
    if (std::string_view(file).ends_with(".sh"))
      programs.back().insert(programs.back().begin(), "bash");
  }
  for (const char* page : {"fork/basic", "process/join", "queue/handover", "pipe/handover",
                           "shared/value", "shared/ordered"})
    programs.push_back(
        {support::python(), std::string(MPDEMO_SOURCE_DIR) + "/lessons/" + page + ".py"});
  return programs;
}

/// What a library or a shell does beneath a program, and no student has written.
const std::regex kPlumbing(
    R"(\bdup2?\b|\bfcntl|\bclones?\b|futex|sitecustomize|mpdemo-lens|/usr/lib|_feed|SIGCHLD)"
    R"(|\bcloses?\b|(looks at|reads [0-9]+ bytes from) \S*(\.sh|\.py|python))");

TEST_CASE("students' programs go from the first Enter to their end, in both languages", "[slow]") {
  for (const Arguments& program : students_programs()) {
    for (const std::string language : {"en", "zh-Hant"}) {
      CAPTURE(program, language);
      const support::NothingLeft nothing_left;
      const Tmux tmux = session(program, 80, 24, language);
      // The line of the source that comes next.
      tmux.expect(language == "en" ? " 0 acts" : " 0 步");
      static const std::regex line("p▶ +[0-9]+ +\\S");
      CHECK(support::eventually([&] { return std::regex_search(tmux.screen(), line); }));
      tmux.press_often(250, "Enter");
      tmux.expect(language == "en" ? "The same again: " : "同樣的再來一次：");
      const std::string all = tmux.scrollback();
      INFO(all);
      std::smatch found;
      std::regex_search(all, found, kPlumbing);
      CHECK(found.str() == "");
    }
  }
}

TEST_CASE("line by line, too, a program's step shows what it does, and its line") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo,
                  trace_of(support::command_of("processes/double_fork.c"), {"--step", "--plain"}),
                  support::on_terminal());
  program.expect("fork() copies this process.");
  program.expect("fork()");
  program.expect("is about to fork");
  program.send_keys("q");
  CHECK(program.wait() == exited(0));
}

}  // namespace
}  // namespace tests
