#include "app/report/class_report.hpp"
#include "app/report/report_tables.hpp"
#include "tests/app/mpdemo.hpp"

// mpdemo report: the answers of a class in one table.

namespace {

using namespace tests;

/// A quiz of three questions, of which the second is right; an answer of 0 is none.
std::string quiz(const std::string& name, const std::vector<int>& given) {
  std::string text;
  for (std::size_t i = 0; i < given.size(); ++i) {
    text += R"({"type":"quiz","lesson":"fork","demo":"basic","question":"Question )" +
            std::to_string(i + 1) + R"(?","answers":["left","right"],"given":)" +
            (given[i] == 0 ? "null" : std::to_string(given[i])) +
            R"(,"right":[2],"how":"run","skipped":)" + (given[i] == 0 ? "true" : "false") + "}\n";
  }
  text += R"({"type":"end","questions":)" + std::to_string(given.size());
  if (!name.empty())
    text += R"(,"name":")" + name + R"(","when":"2026-01-31T09:15:00Z","version":"1.2")";
  return text + "}\n";
}

const std::string kChecks =
    R"([{"exercise":"join","file":"join.c","name":"Ben","when":"2026-02-01T09:15:00Z","version":"1.2",
"verdict":"not_solved"},{"exercise":"join","file":"cyd.c","verdict":"solved"}])";

app::ClassReport a_class() {
  app::ClassReport all;
  all.add(quiz("Ann", {2, 1, 1}), "ann");
  all.add(quiz("", {2, 2, 1}), "ben");
  all.add(quiz("Cyd", {2, 0, 2}), "cyd");
  return all;
}

}  // namespace

TEST_CASE("The table has everybody, and what most got wrong is first") {
  const app::ClassReport all = a_class();
  REQUIRE(all.people().size() == 3);
  CHECK(all.people()[1].name == "ben");
  CHECK(all.hardest_first() == std::vector<std::size_t>{2, 1, 0});
  CHECK(app::class_text(all, app::Language::english, false) ==
        R"(name  1 2 3
Ann   ✗ ✗ ✓   1 of 3 right
ben   ✗ ✓ ✓   2 of 3 right
Cyd   ✓ - ✓   2 of 3 right

The questions, those first that most got wrong:
  1  fork/basic: Question 3?
     wrong: 2 of 3
     Answered: left (2 times)
     Right: right
  2  fork/basic: Question 2?
     wrong: 1 of 3
     Answered: left
     Right: right
  3  fork/basic: Question 1?
     wrong: 0 of 3
     Right: right
)");
  CHECK_THAT(app::class_text(all, app::Language::english, true), ContainsSubstring("Ann   x x +"));
}

TEST_CASE("The first answer to a question counts, and the latest verdict on an exercise") {
  app::ClassReport all;
  all.add(quiz("Ann", {1}), "one");
  all.add(quiz("Ann", {2}), "two");
  CHECK(all.people().front().right() == 0);
  all.add(kChecks, "checks");
  std::string solved = kChecks;
  solved.replace(solved.find("not_solved"), 10, "solved");
  all.add(solved, "checks");
  REQUIRE(all.people().size() == 3);
  CHECK(all.people()[1].right() == 1);
  CHECK(all.questions().back().asked == 2);
  CHECK(all.questions().back().wrong == 0);
}

TEST_CASE("A spreadsheet gets a line for each answer") {
  const auto lines = lines_of(app::class_csv(a_class()));
  REQUIRE(lines.size() == 10);
  CHECK(lines[0] == "name,when,version,about,question,answer,right,result");
  CHECK(lines[1] ==
        R"("Ann","2026-01-31T09:15:00Z","1.2","fork/basic","Question 1?","right","right",right)");
  CHECK_THAT(lines[8], ContainsSubstring("no answer"));
}

TEST_CASE("The page is in the reader's language, and no answer is markup in it") {
  app::ClassReport all;
  all.add(quiz("<b>", {1}), "file");
  const std::string page = app::class_html(all, app::Language::traditional_chinese);
  CHECK_THAT(page, ContainsSubstring("<html lang=\"zh-Hant\">"));
  CHECK_THAT(page, ContainsSubstring("誰回答了什麼"));
  CHECK_THAT(page, ContainsSubstring("&lt;b&gt;"));
  CHECK(page.find("<b>") == page.npos);
}

TEST_CASE("A file that is no report gets a sentence, and the others are shown") {
  const support::NothingLeft nothing_left;
  const Folder folder;
  write_file(folder / "ann.jsonl", quiz("Ann", {1, 2}));
  write_file(folder / "check.json", kChecks);
  write_file(folder / "text", "hello\n");
  write_file(folder / "half", quiz("Ann", {1, 2}).substr(0, 90));
  write_file(folder / "empty", "");
  write_file(folder / "record", R"({"type":"run","schema":1})"
                                "\n");
  const Finished all = mpdemo({"report", folder / "ann.jsonl", folder / "check.json"});
  CHECK(all.status == exited(0));
  CHECK(all.error.empty());
  for (const char* part : {"Ann", "Ben", "cyd.c", "exercise join", "not solved"})
    CHECK_THAT(all.output, ContainsSubstring(part));
  for (const char* name : {"text", "half", "empty", "record"}) {
    CAPTURE(name);
    const Finished finished = mpdemo({"report", folder / "ann.jsonl", folder / name});
    CHECK(finished.status == exited(1));
    CHECK(is_one_sentence(finished.error));
    CHECK_THAT(finished.error, ContainsSubstring(name));
    CHECK_THAT(finished.output, ContainsSubstring("Ann"));
  }
  const Finished none = mpdemo({"report", folder / "none"});
  CHECK(none.status == exited(3));
  CHECK(is_one_sentence(none.error));
  CHECK(none.output.empty());
  check_refused({"report"}, "report needs files");
  const Finished csv =
      mpdemo({"report", "--format", "csv", "-o", folder / "out", folder / "ann.jsonl"});
  CHECK(csv.status == exited(0));
  CHECK_THAT(contents_of(folder / "out"), StartsWith("name,when"));
}
