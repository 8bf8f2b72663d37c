#pragma once

namespace app {

/// Whether terminfo has an entry for $TERM. ncurses leaks memory when it is asked
/// to draw on an unknown terminal. See setupterm(3).
bool is_known_terminal();

}  // namespace app
