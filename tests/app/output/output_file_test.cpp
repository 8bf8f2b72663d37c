#include <sys/stat.h>

#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;

Finished run_into(const std::string& path, const Options& options = {}) {
  return mpdemo({"fork", "--demo", "basic", "--auto", "--format", "jsonl", "-o", path}, options);
}

void check_refused(const Finished& finished, const std::string& path) {
  CHECK(finished.status == exited(3));
  CHECK(finished.output.empty());
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring(path));
}

}  // namespace

TEST_CASE("A file is written whole and replaces the one before, whose permissions it keeps") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", "what was there before");
  REQUIRE(::chmod((folder / "run").c_str(), 0640) == 0);
  CHECK(run_into(folder / "run").status == exited(0));
  lawful_run_in(contents_of(folder / "run"));
  CHECK(folder.names() == std::vector<std::string>{"run"});
  struct stat found {};
  REQUIRE(::stat((folder / "run").c_str(), &found) == 0);
  CHECK((found.st_mode & 07777) == 0640);
}

TEST_CASE("A link to a file stays a link") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "target", "what was there before");
  REQUIRE(::symlink("target", (folder / "link").c_str()) == 0);
  CHECK(run_into(folder / "link").status == exited(0));
  CHECK(std::filesystem::is_symlink(folder / "link"));
  lawful_run_in(contents_of(folder / "target"));
}

TEST_CASE("The demos of a lesson are runs in one file, over mp and of programs alike") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  CHECK(mpdemo({"fork", "--format", "jsonl", "-o", folder / "runs"}).status == exited(0));
  const auto runs = runs_in(contents_of(folder / "runs"));
  std::vector<std::string> demos;
  for (const auto& run : runs) demos.push_back(run.run.demo);
  CHECK(demos == std::vector<std::string>{"basic", "variables", "tree", "doubled", "flushed"});
}

TEST_CASE("A file in a folder that does not exist cannot be written") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  check_refused(run_into(folder / "missing/run"), "missing/run");
  CHECK(folder.names().empty());
}

TEST_CASE("A folder is no file to write into") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  check_refused(run_into(folder.path()), folder.path());
  CHECK(folder.names().empty());
}

TEST_CASE("A folder, or a file, that may not be written stays as it is") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  Options nobody;
  nobody.before_exec = become_nobody;
  write_file(folder / "run", "precious");
  REQUIRE(::chmod((folder / "run").c_str(), 0444) == 0);
  REQUIRE(::chmod(folder.path().c_str(), 0555) == 0);
  check_refused(run_into(folder / "run", nobody), "run");
  check_refused(run_into(folder / "new", nobody), "new");
  REQUIRE(::chmod(folder.path().c_str(), 0777) == 0);
  check_refused(run_into(folder / "run", nobody), "run");
  CHECK(folder.names() == std::vector<std::string>{"run"});
  CHECK(contents_of(folder / "run") == "precious");
}

TEST_CASE("A full disk is told in a sentence") {
  const support::NothingLeft nothing_left;
  check_refused(run_into("/dev/full"), "No space left on device");
}

TEST_CASE("A run that is interrupted leaves the old file, and no draft") {
  const support::NothingLeft nothing_left;
  for (const int signal : {SIGINT, SIGTERM, SIGKILL}) {
    CAPTURE(signal);
    const Folder folder;
    write_file(folder / "old", "precious");
    for (const char* name : {"old", "new"}) {
      Program program(kFixture, {"bad", "--demo", "hang", "--auto", "-v", "-o", folder / name,
                                 "--format", "jsonl"});
      REQUIRE(support::eventually([&] { return !support::children_of(program.pid()).empty(); }));
      CHECK(end_with(signal, program) == os::ExitStatus::killed(signal));
    }
    CHECK(folder.names() == std::vector<std::string>{"old"});
    CHECK(contents_of(folder / "old") == "precious");
  }
}

TEST_CASE("A run that fails is written all the same") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Finished finished = misbehave("crash", {"--format", "jsonl", "-o", folder / "run"});
  CHECK(finished.status == exited(1));
  CHECK(lawful_run_in(contents_of(folder / "run")).end.status == "failed");
}
