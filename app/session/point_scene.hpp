#pragma once

#include "app/language/language.hpp"
#include "app/screen/scene.hpp"
#include "app/session/subject.hpp"
#include "core/choice/point.hpp"
#include "lessons/page.hpp"
#include "lessons/question.hpp"

namespace app {

/// The code of a page, without prose, blank lines and includes.
std::vector<Scene::Line> code_of(const lessons::Page& page);
/// All lines of a source file.
std::vector<Scene::Line> lines_of(const lessons::Page& file);
/// What stands in place of the source of a process that is at no known line.
std::vector<Scene::Line> without_lines(const choice::Role& role, Language language);

/// The files in which the processes of a point are, that of the proposed one first.
std::vector<std::string> files_at(const choice::Point& point);

/// Adds a scheduling point to a scene: marks, prose, and candidates. `pids`:
/// each process with its PID, not only its name. `leaves`: for each role what its choice
/// leaves, or nothing. `turned`: see Choices.
void show_point(Scene& scene, const choice::Point& point, const lessons::Page& page, bool pids,
                Language language, std::vector<std::string> leaves = {}, std::size_t turned = 0);

/// The same beside the source where its processes are: the subject's page, or `file`, which
/// is one of its files; "": none is known. False: there is no source to show.
bool show_source(Scene& scene, const choice::Point& point, const Subject& subject,
                 const std::string& file, bool pids, Language language,
                 std::vector<std::string> leaves = {}, std::size_t turned = 0);

/// The title of a subject: in two languages, a line each.
std::string title_of(const Subject& subject, Language language);

/// Explains the proposed act of a program, which has no prose, to the reader.
void explain_act(Scene& scene, const choice::Point& point, Language language);

/// A paragraph of a page as a session shows it: in that language, and in English.
std::vector<std::string> prose_in(Language language, const std::string& paragraph);

/// A question for a screen of so many columns. If there is room, the English
/// answer is beside the translated one.
QuestionText ask(const lessons::Question& question, Language language, std::size_t columns);

/// "parent" is "p", "child-1.2" is "c1.2", and "ann" is "ann".
std::string short_name(const std::string& name);

}  // namespace app
