#include "lessons/library.hpp"

#include <algorithm>

#include "lessons/translation.hpp"
#include "tests/support/catch.hpp"

namespace {

using lessons::Complaint;
using lessons::Folder;
using lessons::Library;

constexpr const char* kHello = "// It says hello.\nint main() {\n  // Here.\n  say();\n}\n";

Folder folder_of(std::map<std::string, std::string> files, std::string name = "mine") {
  return {std::move(name), "/lessons/mine", std::move(files), false};
}

/// "status.json:3: ...", each complaint about that folder.
std::vector<std::string> complaints_of(Folder folder) {
  Library library({});
  std::vector<std::string> told;
  for (const Complaint& one : library.add(std::move(folder)))
    told.push_back(one.file + ":" + std::to_string(one.line) + ": " + one.sentence);
  return told;
}

/// The one complaint about a folder with that lesson.json, or those questions.
std::string about_lesson(const std::string& json) {
  const auto told = complaints_of(folder_of({{"hello.c", kHello}, {"lesson.json", json}}));
  CAPTURE(json, told);
  CHECK(told.size() == 1);
  return told.empty() ? "" : told.front();
}
std::string about_questions(const std::string& json) {
  const auto told = complaints_of(folder_of({{"hello.c", kHello}, {"hello.json", json}}));
  CAPTURE(json, told);
  CHECK(told.size() == 1);
  return told.empty() ? "" : told.front();
}

/// A file of questions with one, whose answers are these.
std::string question(const std::string& answers, const std::string& before = "say()") {
  return "{\"questions\": [\n{\"before\": \"" + before +
         "\",\n\"text\": \"What?\",\n\"answers\": [" + answers + "],\n\"reason\": \"So.\"}]}";
}

std::string answer(const std::string& text, const std::string& kind = "print") {
  return "{\"text\": \"" + text + "\", \"signs\": [{\"kind\": \"" + kind + "\", \"text\": \"" +
         text + "\"}]}";
}

}  // namespace

TEST_CASE("each program of a folder is a demo, and the one in another language its twin") {
  Library library({});
  CHECK(library
            .add(folder_of({{"b.py", "# B, in Python.\n"},
                            {"a.sh", "#!/bin/bash\n# A, in shell.\n"},
                            {"a.c", "/* A, in C. */\n"},
                            {"zh-Hant.po", ""}}))
            .empty());
  REQUIRE(library.catalogue().size() == 1);
  const auto& demos = library.catalogue().front().demos;
  REQUIRE(demos.size() == 2);
  CHECK(demos[0].name == "a");
  CHECK(demos[0].title() == "A, in C");
  CHECK(demos[0].page.file() == "/lessons/mine/a.c");
  CHECK(demos[0].python.file() == "/lessons/mine/a.sh");
  CHECK(demos[0].python.title() == "A, in shell");
  CHECK(demos[1].page.language() == lessons::Page::Language::python);
  CHECK(demos[1].python.source().empty());
  CHECK(demos[1].run == nullptr);
  REQUIRE(demos[1].program);
}

TEST_CASE("lesson.json gives a lesson its title, its place and the order of its demos") {
  Library library(lessons::pages_over_mp());
  CHECK(
      library
          .add(folder_of(
              {{"lesson.json",
                "{\"title\": \"Mine\", \"level\": 2, \"needs\": [\"fork\"], \"topics\": [\"tea\"], "
                "\"demos\": [{\"name\": \"b\", \"page\": \"py\", \"arguments\": [\"1\", \"2\"]}, "
                "{\"name\": \"a\", \"topics\": [\"cake\"], \"outcomes\": \"it never ends\"}]}"},
               {"a.c", "// A.\n"},
               {"b.c", "// B.\n"},
               {"b.py", "# B.\n"}}))
          .empty());
  const auto& all = library.catalogue();
  const auto mine = std::find_if(all.begin(), all.end(),
                                 [](const lessons::Lesson& one) { return one.name == "mine"; });
  REQUIRE(mine != all.end());
  CHECK(mine->title == "Mine");
  CHECK((mine - 1)->level <= 2);
  CHECK((mine + 1)->level > 2);
  CHECK(mine->needs == std::vector<std::string_view>{"fork"});
  REQUIRE(mine->demos.size() == 2);
  CHECK(mine->demos[0].name == "b");
  CHECK(mine->demos[0].page.file() == "/lessons/mine/b.py");
  CHECK(mine->demos[0].python.file() == "/lessons/mine/b.c");
  CHECK(mine->demos[0].program->arguments == std::vector<std::string>{"1", "2"});
  CHECK(mine->demos[1].program->outcomes == "it never ends");
  CHECK(lessons::is_about(*mine, mine->demos[0], "Tea"));
  CHECK(lessons::is_about(*mine, mine->demos[1], "cake"));
  CHECK_FALSE(lessons::is_about(*mine, mine->demos[0], "cake"));
}

