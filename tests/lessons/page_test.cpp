#include "lessons/page.hpp"

#include <map>
#include <set>

#include "tests/lessons/every_demo.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/pages/stage_run.hpp"

namespace {

constexpr lessons::Page kPage{"page.cpp",
                              "// What it is about.\n"         // 1
                              "#include \"something.hpp\"\n"   // 2
                              "\n"                             // 3
                              "void page() {\n"                // 4
                              "  // Two lines of prose\n"      // 5
                              "  // for two lines of code.\n"  // 6
                              "  one();\n"                     // 7
                              "  two();\n"                     // 8
                              "\n"                             // 9
                              "  three();\n"                   // 10
                              "}"};                            // 11, without a newline

}  // namespace

TEST_CASE("every page is embedded byte for byte, and so is its twin") {
  for_each_demo([](const lessons::Lesson&, const lessons::Demo& demo) {
    CHECK(demo.page.source() == content_of(demo.page.file()));
    CHECK(demo.python.source() == content_of(demo.python.file()));
  });
}

TEST_CASE("a page and its twin carry the same title, and names are unique") {
  std::set<std::string> names;
  for_each_demo([&](const lessons::Lesson& lesson, const lessons::Demo& demo) {
    CHECK_FALSE(demo.title().empty());
    CHECK(demo.title() == demo.python.title());
    CHECK(names.insert(std::string(lesson.name) + "/" + std::string(demo.name)).second);
  });
}

TEST_CASE("every line that acts has prose above it") {
  support::NothingLeft nothing_left;
  for_each_demo([](const lessons::Lesson&, const lessons::Demo& demo) {
    choice::RunOptions fast;
    fast.speed = 50;
    const auto run = support::run_free([&] { demo.run({}); }, fast);
    for (const auto& event : run.timeline.events) {
      if (event.act.line == 0) continue;
      CAPTURE(event.act.line);
      CHECK(event.act.file == demo.page.file());
      CHECK_FALSE(demo.page.prose(event.act.line).empty());
    }
  });
}

TEST_CASE("the title of a page is its first sentence") {
  CHECK(kPage.title() == "What it is about");
  CHECK(lessons::Page("page.py", "# What it is about.\nimport os\n").title() == "What it is about");
  CHECK(lessons::Page("page.cpp", "int main() {}\n").title().empty());
}

TEST_CASE("prose belongs to the code right below it") {
  const std::string_view prose = "  // Two lines of prose\n  // for two lines of code.";
  CHECK(kPage.prose(7) == prose);
  CHECK(kPage.prose(8) == prose);
  CHECK(kPage.prose(10).empty());
  CHECK(kPage.prose(4).empty());
}

TEST_CASE("all comment blocks of a page are its paragraphs") {
  CHECK(kPage.paragraphs() ==
        std::vector<std::string_view>{"// What it is about.", kPage.prose(7)});
  CHECK(lessons::Page("page.py", "import os\n# one\n\n# two\n#\n# three\n").paragraphs() ==
        std::vector<std::string_view>{"# one", "# two\n#\n# three"});
  CHECK(lessons::Page("page.cpp", "int main() {}\n").paragraphs().empty());
}

TEST_CASE("a paragraph is a comment block on one line, without its signs") {
  CHECK(lessons::paragraph_of(kPage.prose(7)) == "Two lines of prose for two lines of code.");
  CHECK(lessons::paragraph_of("# one\n#\n  #  two # three") == "one two # three");
  CHECK(lessons::paragraph_of("").empty());
}

