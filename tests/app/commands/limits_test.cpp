#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/app/mpdemo.hpp"

// A limit of the shell or the machine is no fault of the command line or of a
// demo: status 3, and a sentence with the limit to raise.

namespace {

using namespace tests;

/// The program has that limit, and runs as a user who cannot exceed it.
Options limited(decltype(RLIMIT_NOFILE) resource, rlim_t most) {
  Options options;
  options.before_exec = [=] {
    const rlimit limit{most, most};
    REQUIRE(::setrlimit(resource, &limit) == 0);
    become_somebody_new();
  };
  return options;
}

const std::vector<Arguments> kRuns = {
    {"fork", "--auto"},
    {"process", "--auto", "--format", "lanes"},
    {"pool", "--auto", "--workers", "20"},
    {"queue", "--auto", "--format", "jsonl"},
    {"pipe", "duplex", "--seed", "1"},
    {"shared", "race", "--auto", "--processes", "30"},
    {"fork", "--outcomes"},
    {"trace", "--", "true"},
    {"trace", "--observe", "output", "--", "true"},
    {"trace", "--runs", "2", "--", "true"},
};

/// Refused before anything is shown.
void check_refused(const Arguments& arguments, const Options& options, const std::string& fix) {
  CAPTURE(arguments);
  const Finished finished = mpdemo(arguments, options);
  CHECK(finished.status == exited(3));
  CHECK(finished.output.empty());
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring(fix));
}

}  // namespace

#ifndef __SANITIZE_ADDRESS__  // whose library must be opened before the program begins
TEST_CASE("Where too few files may be open each command says so before it begins") {
  const support::NothingLeft nothing_left;
  for (const rlim_t most : {rlim_t(3), rlim_t(8), rlim_t(11)}) {
    CAPTURE(most);
    for (const auto& arguments : kRuns)
      check_refused(arguments, limited(RLIMIT_NOFILE, most), "raise the limit");
  }
}

TEST_CASE("A replay that may open nothing says which limit to raise") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
  write_file(folder / "record", mpdemo({"fork", "--format", "jsonl"}).output);
  check_refused({"replay", folder / "record"}, limited(RLIMIT_NOFILE, 3), "raise the limit");
}
#endif

TEST_CASE("How many files may be open is compared with the processes of the demo") {
  const support::NothingLeft nothing_left;
  const Options few = limited(RLIMIT_NOFILE, 24);
  check_refused({"pool", "default", "--workers", "20", "--auto"}, few, "watch 21 processes");
  check_refused({"shared", "race", "--processes", "30", "--auto"}, few, "ulimit -n 1024");
  CHECK(mpdemo({"fork", "basic", "--auto"}, few).status == exited(0));
}

#ifndef __SANITIZE_ADDRESS__  // whose search for leaks makes a process
TEST_CASE("Where no process may be made each command says so before it begins") {
  const support::NothingLeft nothing_left;
  for (const auto& arguments : kRuns)
    check_refused(arguments, limited(RLIMIT_NPROC, 1), "ulimit -u");
}
#endif

TEST_CASE("Where fewer processes may be made than a demo makes it does not begin") {
  const support::NothingLeft nothing_left;
  for (const auto& arguments :
       {Arguments{"pool", "default", "--workers", "20", "--auto"}, {"fork", "--outcomes"}})
    check_refused(arguments, limited(RLIMIT_NPROC, 3), "ulimit -u");
}

TEST_CASE("Where no file may have a size a sentence says so and nobody dies of a signal") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  REQUIRE(::chmod(folder.path().c_str(), 0777) == 0);
  const Options none = limited(RLIMIT_FSIZE, 0);
  const std::string fix = "ulimit -f unlimited";
  check_refused({"fork", "--auto"}, none, fix);
  check_refused({"fork", "--auto", "-o", folder / "run"}, none, fix);
  check_refused({"fork", "--outcomes", "-o", folder / "run"}, none, fix);
  check_refused({"trace", "--runs", "1", "-o", folder / "run", "--", "true"}, none, fix);
  check_refused({"trace", "-o", folder / "run", "--", "true"}, none, fix);
  const std::string record = mpdemo({"fork", "--format", "jsonl"}).output;
  write_file(folder / "record", record);
  check_refused({"replay", folder / "record", "-o", folder / "run"}, none, fix);
  CHECK(folder.names() == std::vector<std::string>{"record"});
}