TEST_CASE("the demos of a folder join the lesson of that name, but none of its demos") {
  Library library(lessons::pages_over_mp());
  const auto& fork = library.catalogue().front();
  const auto before = fork.demos.size();
  const auto complaints =
      library.add(folder_of({{"basic.c", "// B.\n"}, {"tree.c", "// T.\n"}}, "fork"));
  REQUIRE(complaints.size() == 1);
  CHECK(complaints.front().file == "basic.c");
  CHECK_THAT(complaints.front().sentence, ContainsSubstring("there is a demo fork/basic already"));
  CHECK(library.catalogue().size() == lessons::pages_over_mp().size());
  CHECK(library.catalogue().front().demos.size() == before + 1);
  CHECK(library.catalogue().front().demos.back().name == "tree");
}

TEST_CASE("a folder brings what it is about and what it needs into the lesson that it joins") {
  Library library(lessons::pages_over_mp());
  const lessons::Lesson before = library.catalogue().front();
  CHECK(library
            .add(folder_of({{"lesson.json",
                             "{\"title\": \"Mine\", \"level\": 7, \"needs\": [\"exec\"], "
                             "\"topics\": [\"tea\"], \"demos\": [{\"name\": \"tree\", "
                             "\"topics\": [\"cake\"]}]}"},
                            {"tree.c", "// T.\n"}},
                           "fork"))
            .empty());
  const lessons::Lesson& fork = library.catalogue().front();
  CHECK(fork.title == before.title);
  CHECK(fork.level == before.level);
  CHECK(fork.needs == std::vector<std::string_view>{"exec"});
  for (const char* topic : {"tea", "cake"}) {
    CHECK(lessons::is_about(fork, fork.demos.back(), topic));
    CHECK_FALSE(lessons::is_about(fork, fork.demos.front(), topic));
  }
}

TEST_CASE("a demo names the demo above it that it cures") {
  const auto add = [](Library& library, const std::string& cures) {
    return library.add(folder_of(
        {{"lesson.json",
          "{\"demos\": [{\"name\": \"a\"},\n{\"name\": \"b\", \"cures\": \"" + cures + "\"}]}"},
         {"a.c", "// A.\n"},
         {"b.c", "// B.\n"}}));
  };
  Library library({});
  CHECK(add(library, "a").empty());
  CHECK(library.catalogue().front().demos.front().cures.empty());
  CHECK(library.catalogue().front().demos.back().cures == "a");
  for (const char* none : {"b", "c"}) {
    Library other({});
    const auto complaints = add(other, none);
    REQUIRE(complaints.size() == 1);
    CHECK(complaints.front().line == 2);
    CHECK_THAT(complaints.front().sentence, ContainsSubstring("\"cures\" must be a demo above it"));
    CHECK(other.catalogue().front().demos.back().cures.empty());
  }
}

TEST_CASE("the questions of a program are those of its file") {
  Library library({});
  const auto complaints = library.add(
      folder_of({{"hello.c", kHello},
                 {"hello.json", question(answer("tea") + "," + answer("cake", "deadlock"))}}));
  CHECK(complaints.empty());
  const auto& demo = library.catalogue().front().demos.front();
  const auto& questions = lessons::questions_about(demo);
  REQUIRE(questions.size() == 1);
  CHECK(questions.front().who == "parent");
  CHECK(questions.front().answers.size() == 2);
  CHECK(questions.front().answers[1].signs.front().kind == "deadlock");
  CHECK(lessons::line_of(questions.front().before, demo.page) == 4);
}

