#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/cli/command_line.hpp"
#include "app/cli/lesson_folders.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/terminal/tmux.hpp"

// Lessons whose pages are ordinary programs: those that mpdemo carries, and those that a
// reader brings in a folder.

namespace {

using namespace tests;

/// With the reader's own lessons in that folder.
Options reader_of(const Folder& folder) {
  Options options;
  options.environment["XDG_DATA_HOME"] = folder.path().string();
  return options;
}

const Arguments kStable = {"--ids", "stable", "--time", "none"};

/// A lesson "tea" with these files, in a folder for lessons.
std::string add_lesson(const Folder& root, const std::map<std::string, std::string>& files) {
  const std::filesystem::path folder = root / "tea";
  std::filesystem::create_directories(folder);
  for (const auto& [name, text] : files) write_file(folder / name, text);
  return folder.string();
}

const std::string kPython =
    "# It greets.\n"
    "import os\n"
    "\n"
    "# A copy of it.\n"
    "child = os.fork()\n"
    "if child == 0:\n"
    "    os._exit(3)\n"
    "\n"
    "# Both are here.\n"
    "os.wait()\n"
    "print(\"tea is ready\", flush=True)\n";

/// What "lesson check" says of a lesson with these files, without the folder's path.
std::vector<std::string> checked(const std::map<std::string, std::string>& files) {
  const Folder root;
  const std::string folder = add_lesson(root, files);
  const Finished finished = mpdemo({"lesson", "check", folder});
  CHECK(finished.status == exited(1));
  CHECK(finished.error.empty());
  std::vector<std::string> told;
  for (const auto& line : lines_of(finished.output)) {
    CHECK_THAT(line, StartsWith(folder));
    told.push_back(line.substr(folder.size()));
  }
  return told;
}

bool has(const std::vector<std::string>& told, const std::string& beginning) {
  return std::any_of(told.begin(), told.end(),
                     [&](const std::string& line) { return line.starts_with(beginning); });
}

}  // namespace

TEST_CASE("A page in C is run as it is, with its lines, and needs no compiler") {
  const support::NothingLeft nothing_left;
  Options options;
  options.environment["PATH"] = "/nowhere";
  const Finished finished =
      mpdemo(together({"wait", "status", "--seed", "1", "--format", "jsonl"}, kStable), options);
  CHECK(finished.status == exited(0));
  const auto run = lawful_run_in(finished.output);
  CHECK(run.run.lesson == "wait");
  CHECK(run.run.demo == "status");
  CHECK(run.run.is_program);
  CHECK(run.end.status == "ok");
  const auto lines = lines_of(contents_of(MPDEMO_SOURCE_DIR "/lessons/programs/wait/status.c"));
  for (const auto& fork : events_of(run, probe::Kind::fork)) {
    CHECK(fork.act.file == "lessons/programs/wait/status.c");
    CHECK_THAT(lines[static_cast<std::size_t>(fork.act.line) - 1], ContainsSubstring("fork()"));
  }
  REQUIRE(events_of(run, probe::Kind::output).size() == 2);
  CHECK(events_of(run, probe::Kind::output)[1].act.text == "signal 15\n");
  const auto again = mpdemo(
      together({"wait", "status", "--schedule", run.end.schedule, "--format", "jsonl"}, kStable));
  CHECK(lawful_run_in(again.output).events == run.events);
}

TEST_CASE("Another user runs it, and the run is the same when it is replayed") {
  const support::NothingLeft nothing_left;
  Options nobody;
  nobody.before_exec = become_nobody;
  const Arguments text = together({"wait", "status", "--format", "text"}, kStable);
  const Finished finished = mpdemo(text, nobody);
  CHECK(finished.status == exited(0));
  CHECK_THAT(finished.output, ContainsSubstring("exit code 3"));
  const Folder folder;
  const std::string file = folder / "run.jsonl";
  mpdemo(together({"wait", "status", "--seed", "2", "--format", "jsonl", "-o", file}, kStable));
  const Finished live =
      mpdemo(together({"wait", "status", "--seed", "2", "--format", "lanes"}, kStable));
  const Finished later = mpdemo(together({"replay", file, "--format", "lanes"}, kStable));
  CHECK(later.output == live.output.substr(0, later.output.size()));
}

TEST_CASE("A page in Python that mpdemo carries runs in every kind of run, and is spawned again") {
  const support::NothingLeft nothing_left;
  for (const Arguments& how : {Arguments{"--auto"}, Arguments{"--seed", "3"}}) {
    const Finished finished =
        mpdemo(together(together({"hazard", "globals", "--format", "raw"}, how), kStable));
    CAPTURE(finished.error);
    CHECK(finished.status == exited(0));
    for (const char* line : {"fork: level is 99\n", "spawn: level is 1\n",
                             "forkserver: level is 1\n", "parent: level is 99\n"})
      CHECK_THAT(finished.output, ContainsSubstring(line));
  }
  const Finished found = mpdemo({"hazard", "dice", "--outcomes", "--runs", "2"});
  CHECK_THAT(found.output, ContainsSubstring("the two throws are the same"));
}

