#include "lessons/folder_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace lessons {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kLessonFile = "lesson.json";
/// In this order the first that is there is the page, and the next one its twin.
constexpr std::array<std::string_view, 3> kEndings = {".c", ".py", ".sh"};
constexpr std::size_t kMostSigns = 16;

/// The kinds of signs: what a process does, and how a run ends.
constexpr std::array<std::string_view, 12> kSigns = {"print", "exit",   "signal",   "fork",
                                                     "exec",  "wait",   "send",     "recv",
                                                     "ok",    "failed", "deadlock", "hung"};

int line_at(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

/// "12 characters at most" and the like are about names that a reader types.
bool is_name(std::string_view name) {
  const auto is_fit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !name.empty() && name.size() <= 40 && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), is_fit);
}

/// One file of JSON on its way into a lesson. What does not fit becomes a complaint with
/// the line that it is about.
class JsonFile {
 public:
  JsonFile(const Folder& folder, std::string_view name, ReadLesson& lesson)
      : name_(name), text_(folder.files.at(std::string(name))), lesson_(lesson) {}

  /// The whole of it; an empty object if it is no JSON, or no object.
  Json whole() {
    try {
      Json json = Json::parse(text_);
      if (json.is_object()) return json;
      complain(1, "it must be an object: {\"...\": ...}");
    } catch (const Json::parse_error& error) {
      complain(line_at(text_, error.byte > 0 ? error.byte - 1 : 0),
               "it is no JSON: " + reason_in(error.what()));
    }
    return Json::object();
  }

  void complain(int line, std::string sentence) {
    lesson_.complaints.push_back({std::string(name_), line, std::move(sentence)});
  }
  /// About a value: at the line that holds it.
  void complain_of(const Json& value, std::string sentence) {
    complain(line_of(value), std::move(sentence));
  }

  /// Complains of fields that there are not.
  void check_fields(const Json& object, std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : object.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      complain(line_of(Json(key)),
               fmt::format("there is no field \"{}\": there are {}", key, fmt::join(known, ", ")));
    }
  }

  /// A text of the object; empty: it is not there, or is none.
  std::string_view text(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (found->is_string()) return keep(found->get<std::string>());
    complain(line_of(Json(key)), fmt::format("\"{}\" must be a text", key));
    return {};
  }

  std::vector<std::string_view> texts(const Json& object, const char* key) {
    std::vector<std::string_view> found;
    for (const Json& one : list(object, key)) {
      if (one.is_string())
        found.push_back(keep(one.get<std::string>()));
      else
        complain(line_of(Json(key)), fmt::format("\"{}\" must be a list of texts", key));
    }
    return found;
  }

  /// The elements of a list; none if it is not there, or is none.
  Json list(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return Json::array();
    if (found->is_array()) return *found;
    complain(line_of(Json(key)), fmt::format("\"{}\" must be a list: [...]", key));
    return Json::array();
  }

 private:
  /// A text that stays as long as the lesson.
  std::string_view keep(std::string text) {
    // An escape of JSON may have made a character that a terminal might obey.
    for (char& c : text) {
      if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = ' ';
    }
    return lesson_.texts.emplace_back(std::move(text));
  }

  /// The line with the value or, of an object, with its first text.
  int line_of(const Json& value) const {
    if (value.is_string()) {
      // As JSON writes it, whether its Han characters are escaped or not.
      for (const bool ascii : {false, true}) {
        const auto at = text_.find(value.dump(-1, ' ', ascii, Json::error_handler_t::replace));
        if (at != text_.npos) return line_at(text_, at);
      }
    }
    if (value.is_structured()) {
      for (const auto& one : value) {
        if (one.is_string()) return line_of(one);
      }
    }
    return 1;
  }

  /// The parser's own words, without its name and the position, which is told as a line.
  static std::string reason_in(std::string_view message) {
    const auto start = message.find(": ");
    if (start != message.npos) message.remove_prefix(start + 2);
    if (const auto end = message.find("; last read"); end != message.npos)
      message = message.substr(0, end);
    std::string printable;
    for (const char c : message.substr(0, 120)) printable += c >= ' ' && c < 127 ? c : '?';
    return printable;
  }

  std::string_view name_;
  std::string_view text_;
  ReadLesson& lesson_;
};

// ---- questions

std::optional<Sign> sign_in(JsonFile& file, const Json& json) {
  if (!json.is_object()) {
    file.complain_of(json, "a sign is an object, like {\"kind\": \"print\", \"text\": \"...\"}");
    return std::nullopt;
  }
  file.check_fields(json, {"who", "kind", "text", "after", "not_after"});
  Sign sign{file.text(json, "who"), file.text(json, "kind"), file.text(json, "text"),
            file.text(json, "after"), file.text(json, "not_after")};
  if (std::find(kSigns.begin(), kSigns.end(), sign.kind) != kSigns.end()) return sign;
  file.complain_of(json, fmt::format("a sign's \"kind\" is one of {}, not \"{}\"",
                                     fmt::join(kSigns, ", "), sign.kind));
  return std::nullopt;
}

