#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "core/os/descriptors/output_file.hpp"
#include "core/os/descriptors/pipe.hpp"
#include "core/os/process/process.hpp"
#include "core/os/sandbox/permissions.hpp"
#include "core/tracer/sandbox.hpp"
#include "tests/tracer/traced.hpp"

// Where a controlled run happens: what it has of its own, and what is left of it.

namespace tests {
namespace {

/// A shell command in a folder, whose HOME is another one.
struct Place {
  Folder here;
  Folder home;

  Finished run(Arguments options, const std::string& command, Options how = {}) const {
    options.insert(options.end(), {"--seed", "1", "--format", "raw"});
    how.environment["HOME"] = home / "";
    const Arguments program = {"sh", "-c", command};
    const std::string there = "cd \"$0\" && exec \"$@\"";
    return support::run(
        "sh", together({"-c", there, here / "", kMpdemo}, trace_of(program, options)), how);
  }
};

/// Namespaces may be refused to these tests, too.
bool has_namespaces() {
  if (os::may_make_namespaces()) return true;
  WARN("no namespaces here");
  return false;
}

TEST_CASE("what a controlled run writes is seen by its processes, and gone afterwards") {
  const support::NothingLeft nothing_left;
  if (!has_namespaces()) return;
  const Place place;
  std::ofstream(place.here / "old") << "old\n";
  const std::string elsewhere = "/tmp/mpdemo-test-" + std::to_string(::getpid());
  const Finished finished = place.run(
      {}, "echo new >> old; echo x > made; rm -f ~/none; echo x > ~/made; echo x > " + elsewhere +
              "; cat old made ~/made " + elsewhere + "; mkdir -p a/b && rmdir a/b");
  CHECK(finished.status == exited(0));
  CHECK(finished.output == "old\nnew\nx\nx\nx\n");
  CHECK(contents_of(place.here / "old") == "old\n");
  CHECK_FALSE(std::filesystem::exists(place.here / "made"));
  CHECK_FALSE(std::filesystem::exists(place.here / "a"));
  CHECK_FALSE(std::filesystem::exists(place.home / "made"));
  CHECK_FALSE(std::filesystem::exists(elsewhere));
}

/// What the first process of a run writes into a pipe before it ends.
std::string told_by_run(tracer::Sandbox& sandbox, std::string (*tell)()) {
  auto [reader, writer] = os::make_pipe();
  const auto body = [&](std::vector<os::Fd> given) {
    os::write_all(given[0].get(), tell());
    os::exit_now(0);
  };
  if (!sandbox.start("the same", body, {&writer})) return "refused";
  writer.reset();
  std::string told;
  char room[64];
  while (const std::size_t size = os::read_some(reader, room, sizeof room)) told.append(room, size);
  sandbox.end_run();
  return told;
}

TEST_CASE("runs in one sandbox have the same PIDs, and none sees what another has written") {
  const support::NothingLeft nothing_left;
  if (!has_namespaces()) return;
  tracer::Sandbox sandbox({});
  const auto tell = [] {
    const char* const file = "/tmp/mpdemo-test-of-runs";
    const bool is_there = std::filesystem::exists(file);
    std::ofstream(file) << "x";
    if (os::fork() == 0) os::exit_now(0);  // stays a zombie, and uses up a PID
    return std::to_string(::getpid()) + (is_there ? " and a file" : "");
  };
  for (int run = 0; run < 3; ++run) CHECK(told_by_run(sandbox, tell) == "1001");
  CHECK(sandbox.has(tracer::Sandbox::Part::files));
}

TEST_CASE("a limited run has no network, and cannot write large files") {
  const support::NothingLeft nothing_left;
  if (!has_namespaces()) return;
  tracer::Sandbox::Terms terms;
  terms.limits.emplace().file = 1000;
  tracer::Sandbox sandbox(terms);
  const auto tell = [] {
    ::signal(SIGXFSZ, SIG_IGN);
    std::ofstream("/tmp/mpdemo-test-of-limits") << std::string(2000, 'x') << std::flush;
    std::ifstream interfaces("/proc/net/dev");
    long lines = 0;
    for (std::string line; std::getline(interfaces, line);) ++lines;
    const auto written = std::filesystem::file_size("/tmp/mpdemo-test-of-limits");
    // Two lines of titles, and the loopback device.
    return std::to_string(lines) + " " + std::to_string(written);
  };
  CHECK(told_by_run(sandbox, tell) == "3 1000");
}

TEST_CASE("a controlled run writes with --keep-files, which goes with no other") {
  const support::NothingLeft nothing_left;
  const Place place;
  CHECK(place.run({"--keep-files"}, "echo x > made").status == exited(0));
  CHECK(contents_of(place.here / "made") == "x\n");
  const Finished plain = mpdemo(trace_of({"true"}, {"--keep-files"}));
  CHECK(plain.status == exited(2));
  CHECK(is_one_sentence(plain.error));
}

TEST_CASE("a controlled program is process 1001 in every run, and init is its parent") {
  const support::NothingLeft nothing_left;
  if (!has_namespaces()) return;
  const Arguments program = {
      "sh", "-c",
      "echo $$ $PPID; (echo \"$(sh -c 'echo $PPID')\") & wait; kill -0 $! || echo gone"};
  const Arguments options = {"--seed", "3", "--format", "jsonl", "--time", "none"};
  const auto first = lawful_run_in(mpdemo(trace_of(program, options)).output);
  REQUIRE(!first.events.empty());
  CHECK(first.events.front().pid == 1001);
  CHECK(first.events.front().ppid == 1);
  std::string written;
  for (const auto& event : events_of(first, probe::Kind::output)) written += event.act.text;
  CHECK(written.starts_with("1001 1\n"));
  CHECK(lawful_run_in(mpdemo(trace_of(program, options)).output).events == first.events);
}

TEST_CASE("a user without rights has a sandbox, too") {
  const support::NothingLeft nothing_left;
  if (::geteuid() != 0 || !has_namespaces()) return;
  Options options;
  options.before_exec = [] {
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(99);
  };
  const Finished there = support::run(kMpdemo, {"--version"}, options);
  if (there.status != exited(0)) return;  // the folder of the build is root's alone
  const Place place;
  std::filesystem::permissions(place.here / "", std::filesystem::perms::all);
  const Finished finished = place.run({}, "echo x > made; echo $$; cat made; id -u", options);
  CHECK(finished.status == exited(0));
  CHECK(finished.output == "1001\nx\n65534\n");
  CHECK_FALSE(std::filesystem::exists(place.here / "made"));
}

TEST_CASE("nothing of a sandbox is left when mpdemo is killed") {
  const support::NothingLeft nothing_left;
  Program program(kMpdemo, trace_of({"sh", "-c", "echo up; while :; do :; done"}, {"--seed", "1"}));
  program.expect("up");
  CHECK(end_with(SIGKILL, program) == os::ExitStatus::killed(SIGKILL));
}

TEST_CASE("where the kernel refuses namespaces a controlled run works, and says what follows") {
  const support::NothingLeft nothing_left;
  const Place place;
  Options options;
  options.before_exec = [] { refuse(SYS_mount); };
  const Finished finished = place.run({}, "echo x > made; echo done", options);
  CHECK(finished.status == exited(0));
  CHECK(finished.output == "done\n");
  CHECK(contents_of(place.here / "made") == "x\n");
  CHECK_THAT(finished.error, ContainsSubstring("Not controlled"));
  CHECK_THAT(finished.error, ContainsSubstring("PIDs, since the kernel refuses a namespace"));
  CHECK_THAT(finished.error, ContainsSubstring("files, since the kernel refuses private copies"));
}

TEST_CASE("a controlled program gets the same random bytes each time, and all CPUs") {
  const support::NothingLeft nothing_left;
  const Arguments options = {"--seed", "1", "--format", "raw"};
  const auto output = [&](const char* command) {
    return mpdemo(trace_of({"sh", "-c", command}, options)).output;
  };
  CHECK(output("mktemp -u; mktemp -u") == output("mktemp -u; mktemp -u"));
  CHECK(output("nproc") == support::run("nproc", {}).output);
}

TEST_CASE("what is not controlled is in the record's end, and nothing else is") {
  const support::NothingLeft nothing_left;
  if (!has_namespaces()) return;
  const auto causes = [](const char* command) {
    const Finished finished =
        mpdemo(trace_of({"sh", "-c", command}, {"--seed", "1", "--format", "jsonl"}));
    return lawful_run_in(finished.output).end.uncontrolled;
  };
  CHECK(causes("echo a | sort").empty());
  CHECK(causes("date > /dev/null") == std::vector<std::string>{"clock"});
  CHECK(causes("head -c 4 /dev/urandom > /dev/null") == std::vector<std::string>{"random"});
}

}  // namespace
}  // namespace tests