TEST_CASE("The page and its twin in Python run beside each other") {
  const support::NothingLeft nothing_left;
  const Finished finished =
      mpdemo(together({"wait", "status", "--python", "--trace", "--format", "jsonl"}, kStable));
  CHECK(finished.status == exited(0));
  const auto runs = runs_in(finished.output);
  REQUIRE(runs.size() == 2);
  CHECK(runs[1].run.demo == "status.py");
  CHECK(runs[1].events.front().act.value == "python3 lessons/programs/wait/status.py");
  for (const auto& run : runs) CHECK(events_of(run, probe::Kind::output).size() == 2);
}

TEST_CASE("A session shows its prose and asks its question, in both languages") {
  const support::NothingLeft nothing_left;
  const support::Tmux tmux(80, 24,
                           kMpdemo + " wait status --lang zh-Hant --theme dark; echo status $?");
  const std::string screen = tmux.expect("Enter 下一步");
  CHECK_THAT(screen, ContainsSubstring("wait/status"));
  CHECK_THAT(screen, ContainsSubstring("第一個子行程自己結束"));
  CHECK_THAT(screen, ContainsSubstring("p▶ 24   const pid_t first = fork();"));
  tmux.press({"v"});
  tmux.expect("status.c");
  tmux.press({"q"});
  tmux.press({"Enter"});
  tmux.expect("結束碼是 3");
  tmux.press({"1"});
  tmux.press({"g", "+", "+", "+", "+", "+"});
  tmux.expect("示範結束了。");
  tmux.press({"q"});
  CHECK_THAT(tmux.expect("status 0"), ContainsSubstring("猜中 1 題"));
}

TEST_CASE("A first lesson runs at once, as its own check agrees") {
  const support::NothingLeft nothing_left;
  const Folder home;
  const Finished made = mpdemo({"lesson", "new", "tea"}, reader_of(home));
  CHECK(made.status == exited(0));
  CHECK_THAT(made.output, ContainsSubstring("mpdemo tea"));
  const Finished listed = mpdemo({"list", "tea"}, reader_of(home));
  CHECK_THAT(listed.output, ContainsSubstring(" A child says hello"));
  const Finished run = mpdemo(together({"tea", "--format", "raw"}, kStable), reader_of(home));
  CHECK(run.output == "hello from the child\nthe child has ended\n");
  const Finished checked = mpdemo({"lesson", "check", "tea"}, reader_of(home));
  CHECK(checked.status == exited(0));
  CHECK_THAT(checked.output, ContainsSubstring("nothing is wrong"));
  CHECK(mpdemo({"lesson", "new", "tea"}, reader_of(home)).status == exited(2));
}

TEST_CASE("Lessons are found where --lessons, MPDEMO_LESSONS or the data folder has them") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string lesson = add_lesson(folder, {{"ready.py", kPython}});
  Options options;
  for (const std::string& named : {folder.path().string(), lesson}) {
    const Finished finished =
        mpdemo(together({"--lessons", named, "tea", "--format", "raw"}, kStable));
    CHECK(finished.output == "tea is ready\n");
    options.environment["MPDEMO_LESSONS"] = "/var/empty:" + named;
    if (!std::filesystem::exists("/var/empty")) options.environment["MPDEMO_LESSONS"] = named;
    CHECK(mpdemo({"list", "tea"}, options).status == exited(0));
  }
  CHECK(mpdemo({"list", "tea"}).status == exited(2));
  const Finished data = mpdemo({"list", "tea", "--format", "json", "--lessons", lesson});
  const auto json = nlohmann::json::parse(data.output).at(0);
  CHECK(json.at("level") == 9);
  CHECK(json.at("demos").at(0).at("language") == "python");
}

TEST_CASE("A lesson that is wrong is told of, and the others work") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  add_lesson(folder, {{"ready.py", kPython}, {"lesson.json", "{\n\"title\": 3}"}});
  const Finished finished = mpdemo({"--lessons", folder.path().string(), "list", "tea"});
  CHECK(finished.status == exited(0));
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring("tea/lesson.json:2: \"title\" must be a text."));
}

