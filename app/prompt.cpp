#include "app/prompt.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <string_view>
#include <utility>

#include "app/destination.hpp"
#include "core/view/display_width.hpp"
#include "core/view/terminal.hpp"

namespace app {
namespace {
constexpr std::string_view kEraseLine = "\r\x1b[K";
constexpr std::string_view kEraseLineAbove = "\x1b[1A\x1b[K";
}  // namespace

void Prompt::add_line(const std::string& line) {
  write_to_stdout(line + "\n");
  // One that is too long for the terminal stays, and all above it, since nobody
  // knows how many lines it is there.
  const bool fits =
      static_cast<int>(view::display_width(line)) < view::Terminal(STDOUT_FILENO).width();
  lines_above_ = fits ? lines_above_ + 1 : 0;
}

void Prompt::ask(const std::string& what, const std::string& keys) {
  write_to_stdout(is_erasable_ ? fmt::format("{}  [{} q] ", what, keys)
                               : fmt::format("{}. Type {} or q:\n", what, keys));
  stands_ = true;
}

void Prompt::erase(int more) {
  const int lines = std::exchange(lines_above_, 0) + more;
  if (!std::exchange(stands_, false) || !is_erasable_) return;
  std::string erase(kEraseLine);
  for (int line = 0; line < lines; ++line) erase += kEraseLineAbove;
  write_to_stdout(erase);
}

}  // namespace app
