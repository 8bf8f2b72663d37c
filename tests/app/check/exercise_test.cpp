#include "app/check/exercise.hpp"

#include <filesystem>

#include "app/check/check_report.hpp"
#include "lessons/exercises.hpp"
#include "tests/app/mpdemo.hpp"

// What the exercises must have. How their programs behave is in check_test.cpp.

namespace {

using namespace tests;
using app::Exercise;

const std::filesystem::path kFolder = MPDEMO_SOURCE_DIR "/lessons/exercises";

bool has_chinese(const std::string& text) {
  const std::string translated = app::told(text, app::Language::traditional_chinese);
  return translated != text &&
         std::any_of(translated.begin(), translated.end(), [](char c) { return c < 0; });
}

}  // namespace

TEST_CASE("every exercise has its programs, two or three hints, goals, and all of it in Chinese") {
  const auto all = app::exercises();
  CHECK(all.size() >= 17);
  for (const Exercise& exercise : all) {
    CAPTURE(exercise.name);
    const bool is_in_both = exercise.program_in(".c") && exercise.program_in(".py");
    CHECK((is_in_both || exercise.program_in(".sh")));
    const bool mends = exercise.kind == Exercise::Kind::mend;
    CHECK(exercise.solutions.size() == (mends ? exercise.programs.size() : 0));
    CHECK(exercise.hints.size() >= 2);
    CHECK(exercise.hints.size() <= 3);
    CHECK(app::points_of(exercise) >= 1);
    std::vector<std::string> texts = {exercise.title, exercise.task, exercise.why};
    texts.insert(texts.end(), exercise.hints.begin(), exercise.hints.end());
    for (const auto& goal : exercise.goals) texts.push_back(goal.says);
    for (const auto& text : texts) {
      CAPTURE(text);
      CHECK(has_chinese(text));
    }
    for (const auto& program : exercise.programs) {
      for (const auto& line : lines_of(program.text)) CHECK(line.size() <= 72);
      CHECK(lines_of(program.text).size() <= 60);
    }
  }
}

TEST_CASE("every exercise to mend has five wrong repairs, and what is embedded is what is there") {
  for (const Exercise& exercise : app::exercises()) {
    CAPTURE(exercise.name);
    if (exercise.kind == Exercise::Kind::find) continue;
    const std::filesystem::directory_iterator wrong(kFolder / exercise.name / "wrong");
    CHECK(std::distance(begin(wrong), end(wrong)) >= 5);
  }
  for (const auto& file : lessons::exercise_files()) {
    CAPTURE(file.path);
    CHECK(contents_of(kFolder / std::string(file.path)) == file.text);
  }
}
