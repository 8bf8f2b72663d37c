#include "tests/app/mpdemo.hpp"

// --from, --to and --only: a part of a run, live or recorded.

namespace {

using namespace tests;

std::size_t events_in(const std::string& jsonl) {
  return runs_in(jsonl).front().events.size();
}

}  // namespace

TEST_CASE("A part of a run is shown, live or recorded, in whatever view") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string file = folder / "run.jsonl";
  const Arguments held = {"fork", "--demo", "basic", "--seed", "1"};
  CHECK(mpdemo(together(held, {"--format", "jsonl", "-o", file})).status == exited(0));
  const Arguments part = {"--from", "2", "--to", "4", "--format", "jsonl"};
  CHECK(events_in(mpdemo(together({"replay", file}, part)).output) == 3);
  CHECK(events_in(mpdemo(together(held, part)).output) == 3);
  CHECK(events_in(mpdemo(together({"trace"}, together(part, {"--", "sh", "-c",
                                                             "echo a; echo b; echo c; echo d"})))
                      .output) == 3);
  const Finished only = mpdemo({"replay", file, "--only", "child-1"});
  CHECK(only.status == exited(0));
  CHECK_THAT(only.output, ContainsSubstring("child-1"));
  CHECK(only.output.find("parent  ") == std::string::npos);
  const Finished both = mpdemo({"replay", file, "--only", "child-1,parent"});
  CHECK(both.output == mpdemo({"replay", file}).output);
  CHECK(events_in(mpdemo({"replay", file, "--from", "0s", "--format", "jsonl"}).output) ==
        runs_in(contents_of(file)).front().events.size());
}

TEST_CASE("A part without an event is said, with whom there is") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string file = folder / "run.jsonl";
  CHECK(mpdemo({"fork", "--demo", "basic", "--format", "jsonl", "-o", file}).status == exited(0));
  const std::string picture = folder / "run.svg";
  const Finished none =
      mpdemo({"replay", file, "--only", "chlid-1", "--format", "svg", "-o", picture});
  CHECK(none.status == exited(1));
  CHECK(is_one_sentence(none.error));
  CHECK_THAT(none.error, ContainsSubstring("child-1, parent"));
  CHECK(!std::filesystem::exists(picture));
}

TEST_CASE("A part is refused where no run plays by itself, or times are not known") {
  const support::NothingLeft nothing_left;
  check_refused({"fork", "--from", "5", "--to", "2"}, "swap them");
  check_refused({"fork", "--from", "zwei"}, "--from takes a duration");
  check_refused({"fork", "--from", "0"}, "--from");
  check_refused({"fork", "--from", "1s", "--time", "none"}, "name events");
  check_refused({"fork", "--only", "parent", "--step"}, "use only one");
  check_refused({"fork", "--only", "parent", "--outcomes"}, "use only one");
  check_refused({"fork", "--from", "1", "--quiz", "only"}, "use only one");
  check_refused({"trace", "--from", "1", "--step", "--", "true"}, "use only one");
  check_refused({"trace", "--from", "1", "--runs", "3", "--", "true"}, "use only one");
}

TEST_CASE("A picture that hardly any reader shows says so, and what to do instead") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  std::string lines =
      R"({"type":"run","schema":1,"lesson":"fork","demo":"basic","mode":"free","argv":["mpdemo"]})"
      "\n";
  constexpr int kEvents = 20'100;
  for (int i = 1; i <= kEvents; ++i)
    lines += R"({"type":"event","seq":)" + std::to_string(i) +
             R"(,"pid":5,"ppid":4,"name":"parent","kind":"print","text":"x"})"
             "\n";
  lines += R"({"type":"end","events":)" + std::to_string(kEvents) +
           R"(,"lost":0,"status":"ok"})"
           "\n";
  write_file(folder / "long", lines);
  const Finished large =
      mpdemo({"replay", folder / "long", "--format", "svg", "-o", folder / "long.svg"});
  CHECK(large.status == exited(0));
  CHECK(is_one_sentence(large.error));
  CHECK_THAT(large.error, ContainsSubstring("--format html"));
  CHECK_THAT(contents_of(folder / "long.svg"), ContainsSubstring("</svg>"));
  const Finished part = mpdemo(
      {"replay", folder / "long", "--format", "svg", "--to", "50", "-o", folder / "part.svg"});
  CHECK(part.status == exited(0));
  CHECK(part.error.empty());
}
