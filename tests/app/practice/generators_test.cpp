#include "app/practice/programs/generators.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/language/practice_words.hpp"
#include "app/practice/practice_text.hpp"
#include "core/view/formatting/display_width.hpp"
#include "tests/app/mpdemo.hpp"
#include "tests/support/skip.hpp"

// The programs of practice, before anything is known of what they do.

namespace {

using namespace tests;
using namespace app::practice;

constexpr std::uint64_t kSeeds = 120;
const std::vector<Topic> kTopics = {Topic::fork, Topic::pipe, Topic::lock, Topic::wait,
                                    Topic::signal};

Draft drafted(Topic topic, std::uint64_t seed, Programming programming) {
  Draw draw({seed});
  return draft_of(topic, draw, 1 + static_cast<int>(seed % 3), programming);
}

/// The different programs of all seeds.
std::vector<std::string> programs_about(Topic topic, Programming programming) {
  std::set<std::string> sources;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Draft draft = drafted(topic, seed, programming);
    sources.insert(draft.source());
    for (const Repair& repair : draft.repairs) sources.insert(draft.mended(repair));
  }
  return {sources.begin(), sources.end()};
}

/// All of them as one file that a compiler can read: each name at file scope gets a number.
std::string as_one_file(const std::vector<std::string>& programs) {
  std::string file;
  for (std::size_t i = 0; i < programs.size(); ++i) {
    for (const char* name : {"main", "on_signal", "on_end"})
      file += fmt::format("#undef {0}\n#define {0} {0}_{1}\n", name, i);
    file += fmt::format("int main_{}(void);\n", i) + programs[i];
  }
  return file;
}

}  // namespace

TEST_CASE("A program of practice depends on its seed, its level and its language alone") {
  for (const Topic topic : kTopics) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      for (const auto programming : {Programming::c, Programming::python}) {
        const Draft once = drafted(topic, seed, programming);
        const Draft again = drafted(topic, seed, programming);
        CHECK(once.source() == again.source());
        CHECK(once.asks == again.asks);
        CHECK(once.likely == again.likely);
        CHECK(once.repairs == again.repairs);
      }
    }
  }
  // Also on another machine.
  CHECK(drafted(Topic::wait, 1, Programming::c).source() ==
        R"(#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  setlinebuf(stdout);
  if (fork() == 0) {
    printf("A\n");
    pause();
    printf("B\n");
    return 0;
  }
  wait(NULL);
  printf("C\n");
  return 0;
}
)");
}

TEST_CASE("A program of practice is short, and as long as it looks") {
  constexpr std::size_t kMostLines = 26;
  for (const Topic topic : kTopics) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      for (const auto programming : {Programming::c, Programming::python}) {
        const Draft draft = drafted(topic, seed, programming);
        CAPTURE(draft.source());
        CHECK(draft.lines.size() <= kMostLines);
        for (const auto& line : draft.lines) {
          CHECK(view::display_width(line) <= 72);
          CHECK_FALSE(line.ends_with(' '));
        }
        for (const Repair& repair : draft.repairs) {
          REQUIRE(repair.after >= 1);
          REQUIRE(repair.after <= draft.lines.size());
        }
      }
    }
  }
}

TEST_CASE("Each topic of practice has its kinds of questions, and many programs") {
  const std::map<Topic, std::set<Asks>> kinds = {
      {Topic::fork, {Asks::processes, Asks::outputs}},
      {Topic::pipe, {Asks::outputs, Asks::ending, Asks::close}},
      {Topic::lock, {Asks::outputs, Asks::ending}},
      {Topic::wait, {Asks::outputs, Asks::ending}},
      {Topic::signal, {Asks::outputs, Asks::ending}}};
  for (const auto& [topic, expected] : kinds) {
    std::set<Asks> asked;
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed)
      asked.insert(drafted(topic, seed, Programming::c).asks);
    CHECK(asked == expected);
    CAPTURE(word_for(topic));
    CHECK(programs_about(topic, Programming::c).size() >= 25);
  }
}

TEST_CASE("Every program of practice in C compiles without a warning") {
  const support::NothingLeft nothing_left;
  if (!support::has_program("cc")) return support::skip("there is no compiler cc");
  const Folder folder;
  for (const Topic topic : kTopics) {
    const std::string file = folder / fmt::format("{}.c", word_for(topic));
    write_file(file, as_one_file(programs_about(topic, Programming::c)));
    const Finished compiled =
        support::run("cc", {"-Wall", "-Wextra", "-fsyntax-only", file}, Options{});
    CAPTURE(compiled.error);
    CHECK(compiled.status == exited(0));
    CHECK(compiled.error.empty());
  }
}

TEST_CASE("Every program of practice in Python compiles without a warning") {
  const support::NothingLeft nothing_left;
  if (!support::has_program("python3")) return support::skip("there is no python3");
  const Folder folder;
  std::size_t number = 0;
  for (const Topic topic : kTopics) {
    for (const auto& source : programs_about(topic, Programming::python))
      write_file(folder / fmt::format("{}.py", ++number), source);
  }
  const Finished compiled = support::run(
      "python3",
      {"-W", "error", "-c",
       "import pathlib, sys\n"
       "for f in pathlib.Path(sys.argv[1]).iterdir(): compile(f.read_text(), f.name, 'exec')",
       folder.path()},
      Options{});
  CAPTURE(compiled.error);
  CHECK(compiled.status == exited(0));
}

TEST_CASE("What there is to learn from a program of practice is said in both languages") {
  using app::Language;
  for (int i = 0; i < static_cast<int>(Fact::last); ++i) {
    const std::string_view english = app::told(static_cast<Fact>(i), Language::english);
    const std::string_view chinese = app::told(static_cast<Fact>(i), Language::traditional_chinese);
    CAPTURE(i, english, chinese);
    CHECK(english.ends_with('.'));
    CHECK(chinese.ends_with("。"));
  }
}