#ifndef __SANITIZE_ADDRESS__  // which reserves terabytes

/// The least limit, in KiB, under which the program works at all: its libraries take some.
rlim_t least_limit(decltype(RLIMIT_AS) resource) {
  rlim_t kib = 1'000;
  while (mpdemo({"list"}, limited(resource, kib << 10)).status != exited(0)) kib += kib / 8;
  return kib;
}

/// Under any limit a demo runs to its end, or nothing of it is shown. `letter` is the limit's
/// in ulimit.
void check_all_or_nothing(decltype(RLIMIT_AS) resource, char letter) {
  const rlim_t least = least_limit(resource);
  for (const auto& arguments :
       {Arguments{"pool", "default", "--auto", "--workers", "20", "--speed", "100"},
        {"queue", "--auto", "--speed", "100"},
        {"shared", "value", "--auto"}}) {
    bool was_refused = false;
    bool has_run = false;
    for (const rlim_t more :
         std::initializer_list<rlim_t>{0, 4'000, 16'000, 40'000, 60'000, 200'000}) {
      CAPTURE(arguments, letter, least, more);
      const Finished finished = mpdemo(arguments, limited(resource, (least + more) << 10));
      has_run = has_run || finished.status == exited(0);
      if (finished.status == exited(0)) continue;
      was_refused = true;
      CHECK(finished.status == exited(3));
      CHECK(finished.output.empty());
      CHECK(is_one_sentence(finished.error));
      CHECK_THAT(finished.error,
                 ContainsSubstring(std::string("ulimit -") + letter + " unlimited"));
    }
    CHECK(was_refused);
    CHECK(has_run);
  }
}

TEST_CASE("Where an address space is too small a demo is refused before it begins") {
  const support::NothingLeft nothing_left;
  check_all_or_nothing(RLIMIT_AS, 'v');
}

TEST_CASE("Where a process may have too little of its own a demo is refused before it begins") {
  const support::NothingLeft nothing_left;
  check_all_or_nothing(RLIMIT_DATA, 'd');
}

TEST_CASE("A command that needs more memory than it may have says so") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  REQUIRE(::chmod(folder.path().c_str(), 0755) == 0);
  const std::string line = mpdemo({"fork", "basic", "--format", "jsonl"}).output;
  write_file(folder / "record", line + std::string(std::size_t{32} << 20, ' '));
  const Options little = limited(RLIMIT_DATA, 16U << 20);
  check_refused({"replay", folder / "record", "-o", "/dev/null"}, little, "ulimit -d unlimited");
}

TEST_CASE("Where no memory may be locked nothing changes") {
  const support::NothingLeft nothing_left;
  CHECK(
      mpdemo({"pool", "default", "--auto", "--speed", "100"}, limited(RLIMIT_MEMLOCK, 0)).status ==
      exited(0));
}

#endif

TEST_CASE("A traced program has SIGXFSZ as it was before mpdemo") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const Finished finished =
      mpdemo({"trace", "--format", "raw", "--", "sh", "-c",
              "ulimit -f 0; (echo much >" + (folder / "file") + "); echo $?"});
  CHECK(finished.output == std::to_string(128 + SIGXFSZ) + "\n");
}

TEST_CASE("A FIFO without a reader is reported and waited for") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  REQUIRE(::mkfifo((folder / "fifo").c_str(), 0600) == 0);
  Program program(kMpdemo, {"fork", "basic", "--auto", "--format", "jsonl", "-o", folder / "fifo"},
                  support::on_terminal());
  program.expect("has no reader yet");
  const std::string record = contents_of(folder / "fifo");
  CHECK(program.wait() == exited(0));
  lawful_run_in(record);

  Program interrupted(kMpdemo, {"fork", "--auto", "-o", folder / "fifo"}, support::on_terminal());
  interrupted.expect("has no reader yet");
  CHECK(end_with(SIGINT, interrupted) == os::ExitStatus::killed(SIGINT));
}
