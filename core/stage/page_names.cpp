#include "core/stage/page_names.hpp"

#include <fmt/format.h>

#include <sstream>

namespace stage {

std::string PageNames::at(probe::Place place) const {
  if (by_line.empty() || !place.file || file != place.file) return {};
  const auto found = by_line.find(place.line);
  return found == by_line.end() ? std::string() : found->second;
}

std::string PageNames::told() const {
  std::string told = file + '\n';
  for (const auto& [line, name] : by_line) told += fmt::format("{} {}\n", line, name);
  return told;
}

PageNames PageNames::read(const std::string& told) {
  PageNames names;
  std::istringstream lines(told);
  std::getline(lines, names.file);
  int line = 0;
  std::string name;
  while (lines >> line >> name) names.by_line.emplace(line, name);
  return names;
}

}  // namespace stage
