#include "app/session/point_scene.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/language/explanations.hpp"
#include "app/language/wording.hpp"
#include "app/session/choices.hpp"
#include "core/tracer/interpreter.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

bool is_for_compiler(std::string_view line) {
  return line.starts_with("#include") || line.starts_with("using ");
}

int line_of(const choice::Role& role, const lessons::Page& page) {
  return role.next.file == page.file() ? role.next.line : 0;
}

}  // namespace

std::vector<Scene::Line> code_of(const lessons::Page& page) {
  std::vector<Scene::Line> code;
  const auto lines = page.lines();
  const auto comments = page.comments();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty() || comments[i] || is_for_compiler(lines[i])) continue;
    code.push_back({static_cast<int>(i) + 1, view::harmless(lines[i])});
  }
  return code;
}

std::vector<Scene::Line> lines_of(const lessons::Page& file) {
  std::vector<Scene::Line> lines;
  int number = 0;
  for (const auto line : view::split_lines(file.source()))
    lines.push_back({++number, view::harmless(line)});
  return lines;
}

std::vector<Scene::Line> without_lines(const choice::Role& role, Language language) {
  const Wording& words = wording(language);
  const tracer::Interpreter program = tracer::interpreter_of(role.pid);
  std::string_view why = words.no_debug_lines;
  if (program.kind == tracer::Interpreter::Kind::silent_shell) why = words.no_shell_lines;
  if (program.kind == tracer::Interpreter::Kind::reports_lines) why = words.no_lines_yet;
  constexpr std::size_t kColumns = 60;
  std::vector<Scene::Line> lines;
  for (const auto& line :
       view::lines_fitting(view::filled(why, view::harmless(program.name)), kColumns))
    lines.push_back({0, line});
  return lines;
}

std::vector<std::string> files_at(const choice::Point& point) {
  std::vector<std::string> files;
  const auto add = [&](const choice::Role& role) {
    const std::string& file = role.next.file;
    if (!file.empty() && std::find(files.begin(), files.end(), file) == files.end())
      files.push_back(file);
  };
  if (point.proposed < point.roles.size()) add(point.roles[point.proposed]);
  for (const auto& role : point.roles) add(role);
  return files;
}

std::string short_name(const std::string& name) {
  if (name == "parent") return "p";
  const auto dash = name.find('-');
  const bool is_numbered = dash != name.npos && dash > 0 && dash + 1 < name.size() &&
                           name[dash + 1] >= '0' && name[dash + 1] <= '9';
  return is_numbered ? name.substr(0, 1) + name.substr(dash + 1) : name;
}

std::vector<std::string> prose_in(Language language, const std::string& paragraph) {
  std::vector<std::string> prose;
  if (paragraph.empty()) return prose;
  if (const auto translated = translation(language, paragraph)) prose.emplace_back(*translated);
  prose.push_back(view::harmless(paragraph));
  return prose;
}

void show_point(Scene& scene, const choice::Point& point, const lessons::Page& page, bool pids,
                Language language, std::vector<std::string> leaves, std::size_t turned) {
  scene.acts = point.steps;
  scene.marks.clear();
  scene.prose.clear();
  Choices choices(point, pids, wording(language), turned);
  choices.add_leaves(std::move(leaves));
  scene.candidates = choices.all();
  for (std::size_t i = 0; i < point.roles.size(); ++i) {
    const choice::Role& role = point.roles[i];
    const int line = line_of(role, page);
    if (line == 0) continue;
    const bool acts = i == point.proposed && role.standing == choice::Standing::ready;
    const bool waits = role.standing != choice::Standing::ready;
    scene.marks.push_back({view::harmless(short_name(role.name)), role.number, line, acts, waits});
    if (acts || (!anyone_may_act(point) && scene.marks.size() == 1)) scene.focus = line;
    if (!acts) continue;
    scene.prose = prose_in(language, lessons::paragraph_of(page.prose(line)));
  }
}

std::string title_of(const Subject& subject, Language language) {
  const auto translated = translation(language, subject.title);
  return translated ? fmt::format("{}\n{}", *translated, subject.title) : subject.title;
}

bool show_source(Scene& scene, const choice::Point& point, const Subject& subject,
                 const std::string& file, bool pids, Language language,
                 std::vector<std::string> leaves, std::size_t turned) {
  const bool is_page = !file.empty() && file == subject.page.file();
  const bool is_nowhere = file.empty() && !subject.page.source().empty();
  if (!subject.files || is_page || is_nowhere) {
    show_point(scene, point, subject.page, pids, language, std::move(leaves), turned);
    // What no sentence of the page is about: the program ends, or another one runs.
    if (subject.files && scene.prose.empty()) explain_act(scene, point, language);
    scene.title = title_of(subject, language);
    scene.listing = code_of(subject.page);
    return true;
  }
  static const lessons::Page none("", "");
  const lessons::Page& source = file.empty() ? none : subject.files->page(file);
  show_point(scene, point, source, pids, language, std::move(leaves), turned);
  explain_act(scene, point, language);
  scene.title = subject.title;
  if (source.source().empty()) return false;
  scene.title += fmt::format("  ({})", view::harmless(file.substr(file.rfind('/') + 1)));
  scene.listing = lines_of(source);
  return true;
}

void explain_act(Scene& scene, const choice::Point& point, Language language) {
  scene.prose.clear();
  if (point.proposed >= point.roles.size()) return;
  const choice::Role& role = point.roles[point.proposed];
  const std::string_view sentence =
      wakes_next(role) ? std::string_view() : explanation_of(role.next, language);
  if (!sentence.empty()) scene.prose.emplace_back(sentence);
}

QuestionText ask(const lessons::Question& question, Language language, std::size_t columns) {
  constexpr std::size_t kMargin = 6;
  QuestionText asked{std::string(in(language, question.text)), {}};
  if (translation(language, question.text)) asked.text += fmt::format("\n{}", question.text);
  for (const auto& answer : question.answers) {
    std::string text(in(language, answer.text));
    const std::string both = fmt::format("{}  {}", text, answer.text);
    const bool has_room = view::display_width(both) + kMargin <= columns;
    asked.answers.push_back(translation(language, answer.text) && has_room ? both : text);
  }
  return asked;
}

}  // namespace app
