#include "tests/app/mpdemo.hpp"

// mpdemo diff, from outside: its three kinds of subjects, its status, its mistakes.

namespace {

using namespace tests;

std::string recorded(const Folder& folder, const std::string& name, const std::string& schedule) {
  const std::string file = folder / name;
  const Finished finished = mpdemo(
      {"shared", "--demo", "deadlock", "--schedule", schedule, "--format", "jsonl", "-o", file});
  CHECK(finished.error.find("mpdemo: ") == std::string::npos);
  return file;
}

}  // namespace

TEST_CASE("Two recorded runs are compared by cause, and the status says whether they differ") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const std::string well = recorded(folder, "well.jsonl", "1x3.2x7");
  const std::string again = recorded(folder, "again.jsonl", "1x3.2x7");
  const std::string stuck = recorded(folder, "stuck.jsonl", "1x3.2x2.3.2");
  const Finished same = mpdemo({"diff", well, again});
  CHECK(same.status == exited(0));
  CHECK_THAT(same.output, ContainsSubstring("No difference"));
  const Finished finished = mpdemo({"diff", well, stuck});
  CHECK(finished.status == exited(1));
  CHECK_THAT(finished.output, ContainsSubstring("The same up to here:"));
  CHECK_THAT(finished.output, ContainsSubstring("A: ann locks ruler"));
  CHECK_THAT(finished.output, ContainsSubstring("B: ben locks ruler"));
  CHECK_THAT(finished.output, ContainsSubstring("nobody can go on"));
  CHECK(finished.error.empty());
  const Finished chinese = mpdemo({"diff", well, stuck, "--lang", "zh-Hant"});
  CHECK_THAT(chinese.output, ContainsSubstring("到這裡為止都一樣："));
  CHECK_THAT(chinese.output, ContainsSubstring("A：ann 鎖定 ruler"));
}

TEST_CASE("Two schedules of a page are run and compared, in every format") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  for (const std::string format : {"text", "lanes", "html"}) {
    CAPTURE(format);
    const std::string file = folder / format;
    const Finished finished = mpdemo(
        {"diff", "1x3.2x7", "1x3.2x2.3.2", "shared/deadlock", "--format", format, "-o", file});
    CHECK(finished.status == exited(1));
    CHECK(finished.output.empty());
    CHECK(!contents_of(file).empty());
  }
  CHECK(mpdemo({"diff", "1x3", "1x3.2", "shared/deadlock"}).status == exited(0));
}

TEST_CASE("Two schedules of a program are run and compared, traced or built from its file") {
  const support::NothingLeft nothing_left;
  const std::string script = "echo a & echo b & wait";
  const Finished program = mpdemo({"diff", "1x3.2", "1x3.3", "--", "sh", "-c", script});
  CHECK(program.status == exited(1));
  CHECK_THAT(program.output, ContainsSubstring("A: child-1 "));
  CHECK_THAT(program.output, ContainsSubstring("B: child-2 "));
  const Folder folder;
  write_file(folder / "two.sh", script + "\n");
  CHECK(mpdemo({"diff", "1", "1", folder / "two.sh"}).status == exited(0));
}

TEST_CASE("Two reports of outcomes are compared by what is possible") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  const auto report = [&](const std::string& name, const std::string& ending) {
    write_file(folder / name,
               R"({"type":"outcome","lesson":"a","demo":"b","lines":[["p","x"]],"possible":true,)"
               R"("schedules":1,"seen":0,"schedule":"1","ending":")" +
                   ending + "\"}\n" +
                   R"({"type":"end","lesson":"a","demo":"b","exhaustive":true,)" + R"("runs":0})" +
                   "\n");
    return folder / name;
  };
  const std::string one = report("one", "deadlock");
  const std::string other = report("other", "hung");
  CHECK(mpdemo({"diff", one, one}).status == exited(0));
  const Finished finished = mpdemo({"diff", one, other});
  CHECK(finished.status == exited(1));
  CHECK_THAT(finished.output, ContainsSubstring("Only in A: 1 outcome"));
  CHECK_THAT(finished.output, ContainsSubstring("Only in B: 1 outcome"));
  check_refused({"diff", one, other, "--format", "lanes"}, "text or html");
  const std::string run = recorded(folder, "run", "1");
  check_refused({"diff", one, run}, "compare two runs, or two reports");
}

TEST_CASE("What cannot be compared is refused with a sentence") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "text", "hello\n");
  check_refused({"diff"}, "two files");
  check_refused({"diff", "one"}, "two files");
  check_refused({"diff", folder / "text", folder / "text"}, "--format jsonl");
  check_refused({"diff", "1x3", "2", "frok/basic"}, "neither a page nor a file");
  check_refused({"diff", "x", "2", "fork/basic"}, "is not a schedule");
  check_refused({"diff", "9", "1", "fork/basic"}, "does not fit");
  check_refused({"diff", "1", "1", "fork/basic", "word"}, "takes no arguments");
  check_refused({"diff", "1", "1", "2", "--", "true"}, "leave the rest out");
  const Finished missing = mpdemo({"diff", folder / "none", folder / "none"});
  CHECK(missing.status == exited(3));
  CHECK(is_one_sentence(missing.error));
}
