#include <algorithm>
#include <string>

#include "lessons/library.hpp"
#include "tests/fuzz/fuzz.hpp"

// The files of a lesson's folder, as a teacher writes them. The first byte says which of
// them it is: lesson.json, or the questions of a page.

namespace {

constexpr const char* kPage =
    "// It waits.\nint main() {\n  // A child.\n  fork();\n  wait();\n}\n";

bool is_one_line(std::string_view text) {
  return !text.empty() && text.find('\n') == text.npos;
}

void check(const lessons::Question& question, const lessons::Page& page) {
  fuzz::require(lessons::line_of(question.before, page) > 0, "a question is about a line");
  fuzz::require(!question.text.empty() && !question.reason.empty() && !question.who.empty(),
                "a question has all its texts");
  fuzz::require(question.answers.size() >= 2 && question.answers.size() <= 4,
                "a question has two to four answers");
  for (const auto& answer : question.answers)
    fuzz::require(!answer.text.empty() && !answer.signs.empty(), "an answer can be proved");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto json = fuzz::text_of(data, size);
  const bool is_lesson = fuzz::take_byte(json) % 2 == 0;
  lessons::Folder folder{
      "mine", "/lessons/mine", {{"hello.c", kPage}, {"tea.py", "# Tea.\n"}}, false};
  const std::string name = is_lesson ? "lesson.json" : "hello.json";
  folder.files.emplace(name, json);
  lessons::Library library({});
  const auto lines = 1 + static_cast<int>(std::count(json.begin(), json.end(), '\n'));
  for (const auto& complaint : library.add(std::move(folder))) {
    fuzz::require(!complaint.sentence.empty(), "a complaint says what is wrong");
    if (complaint.file == name)
      fuzz::require(complaint.line >= 0 && complaint.line <= lines, "a complaint is about a line");
  }
  for (const auto& lesson : library.catalogue()) {
    fuzz::require(lesson.level >= 1 && lesson.level <= lessons::Lesson::kLastLevel,
                  "a lesson has its place");
    fuzz::require(is_one_line(lesson.name) && !lesson.demos.empty(), "a lesson has demos");
    for (const auto& demo : lesson.demos) {
      fuzz::require(demo.program && !demo.page.source().empty(), "a demo has its program");
      for (const auto& question : lessons::questions_about(demo)) check(question, demo.page);
    }
  }
  return 0;
}
