#include "core/tracer/files/interpreter_files.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/small_programs.hpp"
#include "tests/tracer/traced.hpp"

// A shell reads its script piece by piece while the program runs, which is no act of the program.

namespace tests {
namespace {

const nlohmann::json kNone = nlohmann::json::array();
const std::string kBoth = "echo one &\necho two\nwait\n";

bool uses_script(const record::Timeline& run) {
  return std::any_of(run.events.begin(), run.events.end(), [](const record::Event& event) {
    return event.act.object.shown() == "main.sh";
  });
}

/// The last line of a report on all outcomes.
nlohmann::json search(const Arguments& program) {
  const Finished finished =
      mpdemo(trace_of(program, {"--outcomes", "--runs", "0", "--format", "jsonl"}));
  REQUIRE_FALSE(finished.output.empty());
  return nlohmann::json::parse(lines_of(finished.output).back());
}

TEST_CASE("the script is the first word of a command line that is no option, nor a part of one") {
  struct Line {
    std::vector<std::string> words;
    std::size_t script;
  };
  const std::vector<Line> shells = {{{"sh", "main.sh", "-c"}, 1},
                                    {{"sh"}, 0},
                                    {{"sh", "-e", "main.sh"}, 2},
                                    {{"bash", "-eo", "pipefail", "main.sh"}, 3},
                                    {{"sh", "+x", "main.sh"}, 2},
                                    {{"bash", "-O", "extglob", "main.sh"}, 3},
                                    {{"sh", "--", "-main.sh"}, 2},
                                    {{"bash", "--norc", "main.sh"}, 2},
                                    {{"sh", "-c", "echo", "sh"}, 0},
                                    {{"sh", "-ec", "echo main.sh"}, 0},
                                    {{"sh", "-s", "main.sh"}, 0},
                                    {{"sh", "-"}, 0},
                                    {{"bash", "--"}, 0},
                                    {{"bash", "--rcfile", "rc", "main.sh"}, 3}};
  for (const Line& line : shells) CHECK(tracer::script_among(line.words, false) == line.script);
  const std::vector<Line> pythons = {{{"python3", "-W", "error", "main.py"}, 3},
                                     {{"python3", "-u", "main.py"}, 2},
                                     {{"python3", "-m", "http"}, 0},
                                     {{"python3", "-c", "pass", "main.py"}, 0},
                                     {{"python3", "-X", "dev", "main.py", "-m"}, 3}};
  for (const Line& line : pythons) CHECK(tracer::script_among(line.words, true) == line.script);
}

TEST_CASE("that a shell reads on in its script is no act, and changes nothing that is found") {
  const support::NothingLeft nothing_left;
  for (const char* shell : {"bash", "sh"}) {
    CAPTURE(shell);
    const Folder folder;
    // One line after the other, or all in one piece, which the shell has read when it forks.
    std::ofstream(folder / "main.sh") << kBoth;
    std::ofstream(folder / "whole.sh") << "{\n" << kBoth << "exit 0\n}\n";
    const Arguments program = {shell, folder / "main.sh"};
    for (const char* seed : {"1", "2", "3"}) {
      const auto run =
          lawful_run_in(mpdemo(trace_of(program, {"--seed", seed, "--format", "jsonl"})).output);
      CHECK(run.end.status == "ok");
      CHECK_FALSE(uses_script(run));
    }
    const auto found = search(program);
    const auto whole = search({shell, folder / "whole.sh"});
    for (const char* what : {"outcomes", "states", "edges"}) CHECK(found[what] == whole[what]);
    CHECK(found.value("reasons", kNone) == whole.value("reasons", kNone));
  }
}

TEST_CASE("that a shell looks for a program along its PATH is no act, unless one comes there") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Arguments program = {"env", "PATH=" + folder.path().string() + ":/usr/bin:/bin", "bash",
                             "-c", "env true & env true; wait"};
  const auto run =
      lawful_run_in(mpdemo(trace_of(program, {"--seed", "1", "--format", "jsonl"})).output);
  CHECK(run.end.status == "ok");
  CHECK(count(run, probe::Kind::look) == 0);
  Arguments changes = program;
  changes.back() = ": > '" + folder.path().string() + "/env' & env true; wait";
  CHECK_THAT(search(changes).value("reasons", kNone).dump(),
             ContainsSubstring("that no choice led to"));
}

TEST_CASE(
    "that Python reads its own library is no act, and that it reads a module of ours is one") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::ofstream(folder / "helper.py") << "answer = 42\n";
  std::ofstream(folder / "main.py") << "import os\n"
                                       "if os.fork() == 0:\n"
                                       "    import xml.dom.minidom, helper\n"
                                       "    os._exit(helper.answer)\n"
                                       "os.wait()\n";
  const auto run = lawful_run_in(mpdemo(trace_of({support::python(), "-B", folder / "main.py"},
                                                 {"--seed", "1", "--format", "jsonl"}))
                                     .output);
  CHECK(run.end.status == "ok");
  bool reads_helper = false;
  for (const auto& event : run.events) {
    CHECK(event.act.object.shown().find("minidom") == std::string::npos);
    CHECK(event.act.object.shown().find("python3") == std::string::npos);
    reads_helper |= event.act.kind == probe::Kind::read && event.act.object.shown() == "helper.py";
  }
  CHECK(reads_helper);
}

TEST_CASE("a script that starts scripts reads kNone of them as an act") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::ofstream(folder / "other.sh") << "echo one\n(echo two)\necho three\n";
  std::ofstream(folder / "main.sh") << "cd \"${0%/*}\"\nbash other.sh &\nsh ./other.sh\nwait\n";
  const auto run = lawful_run_in(
      mpdemo(trace_of({"bash", folder / "main.sh"}, {"--seed", "2", "--format", "jsonl"})).output);
  CHECK(count(run, probe::Kind::output) == 6);
  CHECK_FALSE(uses_script(run));
  for (const auto& event : run.events) CHECK(event.act.object.shown() != "other.sh");
}

TEST_CASE("a script that is changed, or read by others, while it runs proves nothing") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto reasons_of = [&](const std::string& text) {
    std::ofstream(folder / "main.sh") << text;
    return search({"sh", folder / "main.sh"}).value("reasons", kNone).dump();
  };
  const auto unchosen = ContainsSubstring("that no choice led to");
  CHECK_THAT(reasons_of(kBoth), !unchosen);
  CHECK_THAT(reasons_of("(echo 'echo more' >> \"$0\") &\necho two\nwait\n"), unchosen);
  // The subshell has the script's own open file, under another number.
  CHECK_THAT(reasons_of("exec 3< \"$0\"\n(read -r line <&3; echo $line) &\nread -r line <&3\n"
                        "echo $line\nwait\n"),
             !unchosen);
}

}  // namespace
}  // namespace tests
