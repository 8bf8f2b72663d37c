#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/catalogue.hpp"
#include "lessons/folder.hpp"

namespace lessons {

/// What a folder's files say, and what is wrong with them. Library takes it in; the texts
/// of the lesson are those of the folder and of `texts`.
struct ReadLesson {
  std::string_view title;
  int level = Lesson::kLastLevel;
  std::vector<std::string_view> needs;
  std::vector<std::string_view> topics;
  struct ReadDemo {
    std::string_view name;
    std::string_view page;  ///< the name of its file
    std::string_view twin;  ///< empty: there is none
    std::vector<std::string_view> topics;
    Program program;
    std::string_view cures = {};
  };
  std::vector<ReadDemo> demos;  ///< those that can be used
  std::deque<std::string> texts;
  std::vector<Complaint> complaints;
};

/// Reads lesson.json and the pages.
ReadLesson read_lesson(const Folder& folder);

/// Reads the questions about a demo. Their texts are kept in `lesson`, and so is what is
/// wrong with them.
std::vector<Question> read_questions(const Folder& folder, std::string_view demo,
                                     std::string_view page, ReadLesson& lesson);

}  // namespace lessons
