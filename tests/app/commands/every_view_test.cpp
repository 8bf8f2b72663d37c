#include "core/view/formats.hpp"
#include "tests/app/mpdemo.hpp"

// A run in every view, as it happens and from its record.

namespace {

using namespace tests;

/// One of the ways in which a demo can go, and the same each time.
const std::vector<Arguments> kFixedRuns = {
    {"fork", "--demo", "basic", "--seed", "3"},
    {"queue", "--demo", "handover", "--seed", "7"},
    {"pool", "--demo", "five", "--honour-sleep", "--auto"},
    {"shared", "--demo", "deadlock", "--schedule", "1x3.2x2.3.2.3x2"},
};

/// What it writes, always to the same file: a record has its command line.
std::string written(Arguments arguments, std::string_view format, const Folder& folder) {
  for (const char* word : {"--ids", "stable", "--time", "none", "--format"})
    arguments.emplace_back(word);
  arguments.insert(arguments.end(), {std::string(format), "-o", folder / "out"});
  const Finished finished = mpdemo(arguments);
  // The status reports a deadlock, too.
  CHECK((finished.status == exited(0) || finished.status == exited(1)));
  return contents_of(folder / "out");
}

}  // namespace

TEST_CASE("Under a schedule, with names only, each view is the same bytes again") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const auto& run : kFixedRuns)
    for (const auto& format : view::formats()) {
      CAPTURE(run, format.name);
      const std::string first = written(run, format.name, folder);
      CHECK_FALSE(first.empty());
      CHECK(written(run, format.name, folder) == first);
    }
}

TEST_CASE("A recorded run is the same bytes in each view as it was when it happened") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const auto& run : kFixedRuns) {
    write_file(folder / "record", written(run, "jsonl", folder));
    for (const auto& format : view::formats()) {
      CAPTURE(run, format.name);
      CHECK(written({"replay", folder / "record"}, format.name, folder) ==
            written(run, format.name, folder));
    }
  }
}
