#include <filesystem>
#include <string>

#include "tests/app/mpdemo.hpp"

// mpdemo check from outside: handing out, hints, verdicts, reports, a class.

namespace {

using namespace tests;

const std::filesystem::path kExercises = MPDEMO_SOURCE_DIR "/lessons/exercises";

/// mpdemo check in that folder, which also keeps what is remembered.
Finished check(const Folder& folder, const Arguments& arguments) {
  Options options;
  options.environment["XDG_STATE_HOME"] = folder / "state";
  options.before_exec = [path = folder.path()] { std::filesystem::current_path(path); };
  return mpdemo(together({"check"}, arguments), options);
}

std::string given(const std::string& exercise, const std::string& file) {
  return kExercises / exercise / file;
}

}  // namespace

TEST_CASE("An exercise is copied, never over a file, and its hints come one at a time") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "join.c", "mine\n");
  const Finished first = check(folder, {"join", "--in", "c"});
  CHECK(first.status == exited(0));
  CHECK_THAT(first.output, ContainsSubstring("mpdemo check join join-2.c"));
  CHECK(contents_of(folder / "join.c") == "mine\n");
  CHECK(contents_of(folder / "join-2.c") == contents_of(given("join", "join.c")));
  CHECK(check(folder, {"join", "--in", "py"}).status == exited(0));
  CHECK(contents_of(folder / "join.py") == contents_of(given("join", "join.py")));
  const auto hints = [&] { return times("\n", check(folder, {"join", "--hint"}).output); };
  const auto one = hints();
  CHECK(hints() > one);
  CHECK(check(folder, {"join", "--solution"}).status == exited(1));
  const Finished chinese = check(folder, {"--lang", "zh-Hant"});
  CHECK_THAT(chinese.output, ContainsSubstring("報告要放在最後"));
}

TEST_CASE("A wrong command line of check is told in one sentence") {
  const support::NothingLeft nothing_left;
  check_refused({"check", "jion"}, "Did you mean \"join\"?");
  check_refused({"check", "join", "none.c"}, "there is no file none.c");
  check_refused({"check", "--hint"}, "need an exercise");
  check_refused({"check", "join", "--format", "junit"}, "name the exercise and a file");
  check_refused({"check", "join", "a.c", "b.c", "--format", "gradescope"}, "about one file");
  check_refused({"check", "find-deadlock", given("two-locks", "two-locks.c")}, "hand it in");
  check_refused({"check", "join", given("join", "join.c"), "--schedule", "1"}, "leave it out");
}

TEST_CASE("What is handed out is not solved, with a run that must not be") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Finished bad = check(folder, {"join", given("join", "join.c")});
  CHECK(bad.status == exited(1));
  CHECK_THAT(bad.output, ContainsSubstring("not solved"));
  CHECK_THAT(bad.output, ContainsSubstring("parent: report | child-1: work"));
  CHECK_THAT(bad.output, ContainsSubstring("mpdemo try --step --schedule 1"));
  CHECK(folder.names().empty());
}

TEST_CASE("A class is a table, and a report has each of its members") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::filesystem::create_directory(folder / "ann");
  std::filesystem::copy_file(given("join", "join.c"), folder / "ann/join.c");
  write_file(folder / "ben.c", "int main(void) { retrun 0; }\n");
  const Finished table = check(folder, {"join", "ann", "ben.c", "--budget", "5s"});
  CHECK(table.status == exited(1));
  const auto lines = lines_of(table.output);
  REQUIRE(lines.size() == 2);
  CHECK_THAT(lines[0], StartsWith("ann"));
  CHECK_THAT(lines[0], ContainsSubstring("/3   not solved"));
  CHECK_THAT(lines[1], StartsWith("ben"));
  CHECK_THAT(lines[1], ContainsSubstring("cannot be judged"));
  const Finished report =
      check(folder, {"join", "ann", "--name", "Ann", "--format", "json", "-o", "r.json"});
  CHECK(report.status == exited(1));
  CHECK(report.output.empty());
  CHECK_THAT(contents_of(folder / "r.json"), ContainsSubstring("\"name\": \"Ann\""));
  CHECK_THAT(contents_of(folder / "r.json"), ContainsSubstring("\"when\": \"20"));
  CHECK_THAT(contents_of(folder / "r.json"), ContainsSubstring("\"version\": \""));
  const Finished shown = mpdemo({"report", folder / "r.json"});
  CHECK(shown.status == exited(0));
  CHECK_THAT(shown.output, ContainsSubstring("Ann"));
  CHECK_THAT(shown.output, ContainsSubstring("exercise join"));
}

TEST_CASE("A schedule that shows what is to be found solves it, and another does not") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string program = given("find-deadlock", "find-deadlock.c");
  // Found by trying: what the first random run that deadlocks says of itself.
  std::string schedule;
  for (int seed = 1; schedule.empty() && seed < 60; ++seed) {
    const Finished run =
        mpdemo({"try", "--seed", std::to_string(seed), "--format", "jsonl", program}, {});
    const record::Timeline timeline = lawful_run_in(run.output);
    if (timeline.end.status == "deadlock") schedule = timeline.end.schedule;
  }
  for (const char* left : {"a", "b"}) std::filesystem::remove(left);
  REQUIRE_FALSE(schedule.empty());
  const Finished found = check(folder, {"find-deadlock", program, "--schedule", schedule});
  CHECK(found.status == exited(0));
  CHECK_THAT(found.output, ContainsSubstring("solved"));
  CHECK_THAT(check(folder, {}).output, ContainsSubstring("(solved)"));
  const Finished wrong = check(folder, {"find-deadlock", program, "--schedule", "1x40"});
  CHECK(wrong.status == exited(1));
}
