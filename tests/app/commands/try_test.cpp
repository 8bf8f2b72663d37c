#include <filesystem>
#include <string>

#include "app/cli/errors.hpp"
#include "app/commands/editing.hpp"
#include "core/view/formatting/terminal.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/terminal/tmux.hpp"

// mpdemo try: a file becomes a program, and in a session can be edited.

namespace {

using namespace tests;
using support::Tmux;

constexpr const char* kTwoPrinters = R"(#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int count, char **words) {
  pid_t child = fork();
  if (child == 0) {
    printf("kid %d\n", count);
    return 3;
  }
  printf("adult %s\n", count > 1 ? words[1] : "");
  waitpid(child, NULL, 0);
  return 0;
}
)";

std::vector<std::string> printed(const record::Timeline& run) {
  std::vector<std::string> lines;
  for (const auto& event : events_of(run, probe::Kind::output)) lines.push_back(event.act.text);
  return lines;
}

/// mpdemo with that file and these keys, in a folder of its own; $EDITOR puts next.c in the
/// place of the file, and notes what it was called with.
std::string session_script(const Folder& folder, const std::string& command) {
  write_file(folder / "editor.sh", "#!/bin/sh\necho \"$*\" >> called\ncp next.c \"$2\"\n");
  return "cd " + folder.path().string() + " && unset VISUAL && EDITOR='sh editor.sh' " + kMpdemo +
         " " + command + "; echo \"status $?\"";
}

view::Environment variables(const std::string& editor) {
  return [editor](const char* name) -> std::optional<std::string> {
    if (std::string(name) == "EDITOR") return editor;
    return std::nullopt;
  };
}

}  // namespace

TEST_CASE("A C file is built and run with its arguments, at its lines, and leaves nothing") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "two.c", kTwoPrinters);
  const Finished finished =
      mpdemo({"try", "--schedule", "1x4.2x2", "--format", "jsonl", folder / "two.c", "x", "--ids"});
  CHECK(finished.status == exited(1));  // the schedule ends too early: it does not fit
  const Finished whole =
      mpdemo({"try", "--seed", "1", "--format", "jsonl", folder / "two.c", "x", "--ids"});
  CHECK(whole.status == exited(0));
  const record::Timeline run = lawful_run_in(whole.output);
  CHECK(run.run.demo == "two.c");
  auto lines = printed(run);
  std::sort(lines.begin(), lines.end());
  CHECK(lines == std::vector<std::string>{"adult x\n", "kid 3\n"});
  const auto forks = events_of(run, probe::Kind::fork);
  REQUIRE(forks.size() == 1);
  CHECK((forks[0].act.line == 5 || forks[0].act.line == 0));  // 0: built without libdw
  CHECK(folder.names() == std::vector<std::string>{"two.c"});
}

TEST_CASE("A tried file ends with the status of its program, and shell and Python are known") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "a.sh", "[ -n \"$BASH_VERSION\" ] && echo \"bash $1\"\nexit 4\n");
  write_file(folder / "b.py", "import sys\nprint(sys.argv[1:])\n");
  const Finished shell = mpdemo({"try", "--format", "raw", folder / "a.sh", "one"});
  CHECK(shell.status == exited(4));
  CHECK(shell.output == "bash one\n");
  const Finished python = mpdemo({"try", "--format", "raw", "--", folder / "b.py", "-o", "x"});
  CHECK(python.status == exited(0));
  CHECK(python.output == "['-o', 'x']\n");
}

TEST_CASE("A file that does not compile is told by the compiler, and one that is none by us") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "bad.c", "int main(void) { retrun 0; }\n");
  write_file(folder / "notes.txt", "");
  const Finished bad = mpdemo({"try", folder / "bad.c"});
  CHECK(bad.status == exited(1));
  CHECK_THAT(bad.error, ContainsSubstring("retrun"));
  CHECK_THAT(bad.error, ContainsSubstring("does not compile, so there is nothing to run.\n"));
  check_refused({"try"}, "try needs a file");
  check_refused({"try", folder / "none.c"}, "there is no file");
  check_refused({"try", folder / "notes.txt"}, "no program that can be tried");
  check_refused({"try", folder.path()}, "is a folder");
  Options without_compiler;
  without_compiler.environment["PATH"] = folder.path();
  const Finished none = mpdemo({"try", folder / "bad.c"}, without_compiler);
  CHECK(none.status == exited(3));
  CHECK(is_one_sentence(none.error));
  CHECK_THAT(none.error, ContainsSubstring("needs a compiler"));
}

TEST_CASE("e edits the line that is shown, builds again and repeats the choices that fit") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "two.c", kTwoPrinters);
  std::string longer = kTwoPrinters;
  longer.replace(longer.find("kid"), 3, "small kid");
  write_file(folder / "next.c", longer);
  const Tmux terminal(80, 24, session_script(folder, "try --ids stable two.c"));
  terminal.expect("is about to fork");
  terminal.press({"Enter"});
  terminal.expect("2 child-1");
  terminal.press({"2"});
  terminal.expect("exit with 3");
  terminal.press({"e"});
  const std::string screen = terminal.expect_settled("The program as it is now, at choice 3.");
  CHECK_THAT(screen, ContainsSubstring("small kid 1"));
  CHECK(contents_of(folder / "called").find("two.c") != std::string::npos);
  SECTION("what does not compile leaves the program as it was") {
    write_file(folder / "next.c", "int main(void) { retrun 0; }\n");
    terminal.press({"e"});
    CHECK_THAT(terminal.expect_settled("It does not compile"), ContainsSubstring("retrun"));
    terminal.press({"q"});
    CHECK_THAT(terminal.expect_settled("is about to write \"adult"),
               ContainsSubstring("small kid 1"));
  }
  SECTION("choices that no longer fit are left out, and that is told") {
    write_file(folder / "next.c", "#include <stdio.h>\nint main(void) { puts(\"one\"); }\n");
    terminal.press({"e"});
    terminal.expect("1 of 2 choices fit the program as it is now.");
  }
  terminal.press({"q"});
  terminal.expect("status 0");
}

TEST_CASE("e on a page edits a copy, and goes on with that") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "basic.py", "mine\n");
  write_file(folder / "next.c", "print('changed', flush=True)\n");
  const Tmux terminal(80, 24, session_script(folder, "fork/basic --quiz off --ids stable"));
  terminal.expect("is about to print");
  terminal.press({"e"});
  const std::string screen = terminal.expect_settled("about to write \"changed");
  CHECK_THAT(screen, ContainsSubstring("try basic-2.py"));
  CHECK(contents_of(folder / "basic.py") == "mine\n");
  terminal.press({"q"});
  terminal.expect("status 0");
  CHECK_THAT(terminal.scrollback(), ContainsSubstring("yours to change: basic-2.py"));
}

TEST_CASE("An editor is asked for the line as it takes it") {
  const auto called = [](const std::string& editor) {
    auto words = app::editor_at("a.c", 7, variables(editor));
    words.erase(words.begin(), words.begin() + 2);
    return words;
  };
  CHECK(called("vi -n") == std::vector<std::string>{"vi -n \"$@\"", "vi -n", "+7", "a.c"});
  CHECK(called("/usr/bin/code") ==
        std::vector<std::string>{"/usr/bin/code --wait --goto \"$@\"", "/usr/bin/code", "a.c:7"});
}