std::optional<AnswerOption> answer_in(JsonFile& file, const Json& json) {
  if (!json.is_object()) {
    file.complain_of(json, "an answer is an object with a \"text\" and its \"signs\"");
    return std::nullopt;
  }
  file.check_fields(json, {"text", "signs"});
  AnswerOption answer{file.text(json, "text"), {}};
  const Json signs = file.list(json, "signs");
  for (const Json& one : signs) {
    if (auto sign = sign_in(file, one)) answer.signs.push_back(*sign);
  }
  if (answer.text.empty()) file.complain_of(json, "an answer needs a \"text\"");
  if (signs.empty())
    file.complain_of(json, "an answer needs at least one sign: nothing would prove it");
  const bool is_good =
      !answer.text.empty() && !signs.empty() && answer.signs.size() == signs.size();
  return is_good ? std::optional(std::move(answer)) : std::nullopt;
}

bool are_different(const std::vector<AnswerOption>& answers) {
  for (auto one = answers.begin(); one != answers.end(); ++one) {
    const bool is_twice = std::any_of(one + 1, answers.end(), [&](const AnswerOption& other) {
      return std::is_permutation(one->signs.begin(), one->signs.end(), other.signs.begin(),
                                 other.signs.end());
    });
    if (is_twice) return false;
  }
  return true;
}

std::optional<Question> question_in(JsonFile& file, const Json& json, const Page& page) {
  if (!json.is_object()) {
    file.complain_of(json, "a question is an object with \"before\", \"text\" and \"answers\"");
    return std::nullopt;
  }
  file.check_fields(json, {"who", "before", "text", "truth", "answers", "reason"});
  Question question{file.text(json, "who"),
                    file.text(json, "before"),
                    file.text(json, "text"),
                    Question::Truth::run,
                    {},
                    file.text(json, "reason")};
  if (question.who.empty()) question.who = "parent";
  const Json at = json.contains("text") && json["text"].is_string() ? json["text"] : json;
  bool is_good = true;
  const auto complain = [&](std::string sentence) {
    file.complain_of(at, std::move(sentence));
    is_good = false;
  };
  const std::string_view truth = file.text(json, "truth");
  if (truth == "outcomes")
    question.truth = Question::Truth::outcomes;
  else if (!truth.empty() && truth != "run")
    complain(fmt::format("\"truth\" is run or outcomes, not \"{}\"", truth));
  std::size_t signs = 0;
  for (const Json& one : file.list(json, "answers")) {
    auto answer = answer_in(file, one);
    is_good = is_good && answer;
    if (!answer) continue;
    signs += answer->signs.size();
    question.answers.push_back(std::move(*answer));
  }
  if (question.text.empty()) complain("a question needs a \"text\"");
  if (question.reason.empty()) complain("a question needs a \"reason\": why that answer is right");
  if (line_of(question.before, page) == 0) {
    const auto slash = page.file().rfind('/');
    complain(fmt::format("\"before\" must be code that {} has exactly once, not \"{}\"",
                         page.file().substr(slash == std::string_view::npos ? 0 : slash + 1),
                         question.before));
  }
  if (!is_good) return std::nullopt;
  if (question.answers.size() < 2 || question.answers.size() > 4)
    complain(fmt::format("a question has two to four answers, not {}", question.answers.size()));
  if (signs > kMostSigns) complain(fmt::format("its answers have more than {} signs", kMostSigns));
  if (!are_different(question.answers))
    complain("two of its answers have the same signs, so both would be right");
  return is_good ? std::optional(std::move(question)) : std::nullopt;
}

// ---- the folder

using ReadDemo = ReadLesson::ReadDemo;

std::string_view stem_of(std::string_view file) {
  return file.substr(0, file.rfind('.'));
}

/// The pages of a demo, the preferred one first. `preferred`: "py", or nothing.
std::vector<std::string_view> pages_of(const Folder& folder, std::string_view demo,
                                       std::string_view preferred) {
  std::vector<std::string_view> found;
  for (const auto ending : kEndings) {
    const auto file = folder.files.find(fmt::format("{}{}", demo, ending));
    if (file == folder.files.end()) continue;
    const bool is_first = !preferred.empty() && ending.substr(1) == preferred;
    found.insert(is_first ? found.begin() : found.end(), file->first);
  }
  return found;
}

/// Each program, in the order of their names.
std::vector<std::string_view> programs_in(const Folder& folder) {
  std::vector<std::string_view> names;
  for (const auto& [file, text] : folder.files) {
    const std::string_view ending = std::string_view(file).substr(stem_of(file).size());
    const bool is_page = std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
    const bool is_known = !names.empty() && names.back() == stem_of(file);
    if (is_page && !is_known) names.push_back(stem_of(file));
  }
  return names;
}

std::string path_of(const Folder& folder, std::string_view file) {
  return fmt::format("{}/{}", folder.path, file);
}

