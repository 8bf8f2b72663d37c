#include <sys/resource.h>

#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;

/// The report's line about that.
std::string line_about(const std::string& subject, const std::string& report) {
  for (const auto& line : lines_of(report)) {
    if (line.starts_with(subject + " ")) return line;
  }
  return "";
}

}  // namespace

TEST_CASE("The doctor has a line for each thing that mpdemo can use") {
  const support::NothingLeft nothing_left;
  const Finished finished = mpdemo({"doctor"});
  CHECK(finished.status == exited(0));
  CHECK(finished.error.empty());
  for (const char* subject : {"lessons", "ptrace", "seccomp", "namespaces", "private files",
                              "terminal", "cc", "c++", "python3", "tmux"}) {
    CAPTURE(subject);
    CHECK_FALSE(line_about(subject, finished.output).empty());
  }
  CHECK_THAT(line_about("lessons", finished.output), ContainsSubstring(" run "));
}

TEST_CASE("The doctor knows the terminal's size and colours") {
  const support::NothingLeft nothing_left;
  Options options = support::on_terminal();
  options.environment["TERM"] = "xterm-256color";
  CHECK_THAT(line_about("terminal", mpdemo({"doctor"}, options).output),
             ContainsSubstring("80 x 24, 256 colours"));
  options.columns = 69;
  CHECK_THAT(line_about("terminal", mpdemo({"doctor"}, options).output),
             ContainsSubstring("line by line"));
}

TEST_CASE("The doctor finds programs where the shell would") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "tmux", "");
  std::filesystem::permissions(folder / "tmux", std::filesystem::perms::owner_all);
  Options options;
  options.environment["PATH"] = folder.path().string();
  const std::string report = support::run(kMpdemo, {"doctor"}, options).output;
  CHECK_THAT(line_about("tmux", report), ContainsSubstring(folder / "tmux"));
  CHECK_THAT(line_about("python3", report), ContainsSubstring("not there"));
}

#ifndef __SANITIZE_ADDRESS__  // which opens pipes to check objects
TEST_CASE("Where lessons cannot run the doctor says why and ends with 3") {
  const support::NothingLeft nothing_left;
  Options options;
  options.before_exec = [] {
    const rlimit few{8, 8};
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  };
  const Finished finished = mpdemo({"doctor"}, options);
  CHECK(finished.status == exited(3));
  CHECK_THAT(line_about("lessons", finished.output), ContainsSubstring("do not run"));
}
#endif
