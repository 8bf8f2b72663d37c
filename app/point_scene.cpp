#include "app/point_scene.hpp"

#include <algorithm>

#include "app/choices.hpp"
#include "core/view/harmless.hpp"

namespace app {
namespace {

bool is_prose(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  return first != line.npos && line.substr(first).starts_with("//");
}

bool is_for_compiler(std::string_view line) {
  return line.starts_with("#include") || line.starts_with("using ");
}

int line_of(const stage::Role& role, const lessons::Page& page) {
  return role.next.file == page.file() ? role.next.line : 0;
}

}  // namespace

std::vector<Scene::Line> code_of(const lessons::Page& page) {
  std::vector<Scene::Line> code;
  int number = 0;
  std::string_view rest = page.source();
  while (!rest.empty()) {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    ++number;
    if (line.empty() || is_prose(line) || is_for_compiler(line)) continue;
    code.push_back({number, view::harmless(line)});
  }
  return code;
}

std::string short_name(const std::string& name) {
  if (name == "parent") return "p";
  const auto dash = name.find('-');
  const bool is_numbered = dash != name.npos && dash > 0 && dash + 1 < name.size() &&
                           name[dash + 1] >= '0' && name[dash + 1] <= '9';
  return is_numbered ? name.substr(0, 1) + name.substr(dash + 1) : name;
}

void show_point(Scene& scene, const stage::Point& point, const lessons::Page& page, bool pids) {
  scene.acts = point.made;
  scene.marks.clear();
  scene.prose.clear();
  scene.candidates = Choices(point, pids).all();
  for (std::size_t i = 0; i < point.roles.size(); ++i) {
    const stage::Role& role = point.roles[i];
    const int line = line_of(role, page);
    if (line == 0) continue;
    const bool acts = i == point.proposed && role.standing == stage::Standing::ready;
    const bool waits = role.standing != stage::Standing::ready;
    scene.marks.push_back({view::harmless(short_name(role.name)), role.number, line, acts, waits});
    if (acts || (!anyone_may_act(point) && scene.marks.size() == 1)) scene.focus = line;
    if (!acts) continue;
    const std::string prose = lessons::paragraph_of(page.prose(line));
    if (!prose.empty()) scene.prose.push_back(view::harmless(prose));
  }
}

}  // namespace app
