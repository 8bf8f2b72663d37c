#pragma once

namespace app {

/// Whether terminfo has an entry for $TERM. ncurses leaks memory when it is asked
/// to draw on an unknown terminal. See setupterm(3).
bool is_known_terminal();

/// How many colours terminfo says that $TERM has; 0: none, or there is no entry.
int terminal_colours();

}  // namespace app