TEST_CASE("The check finds what is missing in a lesson, with file and line") {
  const support::NothingLeft nothing_left;
  std::string bare = kPython;
  bare.replace(bare.find("# A copy of it.\n"), 16, "");
  const auto told = checked(
      {{"ready.py", bare + "# " + std::string(80, '-') + "\n"},
       {"ready.sh", "# It greets you.\necho tea is ready\n"},
       {"zh-Hant.po",
        "msgid \"It greets.\"\nmsgstr \"它打招呼。\"\nmsgid \"Gone.\"\nmsgstr \"沒了。\"\n"},
       {"ready.json",
        "{\"questions\": [{\"before\": \"os.wait()\",\n\"text\": \"Ready?\",\n\"answers\": "
        "[{\"text\": "
        "\"Yes\", \"signs\": [{\"kind\": \"print\", \"text\": \"no\"}]}, {\"text\": \"No\", "
        "\"signs\": [{\"kind\": \"deadlock\"}]}], \"reason\": \"It waits.\"}]}"}});
  CAPTURE(told);
  CHECK(has(told, "/ready.py:4: here is an act (fork) without a sentence"));
  CHECK(has(told, "/ready.py:11: 82 columns wide"));
  CHECK(has(told, "/ready.py:8: zh-Hant.po has no translation of \"Both are here.\""));
  CHECK(has(told, "/ready.sh:1: its title is not that of ready.py"));
  CHECK(has(told, "/ready.json:2: a run shows none of its answers"));
  CHECK(has(told, "/zh-Hant.po:3: the lesson has no \"Gone.\" any more"));
}

TEST_CASE("The check compiles a page in C, and tells what the compiler does") {
  if (!support::has_program("cc")) return;
  const support::NothingLeft nothing_left;
  CHECK(has(checked({{"a.c", "// It warns.\nint main(void) {\n  int unused;\n  return 0;\n}\n"}}),
            "/a.c:3: unused variable"));
  const auto broken = checked({{"a.c", "// It is broken.\nint main(void) {\n  return x;\n}\n"}});
  CHECK(has(broken, "/a.c:3: "));
  const Folder folder;
  const std::string lesson =
      add_lesson(folder, {{"a.c", "// It is broken.\nint main(void) { x }\n"}});
  const Finished finished = mpdemo({"--lessons", lesson, "tea", "--auto"});
  CHECK(finished.status == exited(1));
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring("a.c cannot be built: line 2: "));
}

TEST_CASE("What lessons of programs cannot do is refused in a sentence") {
  check_refused({"wait", "status", "--speed", "2"}, "sleeps as it is written");
  check_refused({"lesson"}, "lesson needs what to do");
  check_refused({"lesson", "make"}, "new, check");
  check_refused({"lesson", "new"}, "mpdemo lesson new NAME");
  check_refused({"lesson", "new", "Tea Time"}, "small letters");
  check_refused({"lesson", "new", "trace"}, "has a command \"trace\"");
  check_refused({"lesson", "check", "/nowhere"}, "there is no folder /nowhere");
  check_refused({"list", "--topic", "zzz"}, "no demo is about \"zzz\"");
  check_refused({"list", "fork", "--topic", "lock"}, "exclude each other");
  const Finished finished = mpdemo({"--lessons", "/nowhere", "list"});
  CHECK(finished.status == exited(3));
  CHECK(is_one_sentence(finished.error));
  const Folder folder;
  const std::string lesson = add_lesson(folder, {{"a.py", "# It has no twin.\n"}});
  CHECK(mpdemo({"show", "tea", "--python", "--lessons", lesson}).status == exited(2));
}

TEST_CASE("A topic may be a Chinese word: then the demos are those whose texts have it") {
  const Finished zombies = mpdemo({"list", "--topic", "殭屍行程"});
  CHECK(zombies.status == exited(0));
  CHECK_THAT(zombies.output, ContainsSubstring("wait/zombie"));
  CHECK_THAT(zombies.output, !ContainsSubstring("queue/handover"));
  CHECK_THAT(mpdemo({"list", "--topic", "死結"}).output, ContainsSubstring("sync/philosophers "));
  check_refused({"list", "--topic", "番茄"}, "no demo is about \"番茄\"");
}

TEST_CASE("The list finds demos by a topic") {
  const Finished finished = mpdemo({"list", "--topic", "Deadlock"});
  CHECK(finished.status == exited(0));
  CHECK_THAT(finished.output, ContainsSubstring("shared/deadlock"));
  CHECK_THAT(finished.output, ContainsSubstring("shared/ordered"));
  CHECK_THAT(finished.output, !ContainsSubstring("fork/basic"));
}

TEST_CASE("No lesson can have the name of a command") {
  const auto& all = lessons::catalogue();
  for (const auto& command : app::reference(all)) {
    const bool is_lesson = std::any_of(all.begin(), all.end(), [&](const lessons::Lesson& lesson) {
      return lesson.name == command.name;
    });
    CAPTURE(command.name);
    if (!command.name.empty()) CHECK(app::is_reserved(command.name) != is_lesson);
  }
}