TEST_CASE("what is wrong with lesson.json is told with its line") {
  CHECK_THAT(about_lesson("{\n\"title\": 1}"),
             StartsWith("lesson.json:2: \"title\" must be a text"));
  CHECK_THAT(about_lesson("{\n\n\"titel\": \"x\"}"),
             StartsWith("lesson.json:3: there is no field \"titel\""));
  CHECK_THAT(about_lesson("{\"title\": \"x\",\n"), StartsWith("lesson.json:2: it is no JSON: "));
  CHECK_THAT(about_lesson("[]"), StartsWith("lesson.json:1: it must be an object"));
  CHECK_THAT(about_lesson("{\"level\": 10}"), ContainsSubstring("a number from 1 to 9, not 10"));
  CHECK_THAT(about_lesson("{\"level\": \"2\"}"), ContainsSubstring("a number from 1 to 9"));
  CHECK_THAT(about_lesson("{\"needs\": \"fork\"}"), ContainsSubstring("\"needs\" must be a list"));
  CHECK_THAT(about_lesson("{\"topics\": [1]}"), ContainsSubstring("must be a list of texts"));
  CHECK_THAT(about_lesson("{\"demos\": [1]}"), ContainsSubstring("a demo is an object"));
  CHECK_THAT(about_lesson("{\"demos\": [{}]}"), ContainsSubstring("a demo needs a \"name\""));
  CHECK_THAT(about_lesson("{\n\"demos\": [\n{\"name\": \"tea\"}]}"),
             StartsWith("lesson.json:3: the demo \"tea\" has no program: tea.c, tea.py or tea.sh"));
  CHECK_THAT(about_lesson("{\"demos\": [{\"name\": \"hello\"}, {\"name\": \"hello\"}]}"),
             ContainsSubstring("listed twice"));
}

TEST_CASE("what is wrong with a question is told with its line, and it is not asked") {
  const std::string two = answer("tea") + "," + answer("cake");
  CHECK_THAT(about_questions(question(two, "nowhere()")),
             StartsWith("hello.json:3: \"before\" must be code that hello.c has exactly once"));
  CHECK_THAT(about_questions(question(answer("tea"))),
             StartsWith("hello.json:3: a question has two to four answers, not 1"));
  CHECK_THAT(about_questions(question(answer("tea") + "," + answer("tea"))),
             ContainsSubstring("two of its answers have the same signs"));
  CHECK_THAT(about_questions(question(two + "," + answer("pie", "prints"))),
             StartsWith("hello.json:4: a sign's \"kind\" is one of print, "));
  CHECK_THAT(about_questions(question(two + ", {\"text\": \"pie\"}")),
             ContainsSubstring("needs at least one sign"));
  CHECK_THAT(about_questions("{\"questions\": [1]}"), ContainsSubstring("a question is an object"));
  CHECK_THAT(about_questions("{\"questions\": {}}"), ContainsSubstring("must be a list"));
  CHECK_THAT(about_questions("{"), StartsWith("hello.json:1: it is no JSON: "));
}

TEST_CASE("a lesson's name and a demo's are such as are typed") {
  CHECK(complaints_of(folder_of({{"hello.c", kHello}}, "My Lesson")).size() == 1);
  CHECK(complaints_of(folder_of({{"hello.c", kHello}}, "")).size() == 1);
  const auto told = complaints_of(folder_of({{"Hello World.c", kHello}}));
  REQUIRE(told.size() == 1);
  CHECK_THAT(told.front(), StartsWith("Hello World.c:0: a demo's name has small letters"));
  CHECK_THAT(complaints_of(folder_of({})).front(), ContainsSubstring("it has no programs"));
  CHECK_THAT(complaints_of(folder_of({{"hello.c", "int main() {}\n"}})).front(),
             ContainsSubstring("does not begin with a comment"));
}

TEST_CASE("a folder's translations are known once it has been added") {
  Library library({});
  const std::string english = "It says hello to those who read library_test.";
  CHECK_FALSE(lessons::traditional_chinese().of(english));
  library.add(folder_of({{"hello.c", "// " + english + "\n"},
                         {"zh-Hant.po", "msgid \"" + english + "\"\nmsgstr \"它打招呼。\"\n"}}));
  CHECK(lessons::traditional_chinese().of(english) == "它打招呼。");
  CHECK(lessons::traditional_chinese().of(library.catalogue().front().demos.front().title()) ==
        "它打招呼");
}

TEST_CASE("all programs that mpdemo carries are lessons without a complaint") {
  for (auto& folder : lessons::built_in_folders()) {
    CAPTURE(folder.name);
    CHECK(folder.is_built_in);
    // Else their questions are read when they are asked for.
    folder.is_built_in = false;
    Library library({});
    for (const auto& complaint : library.add(std::move(folder)))
      FAIL_CHECK(complaint.file << ":" << complaint.line << ": " << complaint.sentence);
    CHECK(library.catalogue().size() == 1);
  }
  CHECK_FALSE(lessons::built_in_pages().empty());
}
