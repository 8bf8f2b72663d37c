#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "tests/tracer/unchanged/settings.hpp"

// The source line of each act of a controlled program, by its debug information or by a
// lens; and that neither changes the program.

namespace tests {
namespace {

using probe::Kind;
using support::Fixed;
using support::SmallProgram;

record::Timeline controlled(const Arguments& program) {
  const Finished finished = mpdemo(trace_of(program, {"--seed", "1", "--format", "jsonl"}));
  REQUIRE(finished.status.code() < 126);
  return lawful_run_in(finished.output);
}

std::string file_with(const Folder& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder / name) << text;
  return folder / name;
}

std::string line_of(const std::string& file, int number) {
  const auto lines = lines_of(contents_of(file));
  REQUIRE(number >= 1);
  REQUIRE(static_cast<std::size_t>(number) <= lines.size());
  return lines[static_cast<std::size_t>(number) - 1];
}

/// Each line that is printed contains the word that its line of the source prints.
void check_words(const record::Timeline& run, const std::string& file,
                 const std::set<std::string>& words) {
  std::set<std::string> seen;
  for (const auto& event : events_of(run, Kind::output)) {
    const std::string word = event.act.text.substr(0, event.act.text.find('\n'));
    if (words.count(word) == 0) continue;
    CAPTURE(word, event.act.line);
    CHECK(event.act.file == file);
    CHECK(line_of(file, event.act.line).find(word) != std::string::npos);
    seen.insert(word);
  }
  CHECK(seen == words);
}

TEST_CASE("the lines of a Python program are those of its statements, in every process") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string file = file_with(folder, "words.py", R"(import os
import threading
from multiprocessing import Process

def say(word):
    os.write(1, word.encode() + b"\n")

def child():
    os.write(1, b"within\n")

if __name__ == "__main__":
    os.write(1, b"before\n")
    process = Process(target=child)
    process.start()
    process.join()
    thread = threading.Thread(target=lambda: os.write(1, b"beside\n"))
    thread.start()
    thread.join()
    sum(range(3)); os.write(1, b"after\n")
)");
  const record::Timeline run = controlled({support::python(), file});
  check_words(run, file, {"before", "within", "beside", "after"});
  for (const Kind kind : {Kind::fork, Kind::wait}) {
    const auto events = events_of(run, kind);
    REQUIRE(events.size() == 1);
    CHECK(line_of(file, events.front().act.line).find(kind == Kind::fork ? "start()" : "join()") !=
          std::string::npos);
  }
}

TEST_CASE("the lines of a bash script are those of its commands, in subshells and functions") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string file = file_with(folder, "words.bash", R"(#!/bin/bash
set -eu
say() {
  echo within
}
echo before
(
  echo beneath
) &
wait
say
word=$(echo substituted)
echo after
)");
  check_words(controlled({"bash", file}), file, {"before", "within", "beneath", "after"});
}

TEST_CASE("the lines of a C program are its own, and not those of libc") {
  const support::NothingLeft nothing_left;
  const Arguments program = support::command_of("processes/double_fork.c");
  const record::Timeline run = controlled(program);
  const std::string file = support::file_of("processes/double_fork.c");
  std::size_t forks = 0;
  for (const auto& fork : events_of(run, Kind::fork)) {
    CHECK(fork.act.file == file);
    CHECK(line_of(file, fork.act.line).find("fork()") != std::string::npos);
    ++forks;
  }
  CHECK(forks == 2);
}

TEST_CASE("a program without debug information has no lines, and a plain trace tells none") {
  const support::NothingLeft nothing_left;
  for (const auto& event : controlled({"/bin/echo", "word"}).events) CHECK(event.act.line == 0);
  const Compared plain = compare(support::command_of("processes/double_fork.c"));
  for (const auto& event : plain.run.events) CHECK(event.act.line == 0);
}

TEST_CASE("a module of the user's own that Python imports at its start still is, after the lens") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string path = folder.path();
  file_with(folder, "sitecustomize.py", "import sys\nsys.own = 'imported'\n");
  const std::string file = file_with(
      folder, "main.py", "import os, sys\nprint(sys.own, os.environ['PYTHONPATH'], sys.path[1])\n");
  Options options;
  options.environment["PYTHONPATH"] = path;
  const Finished finished =
      mpdemo(trace_of({support::python(), file}, {"--seed", "1", "--format", "raw"}), options);
  CHECK(finished.output == "imported " + path + " " + path + "\n");
}

TEST_CASE("a script of the user's own that bash reads at its start still is, after the lens") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options options;
  const std::string script = file_with(folder, "start.bash", "word=read\n");
  options.environment["BASH_ENV"] = script;
  const Finished finished =
      mpdemo(trace_of({"bash", "-c", "echo $word $BASH_ENV"}, {"--seed", "1", "--format", "raw"}),
             options);
  CHECK(finished.output == "read " + script + "\n");
}

TEST_CASE("a program that would not read its lens gets none, and sees what it sees alone") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::filesystem::create_symlink("/bin/bash", folder / "sh");
  const std::string python = "import os; print(sorted(os.environ.items()))";
  const std::string shell = "echo [${BASH_ENV-}]; env | sort";
  std::vector<Arguments> programs;
  for (const char* option : {"-I", "-E", "-S", "-Es", "-Bx"})
    programs.push_back({support::python(), option, "-c", python});
  programs.push_back({support::python(), "-X", "utf8", "-I", "-c", python});
  programs.push_back({folder / "sh", "-c", shell});
  for (const char* option : {"--posix", "-p", "-l"})
    programs.push_back({"bash", option, "-c", shell});
  programs.push_back({"env", "POSIXLY_CORRECT=1", "bash", "-c", shell});
  for (const Arguments& program : programs) {
    CAPTURE(program);
    Stand stand(Setting::pipes);
    CHECK(stand.trace(program, {"--seed", "1", "--format", "raw"}).output ==
          stand.run(program).output);
  }
}

/// Each interpreted program of a subject prints under a seed, and so through a lens,
/// what it prints alone, and ends so.
void check_subject(const std::string& subject) {
  const support::NothingLeft nothing_left;
  Stand stand(Setting::pipes);
  for (const SmallProgram& program : support::small_programs()) {
    if (!program.file.starts_with(subject + "/") || program.file.ends_with(".c")) continue;
    if (program.fixed == Fixed::nothing) continue;
    DYNAMIC_SECTION(program.file) {
      const Arguments command = support::command_of(program);
      const Seen alone = stand.run(command, program.input);
      const Seen controlled =
          stand.trace(command, {"--seed", "1", "--format", "raw"}, program.input);
      CHECK(controlled.status == alone.status);
      CHECK(difference(fixed_part(alone.output, program.fixed),
                       fixed_part(controlled.output, program.fixed)) == "");
    }
  }
}

TEST_CASE("through a lens a program that writes prints what it prints alone") {
  check_subject("output");
}
TEST_CASE("through a lens a program with pipes prints what it prints alone") {
  check_subject("pipes");
}
TEST_CASE("through a lens a program with processes prints what it prints alone") {
  check_subject("processes");
}
TEST_CASE("through a lens a program that shares prints what it prints alone") {
  check_subject("sharing");
}
TEST_CASE("through a lens a program sees the surroundings that it sees alone") {
  check_subject("signals");
  check_subject("surroundings");
}

}  // namespace
}  // namespace tests
