#include <sys/stat.h>

#include "tests/app/mpdemo.hpp"

namespace {

using namespace tests;

constexpr const char* kRun =
    R"({"type":"run","schema":1,"lesson":"fork","demo":"basic","mode":"free","argv":[]})"
    "\n";
constexpr const char* kStart =
    R"({"type":"event","seq":1,"t":0,"pid":5,"ppid":4,"name":"parent","kind":"start"})"
    "\n";
constexpr const char* kLastLine = R"({"type":"end","events":1,"lost":0,"status":"ok"})"
                                  "\n";

/// Any such file: status 1 and one sentence that names the file and contains
/// `hint`.
void check_refused(const std::string& bytes, const std::string& hint) {
  CAPTURE(hint);
  const Folder folder;
  write_file(folder / "run", bytes);
  const Finished finished = mpdemo({"replay", folder / "run", "--format", "raw"});
  CHECK(finished.status == exited(1));
  CHECK(is_one_sentence(finished.error));
  CHECK(finished.error.size() < 1000);
  CHECK_THAT(finished.error, ContainsSubstring(folder / "run"));
  CHECK_THAT(finished.error, ContainsSubstring(hint));
}

}  // namespace

TEST_CASE("A damaged line is named by its number") {
  const support::NothingLeft nothing_left;
  check_refused("not a record\n", "line 1");
  check_refused(std::string(kRun) + "{\"type\":\n" + kLastLine, "line 2");
  check_refused(std::string(kRun) + kStart + "[1,2]\n" + kLastLine, "line 3");
  check_refused(std::string(kRun) + kStart + kStart + kLastLine, "line 3");
  check_refused(std::string(kStart) + kLastLine, "line 1");
  check_refused(std::string(kRun) + kStart + kRun, "line 3");
  check_refused(std::string(kRun) + kStart + kLastLine + kStart, "line 4");
  check_refused(std::string(kRun) + "\x1b]0;steers a terminal\x07\n", "line 2");
  check_refused(std::string(kRun) + std::string("\0\0\0\n", 4), "line 2");
}

TEST_CASE("A record of another schema is refused") {
  const support::NothingLeft nothing_left;
  std::string record = std::string(kRun) + kStart + kLastLine;
  record.replace(record.find("\"schema\":1"), 10, "\"schema\":2");
  check_refused(record, "line 1");
}

TEST_CASE("A record cut short anywhere is refused") {
  const support::NothingLeft nothing_left;
  const std::string record = mpdemo({"fork", "--demo", "basic", "--format", "jsonl"}).output;
  // Every hundredth byte, and the ends of the first lines, but the last newline.
  for (std::size_t size = 1; size + 1 < record.size(); size += 101) {
    check_refused(record.substr(0, size), "line ");
  }
  const auto first = record.find('\n') + 1;
  check_refused(record.substr(0, first), "line 1");
  check_refused(record.substr(0, record.find('\n', first) + 1), "line 2");
}

TEST_CASE("An empty file is no record") {
  const support::NothingLeft nothing_left;
  check_refused("", "empty");
}

TEST_CASE("A huge line is refused before it fills the memory") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  // A gigabyte of zeros without a newline, as a hole in the file.
  write_file(folder / "run", kRun);
  std::filesystem::resize_file(folder / "run", std::uintmax_t{1} << 30);
  const Finished finished = mpdemo({"replay", folder / "run", "--format", "raw"});
  CHECK(finished.status == exited(1));
  CHECK(is_one_sentence(finished.error));
  CHECK(finished.error.size() < 1000);
  CHECK_THAT(finished.error, ContainsSubstring("line 2"));
}

TEST_CASE("Random bytes are refused, and never end in a signal") {
  const support::NothingLeft nothing_left;
  std::uint32_t state = 2463534242;  // xorshift: the same bytes each time
  for (int file = 0; file < 20; ++file) {
    std::string bytes = file % 2 == 0 ? "" : kRun;
    for (int i = 0; i < 4000; ++i) {
      state ^= state << 13;
      state ^= state >> 17;
      state ^= state << 5;
      bytes.push_back(static_cast<char>(state & 0xff));
    }
    check_refused(bytes, "line ");
  }
}

TEST_CASE("Deep nesting is refused, and does not end in a signal") {
  const support::NothingLeft nothing_left;
  check_refused(kRun + std::string(2'000'000, '[') + "\n", "line 2");
  check_refused(kRun + std::string(2'000'000, '{') + "\n", "line 2");
}

TEST_CASE("A file that is missing, or none, is the environment's fault") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const std::string& path : {folder / "missing", folder.path().string()}) {
    CAPTURE(path);
    const Finished finished = mpdemo({"replay", path});
    CHECK(finished.status == exited(3));
    CHECK(is_one_sentence(finished.error));
    CHECK(finished.output.empty());
  }
}

TEST_CASE("A damaged record leaves no file behind") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "run", std::string(kRun) + kStart);
  const Finished finished = mpdemo({"replay", folder / "run", "-o", folder / "copy"});
  CHECK(finished.status == exited(1));
  CHECK(folder.names() == std::vector<std::string>{"run"});
}