TEST_CASE("a page in C has comments of both kinds, and one in shell what follows its first line") {
  const lessons::Page c("page.c",
                        "/* What it is\n"       // 1
                        " * about. */\n"        // 2
                        "int main() {\n"        // 3
                        "  /* One. */\n"        // 4
                        "  one(); // not it\n"  // 5
                        "\n"                    // 6
                        "  // Two.\n"           // 7
                        "  two();\n"            // 8
                        "}\n");                 // 9
  CHECK(c.title() == "What it is");
  CHECK(c.paragraphs().size() == 3);
  CHECK(lessons::paragraph_of(c.paragraphs()[0]) == "What it is about.");
  CHECK(lessons::paragraph_of(c.prose(5)) == "One.");
  CHECK(lessons::paragraph_of(c.prose(8)) == "Two.");
  CHECK(c.comments() ==
        std::vector<bool>{true, true, false, true, false, false, true, false, false});
  const lessons::Page shell("page.sh", "#!/bin/bash\n# What it is about.\n\n# Two.\nls | wc\n");
  CHECK(shell.title() == "What it is about");
  CHECK(shell.paragraphs() == std::vector<std::string_view>{"# What it is about.", "# Two."});
  CHECK(lessons::Page("page.c", "/*\n * What it is.\n */\n").title() == "What it is");
  using Language = lessons::Page::Language;
  CHECK(c.language() == Language::c);
  CHECK(shell.language() == Language::shell);
  CHECK(kPage.language() == Language::cpp);
}

TEST_CASE("a line outside the page is empty") {
  CHECK(kPage.line(8) == "  two();");
  CHECK(kPage.line(11) == "}");
  for (const int number : {-1, 0, 12, 1000}) {
    CHECK(kPage.line(number).empty());
    CHECK(kPage.prose(number).empty());
  }
}

TEST_CASE("a page's variables are those that declare one shared object each") {
  using Variables = std::map<int, std::string>;
  const auto variables = [](std::string_view source) {
    return lessons::Page("page.cpp", source).variables();
  };
  CHECK(variables("  mp::Queue<std::string> names(2);\n"
                  "  static mp::Lock pencil;\n"
                  "  const mp::Array<int> squares{1, 2};  // of 1, 2\n"
                  "  auto pool = mp::Pool(4, {});\n"
                  "  mp::Value<std::map<int, long>> totals{{}};\n"
                  "  mp::Condition change{pencil};\n"
                  "  mp::Barrier gate(3);\n"
                  "  mp::RLock pen;\n"
                  "  mp::Semaphore\n") == Variables{{1, "names"},
                                                    {2, "pencil"},
                                                    {3, "squares"},
                                                    {4, "pool"},
                                                    {5, "totals"},
                                                    {6, "change"},
                                                    {7, "gate"},
                                                    {8, "pen"}});
  for (const char* other :
       {"  mp::Lock a, b;\n", "  mp::Queue<int> a(1), b(2);\n", "  mp::Lock forks[5];\n",
        "  std::vector<mp::Lock> locks(3);\n", "  auto [one, other] = mp::pipe<int>();\n",
        "  auto ends = mp::pipe<int>();\n", "  mp::Process child{work};\n",
        "  mp::Lock& lock = pencil;\n", "  mp::sleep_for(1s);\n", "  mp::Lock lock,\n",
        "  // mp::Lock pencil;\n", "mp::Queue<int\n", "mp::", "auto x = ",
        "  for (int i = 0; i < 3; ++i) {\n    if (i > 1) {\n      mp::Lock lock;\n",
        "  while (true) {\n\n    mp::Queue<int> queue;\n"}) {
    CAPTURE(other);
    CHECK(variables(other).empty());
  }
  // What stands behind a loop is in none.
  CHECK(variables("  for (;;) {\n    f();\n  }\n  mp::Lock lock;\n") == Variables{{4, "lock"}});
}

TEST_CASE("every page of the lessons names what it shares") {
  std::map<std::string, std::string> named;
  for_each_demo([&](const lessons::Lesson& lesson, const lessons::Demo& demo) {
    std::string names;
    for (const auto& [line, name] : demo.page.variables())
      names += (names.empty() ? "" : " ") + name;
    if (!names.empty()) named[std::string(lesson.name) + "/" + std::string(demo.name)] = names;
  });
  CHECK(named == std::map<std::string, std::string>{{"pool/default", "pool"},
                                                    {"pool/five", "pool"},
                                                    {"queue/handover", "queue"},
                                                    {"shared/array", "squares"},
                                                    {"shared/deadlock", "pencil ruler"},
                                                    {"shared/ordered", "pencil ruler"},
                                                    {"shared/race", "total"},
                                                    {"shared/value", "shared"}});
}
