#pragma once

#include "app/language/language.hpp"
#include "app/screen/scene.hpp"
#include "core/choice/point.hpp"
#include "lessons/page.hpp"
#include "lessons/question.hpp"

namespace app {

/// The code of a page, without its prose, blank lines, and what the compiler alone
/// reads.
std::vector<Scene::Line> code_of(const lessons::Page& page);

/// What a scheduling point has to show: marks, prose, and who may act. `pids`:
/// each process with its PID, and not its name alone.
void show_point(Scene& scene, const choice::Point& point, const lessons::Page& page, bool pids,
                Language language);

/// A paragraph of a page as a session shows it: in that language, and in English.
std::vector<std::string> prose_in(Language language, const std::string& paragraph);

/// A question for a screen of so many columns. Where there is room, the English
/// answer stands beside that in another language.
Question ask(const lessons::Question& question, Language language, std::size_t columns);

/// "parent" is "p", "child-1.2" is "c1.2", and "ann" is "ann".
std::string short_name(const std::string& name);

}  // namespace app
