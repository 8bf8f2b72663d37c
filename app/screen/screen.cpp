#include "app/screen/screen.hpp"

// It has a function with the name of a namespace of ours.
#define trace ncurses_trace  // NOLINT(readability-identifier-naming)
#define NCURSES_NOMACROS 1
#include <curses.h>
#undef trace

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include <wchar.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <string_view>
#include <utility>

#include "app/cli/errors.hpp"
#include "app/screen/known_terminal.hpp"
#include "core/os/descriptors/output_file.hpp"
#include "core/os/error.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/os/process/signals.hpp"
#include "core/record/utf8.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {
namespace {

constexpr int kColours = 7;  // of the palette

/// ncurses writes in the locale's encoding; our texts are in UTF-8.
void speak_utf8() {
  ::setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX == 1) ::setlocale(LC_CTYPE, "C.UTF-8");
}

/// Black on white or white on black, if requested.
void paint_ground(view::Ground ground) {
  const bool is_light = ground == view::Ground::light;
  // Bright white on terminals that have it: the normal white is a grey.
  const int white = COLORS >= 16 ? 15 : COLOR_WHITE;
  ::assume_default_colors(is_light ? COLOR_BLACK : white, is_light ? white : COLOR_BLACK);
}

void choose_colours(view::Ground ground) {
  // The nearest of the eight basic colours for the palette's hues.
  static constexpr std::array<short, kColours> kEight = {
      COLOR_YELLOW, COLOR_CYAN, COLOR_GREEN, COLOR_YELLOW, COLOR_BLUE, COLOR_RED, COLOR_MAGENTA};
  for (int turn = 1; turn <= kColours; ++turn) {
    const auto eight = kEight[static_cast<std::size_t>(turn) - 1];
    const auto colour = COLORS >= 256 ? static_cast<short>(view::colour_of(turn, ground)) : eight;
    ::init_pair(static_cast<short>(turn), colour, -1);
  }
}

/// The glyph for ncurses. A glyph that the C library takes to be wider or
/// narrower than we do would shift everything after it.
cchar_t cell_of(const Frame::Cell& cell, bool colour) {
  std::array<wchar_t, CCHARW_MAX + 1> text{};
  std::size_t length = 0;
  std::string_view glyph = cell.glyph;
  while (!glyph.empty() && length < CCHARW_MAX) {
    const auto next = record::decode_utf8(glyph);
    const auto code = static_cast<wchar_t>(next.code);
    glyph.remove_prefix(next.length);
    const bool agrees = ::wcwidth(code) == view::display_width(next.code);
    if (agrees) text[length++] = code;
    if (length == 0) break;
  }
  if (length == 0) text[0] = L'?';
  attr_t attributes = A_NORMAL;
  if (cell.look.bold) attributes |= A_BOLD;
  if (cell.look.reverse) attributes |= A_REVERSE;
  const int turn = cell.look.ordinal > 0 ? (cell.look.ordinal - 1) % kColours + 1 : 0;
  cchar_t drawn{};
  ::setcchar(&drawn, text.data(), attributes, static_cast<short>(colour ? turn : 0), nullptr);
  return drawn;
}

}  // namespace

/// ncurses, with a file in memory for a terminal.
struct Screen::Curses {
  Curses(bool wants_colour, std::optional<view::Ground> theme)
      : memory("screen"), stream(memory.stream()) {
    speak_utf8();
    ::use_env(FALSE);
    if (stream && is_known_terminal()) screen = ::newterm(nullptr, stream.get(), stream.get());
    if (!screen) throw EnvironmentError("this TERM cannot show a full screen: use --plain.");
    // The director handles signals, as data.
    os::make_default({SIGINT, SIGTERM, SIGTSTP, SIGWINCH});
    ::nonl();
    ::curs_set(0);
    ::leaveok(stdscr, TRUE);
    has_colour = wants_colour && ::has_colors() && ::start_color() == OK;
    if (!has_colour) return;
    ::use_default_colors();
    if (theme) paint_ground(*theme);
    choose_colours(theme ? *theme : view::Terminal(STDOUT_FILENO).ground());
  }
  Curses(const Curses&) = delete;
  Curses& operator=(const Curses&) = delete;
  ~Curses() { ::delscreen(screen); }

  void put(const Frame& frame) const {
    const Size size = frame.size();
    if (size != Size{COLS, LINES}) ::resize_term(size.rows, size.columns);
    for (int row = 0; row < size.rows; ++row) {
      for (int column = 0; column < size.columns; ++column) {
        const Frame::Cell& cell = frame.at(row, column);
        if (cell.glyph.empty()) continue;
        const cchar_t drawn = cell_of(cell, has_colour);
        ::mvadd_wch(row, column, &drawn);
      }
    }
  }

  os::MemoryFile memory;
  os::MemoryFile::Stream stream;
  SCREEN* screen = nullptr;
  bool has_colour = false;
};

Screen::Screen(os::TerminalMode& terminal, bool colour, std::optional<view::Ground> theme)
    : terminal_(terminal),
      // Opened separately, as it is non-blocking: keys are read elsewhere.
      output_(os::open("/dev/tty", O_WRONLY | O_NONBLOCK)),
      curses_(std::make_unique<Curses>(colour, theme)) {
  ::endwin();
  curses_->memory.take();
  // What it writes on leaving is independent of what was drawn.
  ::refresh();
  curses_->memory.take();
  ::endwin();
  farewell_ = curses_->memory.take();
}

Screen::~Screen() {
  leave();
}

Size Screen::size() const {
  const view::Terminal terminal(output_.get());
  return {terminal.width(), terminal.height()};
}

void Screen::enter() {
  if (std::exchange(entered_, true)) return;
  terminal_.enter_screen(farewell_);
}

void Screen::leave() {
  if (!std::exchange(entered_, false)) return;
  if (!::isendwin()) {
    ::endwin();
    send();
  }
  terminal_.leave_raw();
}

void Screen::draw(const Frame& frame) {
  if (!entered_) return;
  const bool is_resized = frame.size() != Size{COLS, LINES};
  curses_->put(frame);
  if (std::exchange(is_lost_, false) || is_resized) ::clearok(curscr, TRUE);
  ::refresh();
  send();
}

/// What cannot be sent is dropped: the terminal is gone, or this process is
/// about to end.
void Screen::send() {
  const std::string bytes = curses_->memory.take();
  for (std::string_view rest = bytes; !rest.empty();) {
    const auto sent =
        os::uninterrupted([&] { return ::write(output_.get(), rest.data(), rest.size()); });
    if (sent > 0) {
      rest.remove_prefix(static_cast<std::size_t>(sent));
      continue;
    }
    const bool is_full = sent < 0 && errno == EAGAIN;
    const bool has_room =
        is_full && os::wait_writable(output_.get(), std::chrono::milliseconds(50));
    if (has_room) continue;
    if (is_full && !hurries_ && !os::pending_end()) continue;
    is_lost_ = true;
    return;
  }
}

}  // namespace app
