#include "app/practice/programs/draft.hpp"

namespace app::practice {

std::string Draft::source() const {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

std::string Draft::mended(const Repair& repair) const {
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += lines[i] + "\n";
    if (i + 1 == repair.after) text += repair.line + "\n";
  }
  return text;
}

}  // namespace app::practice
