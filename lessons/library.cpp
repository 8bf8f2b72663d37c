#include "lessons/library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "lessons/folder_reader.hpp"
#include "lessons/translation.hpp"

namespace lessons {
namespace {

Lesson* lesson_called(Catalogue& catalogue, std::string_view name) {
  const auto found = std::find_if(catalogue.begin(), catalogue.end(),
                                  [&](const Lesson& lesson) { return lesson.name == name; });
  return found == catalogue.end() ? nullptr : &*found;
}

bool has_demo(const Lesson& lesson, std::string_view name) {
  return std::any_of(lesson.demos.begin(), lesson.demos.end(),
                     [&](const Demo& demo) { return demo.name == name; });
}

void add_missing(std::vector<std::string_view>& words, const std::vector<std::string_view>& more) {
  for (const auto word : more) {
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  }
}

}  // namespace

std::vector<Complaint> Library::add(Folder added) {
  const Folder& folder = folders_.emplace_back(std::move(added));
  const auto read = kept_.emplace_back(std::make_shared<ReadLesson>(read_lesson(folder)));
  Lesson* lesson = lesson_called(catalogue_, folder.name);
  Lesson fresh{folder.name, read->title, {}, read->level, read->needs, read->topics};
  // What the whole folder is about and needs, the lesson that it joins may not have said.
  if (lesson) add_missing(lesson->needs, read->needs);
  for (auto& one : read->demos) {
    if (lesson && has_demo(*lesson, one.name)) {
      read->complaints.push_back({std::string(one.page), 0,
                                  fmt::format("there is a demo {}/{} already: give it another name",
                                              folder.name, one.name)});
      continue;
    }
    const auto page_of = [&](std::string_view file) {
      if (file.empty()) return Page("", "");
      const std::string& path = texts_.emplace_back(fmt::format("{}/{}", folder.path, file));
      return Page(path, folder.files.at(std::string(file)));
    };
    Program& program = programs_.emplace_back(std::move(one.program));
    if (folder.is_built_in) {
      program.read_questions = [&folder, name = one.name, page = one.page, read] {
        return read_questions(folder, name, page, *read);
      };
    } else {
      program.questions = read_questions(folder, one.name, one.page, *read);
    }
    if (lesson) add_missing(one.topics, read->topics);
    Demo demo{one.name, nullptr,    page_of(one.page), page_of(one.twin),
              {},       one.topics, &program,          one.cures};
    (lesson ? *lesson : fresh).demos.push_back(std::move(demo));
  }
  if (!fresh.demos.empty()) {
    const auto later = std::find_if(catalogue_.begin(), catalogue_.end(),
                                    [&](const Lesson& other) { return other.level > fresh.level; });
    catalogue_.insert(later, std::move(fresh));
  }
  const auto po = folder.files.find("zh-Hant.po");
  if (po != folder.files.end() && !folder.is_built_in) learn_traditional_chinese(po->second);
  return std::exchange(read->complaints, {});
}

}  // namespace lessons