/// A demo of that name, with the pages that are there. Empty: there is none.
std::optional<ReadDemo> demo_called(const Folder& folder, std::string_view name,
                                    std::string_view preferred, ReadLesson& lesson) {
  const auto pages = pages_of(folder, name, preferred);
  const auto complain = [&](std::string_view file, std::string sentence) {
    lesson.complaints.push_back({std::string(file), 0, std::move(sentence)});
  };
  if (pages.empty()) return std::nullopt;
  if (!is_name(name)) {
    complain(pages.front(), "a demo's name has small letters, digits and hyphens only");
    return std::nullopt;
  }
  ReadDemo demo{name, pages.front(), pages.size() > 1 ? pages[1] : std::string_view(), {}, {}, {}};
  demo.program.is_built_in = folder.is_built_in;
  if (Page(path_of(folder, demo.page), folder.files.at(std::string(demo.page))).title().empty())
    complain(demo.page, "it does not begin with a comment, whose first line is its title");
  return demo;
}

bool is_before(std::string_view demo, const std::vector<ReadDemo>& demos) {
  return std::any_of(demos.begin(), demos.end(),
                     [&](const ReadDemo& one) { return one.name == demo; });
}

}  // namespace

ReadLesson read_lesson(const Folder& folder) {
  ReadLesson lesson;
  lesson.title = folder.name;
  if (!is_name(folder.name)) {
    lesson.complaints.push_back(
        {"", 0, "a lesson's name has small letters, digits and hyphens only, as its folder has"});
    return lesson;
  }
  Json demos = Json::array();
  const auto named = folder.files.find(std::string(kLessonFile));
  if (named != folder.files.end()) {
    JsonFile file(folder, named->first, lesson);
    const Json whole = file.whole();
    file.check_fields(whole, {"title", "level", "needs", "topics", "demos"});
    if (const auto title = file.text(whole, "title"); !title.empty()) lesson.title = title;
    lesson.needs = file.texts(whole, "needs");
    lesson.topics = file.texts(whole, "topics");
    if (whole.contains("level")) {
      const Json& level = whole["level"];
      const bool is_level = level.is_number_integer() && level >= 1 && level <= Lesson::kLastLevel;
      if (is_level)
        lesson.level = level.get<int>();
      else
        file.complain_of(
            Json("level"),
            fmt::format("\"level\" is a number from 1 to {}, not {}", Lesson::kLastLevel,
                        level.dump(-1, ' ', true, Json::error_handler_t::replace).substr(0, 40)));
    }
    for (const Json& one : file.list(whole, "demos")) {
      if (!one.is_object()) {
        file.complain_of(one, "a demo is an object, like {\"name\": \"status\"}");
        continue;
      }
      file.check_fields(one, {"name", "page", "topics", "arguments", "outcomes", "cures"});
      const std::string_view name = file.text(one, "name");
      auto demo = demo_called(folder, name, file.text(one, "page"), lesson);
      const bool is_twice = std::any_of(lesson.demos.begin(), lesson.demos.end(),
                                        [&](const ReadDemo& other) { return other.name == name; });
      if (name.empty()) {
        file.complain_of(one, "a demo needs a \"name\", that of its program");
      } else if (is_twice) {
        file.complain_of(one, fmt::format("the demo \"{}\" is listed twice", name));
      } else if (pages_of(folder, name, {}).empty()) {
        file.complain_of(
            one, fmt::format("the demo \"{0}\" has no program: {0}.c, {0}.py or {0}.sh", name));
      } else if (demo) {
        demo->topics = file.texts(one, "topics");
        for (const auto argument : file.texts(one, "arguments"))
          demo->program.arguments.emplace_back(argument);
        demo->program.outcomes = file.text(one, "outcomes");
        demo->cures = file.text(one, "cures");
        if (!demo->cures.empty() && !is_before(demo->cures, lesson.demos)) {
          file.complain_of(
              one, fmt::format("\"cures\" must be a demo above it, not \"{}\"", demo->cures));
          demo->cures = {};
        }
        lesson.demos.push_back(std::move(*demo));
      }
    }
    demos = file.list(whole, "demos");
  }
  if (demos.empty()) {
    for (const auto name : programs_in(folder)) {
      if (auto demo = demo_called(folder, name, {}, lesson))
        lesson.demos.push_back(std::move(*demo));
    }
  }
  if (programs_in(folder).empty())
    lesson.complaints.push_back(
        {"", 0, "it has no programs: a page is a file like hello.c, hello.py or hello.sh"});
  return lesson;
}

std::vector<Question> read_questions(const Folder& folder, std::string_view demo,
                                     std::string_view page, ReadLesson& lesson) {
  std::vector<Question> questions;
  const auto found = folder.files.find(fmt::format("{}.json", demo));
  if (found == folder.files.end() || found->first == kLessonFile) return questions;
  JsonFile file(folder, found->first, lesson);
  const Json whole = file.whole();
  file.check_fields(whole, {"questions"});
  const std::string path = path_of(folder, page);
  const Page shown(path, folder.files.at(std::string(page)));
  for (const Json& one : file.list(whole, "questions")) {
    if (auto question = question_in(file, one, shown)) questions.push_back(std::move(*question));
  }
  return questions;
}

}  // namespace lessons
