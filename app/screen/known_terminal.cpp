#include "app/screen/known_terminal.hpp"

// Included only here: <term.h> defines many plain words as macros.
#include <curses.h>
#include <term.h>
#include <unistd.h>

namespace app {

bool is_known_terminal() {
  int found = 0;
  if (::setupterm(nullptr, STDOUT_FILENO, &found) != OK) return false;
  ::del_curterm(::set_curterm(nullptr));
  return true;
}

int terminal_colours() {
  int found = 0;
  if (::setupterm(nullptr, STDOUT_FILENO, &found) != OK) return 0;
  const int colours = ::tigetnum("colors");
  ::del_curterm(::set_curterm(nullptr));
  return colours < 0 ? 0 : colours;
}

}  // namespace app
