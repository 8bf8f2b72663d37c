#include "app/session/prompt.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {
constexpr std::string_view kEraseLine = "\r\x1b[K";
constexpr std::string_view kEraseLineAbove = "\x1b[1A\x1b[K";
}  // namespace

void Prompt::add_line(const std::string& line) {
  // Wrapped here, so that the number of lines to erase is known.
  for (const auto& piece : view::lines_fitting(line, columns() - 1)) {
    write_to_stdout(piece + "\n");
    ++lines_above_;
  }
}

void Prompt::ask(const std::string& what, const std::string& keys) {
  stands_ = true;
  if (!is_erasable_)
    return write_to_stdout(view::filled(wording(language_).type_keys, what, keys) + "\n");
  const std::string offer = fmt::format("  [{} q] ", keys);
  std::size_t width = view::display_width(offer);
  for (const auto& piece : view::unpainted(what)) width += view::display_width(piece.text);
  const bool on_one_line = width < columns();
  write_to_stdout(what + (on_one_line ? "" : "\n") + offer);
  if (!on_one_line) ++lines_above_;
}

std::size_t Prompt::columns() {
  return static_cast<std::size_t>(std::max(view::Terminal(STDOUT_FILENO).width(), 3));
}

void Prompt::erase(int more) {
  const int lines = std::exchange(lines_above_, 0) + more;
  if (!std::exchange(stands_, false) || !is_erasable_) return;
  std::string erase(kEraseLine);
  for (int line = 0; line < lines; ++line) erase += kEraseLineAbove;
  write_to_stdout(erase);
}

}  // namespace app
