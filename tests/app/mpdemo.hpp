#pragma once

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/error.hpp"
#include "core/os/terminal/terminal_guard.hpp"
#include "core/record/record_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/runs/laws.hpp"
#include "tests/support/runs/timelines.hpp"
#include "tests/support/terminal/program.hpp"

// Shared by the tests of the program: running it, and reading what it writes.

/// For the report of a failed check: "exited with 2".
template <>
struct Catch::StringMaker<os::ExitStatus> {
  static std::string convert(const os::ExitStatus& status) { return os::to_string(status); }
};

namespace tests {

using Arguments = std::vector<std::string>;
using support::Finished;
using support::Options;
using support::Program;
using support::Stream;
using To = support::Stream::To;

inline const std::string kMpdemo = MPDEMO_PROGRAM;
/// mpdemo with demos that misbehave, all of them in lesson "bad".
inline const std::string kFixture = MPDEMO_FIXTURE;

inline Arguments together(Arguments first, const Arguments& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

inline Finished mpdemo(const Arguments& arguments, const Options& options = {}) {
  return support::run(kMpdemo, arguments, options);
}

inline Finished misbehave(const std::string& demo, Arguments more = {},
                          const Options& options = {}) {
  more.insert(more.begin(), {"bad", "--demo", demo});
  return support::run(kFixture, more, options);
}

inline os::ExitStatus exited(int code) {
  return os::ExitStatus::exited(code);
}

/// Sends `signal` and waits for the end, which must leave nothing after two
/// seconds. Returns how the program ended.
inline os::ExitStatus end_with(int signal, Program& program) {
  const auto sent = os::now();
  program.send_signal(signal);
  const os::ExitStatus status = program.wait();
  CHECK(support::no_process_left_within(2));
  CHECK(os::now() - sent < std::chrono::seconds(2));
  return status;
}

/// Whether an error message is a single sentence of mpdemo.
inline bool is_one_sentence(const std::string& error) {
  return error.starts_with("mpdemo: ") && std::count(error.begin(), error.end(), '\n') == 1 &&
         error.ends_with('\n') && error.find('\x1b') == std::string::npos;
}

inline std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

inline std::size_t times(std::string_view part, std::string_view text) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// The runs in a record; throws if it is none.
inline std::vector<record::Timeline> runs_in(const std::string& jsonl) {
  support::Collector collector;
  record::RecordReader reader(collector);
  reader.feed(jsonl);
  reader.finish();
  return collector.runs();
}

/// The one run of a record, checked against the laws.
inline record::Timeline lawful_run_in(const std::string& jsonl) {
  const auto runs = runs_in(jsonl);
  REQUIRE(runs.size() == 1);
  CHECK(support::broken_laws(runs.front()) == std::vector<std::string>());
  return runs.front();
}

inline std::vector<record::Event> events_of(const record::Timeline& run, probe::Kind kind) {
  std::vector<record::Event> found;
  for (const auto& event : run.events) {
    if (event.act.kind == kind) found.push_back(event);
  }
  return found;
}

inline std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_file(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// An empty folder for the test, removed with its contents.
class Folder {
 public:
  Folder() {
    std::string name = std::filesystem::temp_directory_path() / "mpdemo-test-XXXXXX";
    if (!::mkdtemp(name.data())) os::fail("cannot make a folder");
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ / name; }

  /// The names of its contents, sorted.
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      found.push_back(entry.path().filename());
    }
    std::sort(found.begin(), found.end());
    return found;
  }

 private:
  std::filesystem::path path_;
};

/// Whether the terminal of a program works as it did before the program began.
inline bool as_before(const Program& program) {
  return os::same_modes(program.modes(), program.modes_before());
}

/// Root may read and write everything, so the program becomes another user.
inline void become_nobody() {
  constexpr uid_t kNobody = 65534;
  if (::geteuid() != 0) return;
  os::check(::setresgid(kNobody, kNobody, kNobody), "cannot change the group");
  os::check(::setresuid(kNobody, kNobody, kNobody), "cannot change the user");
}

/// The same, with a user that has no other processes: a limit of processes
/// counts only those of this program.
inline void become_somebody_new() {
  const uid_t user = 1'000'000 + static_cast<uid_t>(::getpid());
  if (::geteuid() != 0) return;
  os::check(::setresgid(user, user, user), "cannot change the group");
  os::check(::setresuid(user, user, user), "cannot change the user");
}

/// Checks that a wrong command line gets status 2 and one sentence that
/// contains `hint`, and that nothing happens.
inline void check_refused(const Arguments& arguments, const std::string& hint) {
  CAPTURE(arguments);
  const Finished finished = mpdemo(arguments);
  CHECK(finished.status == exited(2));
  CHECK(finished.output.empty());
  CHECK(is_one_sentence(finished.error));
  CHECK_THAT(finished.error, ContainsSubstring(hint));
}

}  // namespace tests
