#pragma once

#include "app/scene.hpp"
#include "core/stage/point.hpp"
#include "lessons/page.hpp"

namespace app {

/// The code of a page, without its prose, blank lines, and what the compiler alone
/// reads.
std::vector<Scene::Line> code_of(const lessons::Page& page);

/// What a scheduling point has to show: marks, prose, and who may act. `pids`:
/// each process with its PID, and not its name alone.
void show_point(Scene& scene, const stage::Point& point, const lessons::Page& page, bool pids);

/// "parent" is "p", "child-1.2" is "c1.2", and "ann" is "ann".
std::string short_name(const std::string& name);

}  // namespace app
