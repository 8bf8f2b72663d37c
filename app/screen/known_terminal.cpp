#include "app/screen/known_terminal.hpp"

#include <unistd.h>

#include <algorithm>

// Included only here, and last: <term.h> defines many plain words as macros.
#include <curses.h>
#include <term.h>

namespace app {
namespace {

/// The description of the terminal, as long as it lives. A screen that is open at that time has
/// another one, which it gets back.
class TerminalDescription {
 public:
  TerminalDescription() : of_screen_(::set_curterm(nullptr)) {
    int found = 0;
    is_known_ = ::setupterm(nullptr, STDOUT_FILENO, &found) == OK;
  }
  TerminalDescription(const TerminalDescription&) = delete;
  TerminalDescription& operator=(const TerminalDescription&) = delete;
  ~TerminalDescription() {
    TERMINAL* const own = ::set_curterm(of_screen_);
    if (is_known_) ::del_curterm(own);
  }

  bool is_known() const { return is_known_; }

 private:
  TERMINAL* of_screen_;
  bool is_known_ = false;
};

}  // namespace

bool is_known_terminal() {
  return TerminalDescription().is_known();
}

int terminal_colours() {
  const TerminalDescription terminal;
  return terminal.is_known() ? std::max(::tigetnum("colors"), 0) : 0;
}

}  // namespace app
