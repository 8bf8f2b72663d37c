#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "lessons/question.hpp"
#include "lessons/translation.hpp"
#include "tests/lessons/every_demo.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/nothing_left.hpp"
#include "tests/support/terminal/program.hpp"

// The laws of pages that are ordinary programs, as far as their files alone show them.

namespace {

using Json = nlohmann::json;
namespace files = std::filesystem;

const std::string kPrograms = "lessons/programs/";

/// A program of a lesson, with its texts.
struct ProgramPage {
  std::string lesson;
  std::string name;
  std::string file;              ///< of the page: "lessons/programs/wait/order.c"
  std::vector<std::string> all;  ///< the page and its twins
  Json questions;

  std::string path() const { return kPrograms + lesson + "/" + name; }
};

bool is_there(const std::string& file) {
  return files::exists(MPDEMO_SOURCE_DIR "/" + file);
}

std::vector<std::string> lessons_of_programs() {
  std::vector<std::string> names;
  for (const auto& entry : files::directory_iterator(MPDEMO_SOURCE_DIR "/" + kPrograms)) {
    if (entry.is_directory()) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Json json_in(const std::string& file) {
  CAPTURE(file);
  return Json::parse(content_of(file));
}

std::vector<ProgramPage> programs_of(const std::string& lesson) {
  std::vector<ProgramPage> pages;
  const Json whole = json_in(kPrograms + lesson + "/lesson.json");
  for (const auto& demo : whole.at("demos")) {
    ProgramPage page{lesson, demo.at("name"), {}, {}, {}};
    for (const char* ending : {".c", ".py", ".sh"}) {
      if (is_there(page.path() + ending)) page.all.push_back(page.path() + ending);
    }
    page.file = page.path() + "." + demo.value("page", "c");
    page.questions = json_in(page.path() + ".json").at("questions");
    pages.push_back(std::move(page));
  }
  return pages;
}

void for_each_program(const std::function<void(const ProgramPage&)>& check) {
  for (const auto& lesson : lessons_of_programs()) {
    for (const auto& page : programs_of(lesson)) {
      CAPTURE(page.path());
      check(page);
    }
  }
}

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// The code of a program: no comments, no empty lines, no space at either end.
std::vector<std::string> code_of(const std::string& file) {
  static const std::regex comment(R"(^\s*(//|#(?!include|define)).*$)");
  static const std::regex space(R"(^\s+|\s+$)");
  std::vector<std::string> code;
  for (const auto& line : lines_in(content_of(file))) {
    if (std::regex_match(line, comment)) continue;
    auto stripped = std::regex_replace(line, space, "");
    if (!stripped.empty()) code.push_back(std::move(stripped));
  }
  return code;
}

/// Everything that a lesson of programs shows in English.
std::set<std::string> english_of(const std::string& lesson) {
  std::set<std::string> english;
  // A folder whose demos join a lesson of pages over mp has no title.
  if (const Json whole = json_in(kPrograms + lesson + "/lesson.json"); whole.contains("title"))
    english.insert(whole.at("title").get<std::string>());
  for (const auto& program : programs_of(lesson)) {
    const std::string source = content_of(program.file);
    const lessons::Page page(program.file, source);
    english.emplace(page.title());
    for (const auto prose : page.paragraphs()) english.insert(lessons::paragraph_of(prose));
    for (const auto& question : program.questions) {
      english.insert({question.at("text").get<std::string>(), question.at("reason")});
      for (const auto& answer : question.at("answers"))
        english.insert(answer.at("text").get<std::string>());
    }
  }
  return english;
}

/// Each hazard, and a page that cures it.
std::vector<std::pair<std::string, std::string>> cures() {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& lesson : lessons_of_programs()) {
    const Json whole = json_in(kPrograms + lesson + "/lesson.json");
    for (const auto& demo : whole.at("demos")) {
      if (!demo.contains("cures")) continue;
      const std::string ending = "." + demo.value("page", "c");
      found.emplace_back(lesson + "/" + demo.at("cures").get<std::string>() + ending,
                         lesson + "/" + demo.at("name").get<std::string>() + ending);
    }
  }
  return found;
}

/// Pages whose hazard is that they may never end.
bool may_hang(const ProgramPage& page) {
  static const std::set<std::string> hazards = {
      "hazard/join-first", "hazard/killed-task",   "hazard/locked-fork",
      "hazard/ctrl-c",     "hazard/killed-holder", "pipe/no-end",
      "pipe/full",         "signal/pause",         "sync/philosophers"};
  return hazards.contains(page.lesson + "/" + page.name);
}

support::Finished run_shell(const std::string& command) {
  support::Options options;
  options.environment["PYTHONUNBUFFERED"] = std::nullopt;
  options.environment["PYTHONDONTWRITEBYTECODE"] = "1";
  return support::run("sh", {"-c", "cd '" MPDEMO_SOURCE_DIR "' && " + command}, options);
}

/// A folder in which the programs in C are built, and that goes away with this object.
class BuiltPrograms {
 public:
  BuiltPrograms() {
    std::string name = files::temp_directory_path() / "mpdemo-programs-XXXXXX";
    REQUIRE(::mkdtemp(name.data()));
    folder_ = name;
    for_each_program([&](const ProgramPage& program) {
      for (const auto& file : program.all) {
        if (!file.ends_with(".c")) continue;
        const auto made =
            run_shell("cc -O0 -Wall -Wextra -Werror -pthread -o " + command_for(file) + " " + file);
        CHECK(made.error.empty());
        CHECK(made.status == os::ExitStatus::exited(0));
      }
    });
  }
  BuiltPrograms(const BuiltPrograms&) = delete;
  BuiltPrograms& operator=(const BuiltPrograms&) = delete;
  ~BuiltPrograms() {
    std::error_code ignored;
    files::remove_all(folder_, ignored);
  }

  /// What runs that page or twin.
  std::string command_for(std::string file) const {
    if (file.ends_with(".py")) return "python3 " + file;
    if (file.ends_with(".sh")) return "sh " + file;
    std::replace(file.begin(), file.end(), '/', '-');
    return folder_ + "/" + file;
  }

 private:
  std::string folder_;
};

/// What a program may print: one set of lines for each run.
using Outputs = std::set<std::multiset<std::string>>;

std::multiset<std::string> output_of(const std::string& command) {
  const auto ran = run_shell(command);
  CAPTURE(ran.error);
  CHECK(ran.status == os::ExitStatus::exited(0));
  const auto lines = lines_in(ran.output);
  return {lines.begin(), lines.end()};
}

/// Whether two programs have printed the same lines in some of their runs. What two
/// processes race for is not the same in each.
bool print_the_same(const std::string& one, const std::string& other) {
  Outputs of_one, of_other, both;
  for (int runs = 0; runs < 20 && both.empty(); ++runs) {
    of_one.insert(output_of(one));
    of_other.insert(output_of(other));
    std::set_intersection(of_one.begin(), of_one.end(), of_other.begin(), of_other.end(),
                          std::inserter(both, both.end()));
  }
  return !both.empty();
}

}  // namespace

TEST_CASE("a lesson of programs lists each of them, and each has questions") {
  for (const auto& lesson : lessons_of_programs()) {
    std::set<std::string> listed, found;
    for (const auto& page : programs_of(lesson)) {
      CHECK(listed.insert(page.name).second);
      CHECK(is_there(page.file));
      CHECK((page.questions.size() == 2 || page.questions.size() == 3));
    }
    for (const auto& entry :
         files::directory_iterator(MPDEMO_SOURCE_DIR "/" + kPrograms + lesson)) {
      const std::string ending = entry.path().extension();
      if (ending == ".c" || ending == ".py" || ending == ".sh") found.insert(entry.path().stem());
    }
    CAPTURE(lesson);
    CHECK(listed == found);
  }
}

TEST_CASE("a program fits on a page, and its twin has the same title") {
  for_each_program([](const ProgramPage& program) {
    const std::string page_source = content_of(program.file);
    const std::string_view title = lessons::Page(program.file, page_source).title();
    CHECK_FALSE(title.empty());
    for (const auto& file : program.all) {
      CAPTURE(file);
      const std::string source = content_of(file);
      const auto lines = lines_in(source);
      CHECK(lines.size() <= 60);
      for (const auto& line : lines) {
        CAPTURE(line);
        CHECK(line.size() <= 72);
      }
      if (!file.ends_with(".sh")) CHECK(lessons::Page(file, source).title() == title);
    }
  });
}

TEST_CASE("what a program does that others notice has a sentence above it") {
  static const std::regex act(
      R"(\b(fork|waitpid|waitid|wait|kill|pause|sigsuspend|exec\w+|dprintf|print|read|write|pipe|dup[23]|open|lseek|flock|sem_wait|sem_post|mmap|put|get|map|start|join|acquire|release)\()");
  for_each_program([](const ProgramPage& program) {
    const std::string source = content_of(program.file);
    const lessons::Page page(program.file, source);
    const auto lines = lines_in(source);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      // A function's own head is no call.
      const bool is_call = std::regex_search(lines[i], act) && lines[i].starts_with(" ");
      if (!is_call || lines[i].find("//") != lines[i].npos || lines[i].find("# ") != lines[i].npos)
        continue;
      CAPTURE(lines[i]);
      CHECK_FALSE(page.prose(static_cast<int>(i) + 1).empty());
    }
  });
}

TEST_CASE("a question about a program is complete, and asked at one place") {
  for_each_program([](const ProgramPage& program) {
    const std::string source = content_of(program.file);
    const lessons::Page page(program.file, source);
    for (const auto& question : program.questions) {
      const std::string text = question.at("text");
      CAPTURE(text);
      CHECK(lessons::line_of(question.at("before").get<std::string>(), page) > 0);
      CHECK_FALSE(question.at("who").get<std::string>().empty());
      CHECK_FALSE(question.at("reason").get<std::string>().empty());
      CHECK((question.at("truth") == "run" || question.at("truth") == "outcomes"));
      const auto& answers = question.at("answers");
      CHECK((answers.size() >= 2 && answers.size() <= 4));
      // Two answers with the same signs could not be told apart.
      std::set<std::set<std::string>> proofs;
      for (const auto& answer : answers) {
        std::set<std::string> signs;
        for (const auto& sign : answer.at("signs")) signs.insert(sign.dump());
        CHECK_FALSE(signs.empty());
        CHECK(proofs.insert(signs).second);
      }
    }
  });
}

TEST_CASE("what programs show has its translation, and no translation is stale") {
  for (const auto& lesson : lessons_of_programs()) {
    lessons::Translation translation;
    const std::string po = content_of(kPrograms + lesson + "/zh-Hant.po");
    translation.read(po);
    const auto english = english_of(lesson);
    for (const auto& text : english) {
      CAPTURE(lesson, text);
      CHECK(translation.of(text));
    }
    for (const auto& [text, translated] : translation.entries()) {
      CAPTURE(lesson, text);
      CHECK(english.contains(text));
      // What is code is the same code.
      static const std::regex code("`[^`]+`|\\w+\\(\\)");
      for (std::sregex_token_iterator word(text.begin(), text.end(), code), end; word != end;
           ++word)
        CHECK_THAT(translated, ContainsSubstring(word->str()));
    }
  }
}

TEST_CASE("a cured page differs from the broken one in a few lines of code") {
  const auto pairs = cures();
  CHECK(pairs.size() >= 17);
  for (const auto& [broken, cured] : pairs) {
    CAPTURE(broken, cured);
    auto before = code_of(kPrograms + broken);
    auto after = code_of(kPrograms + cured);
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    std::vector<std::string> changed;
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                        std::back_inserter(changed));
    CAPTURE(changed);
    CHECK(code_of(kPrograms + broken) != code_of(kPrograms + cured));
    CHECK(changed.size() <= 10);
  }
}

TEST_CASE("programs compile alone without a warning, and print what their twins print") {
  const support::NothingLeft nothing_left;
  const BuiltPrograms built;
  for_each_program([&](const ProgramPage& program) {
    if (may_hang(program)) return;
    const std::string page = built.command_for(program.file);
    for (const auto& file : program.all) {
      if (file == program.file) continue;
      CAPTURE(file);
      CHECK(print_the_same(page, built.command_for(file)));
    }
  });
}
