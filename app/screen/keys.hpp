#pragma once

#include <optional>
#include <string>

namespace app {

/// What Ctrl-D sends: a reader who types it has no more to say.
constexpr char kEndOfInput = '\x04';

/// What a key of a session means.
struct Key {
  enum class Means {
    forward,
    back,
    first,
    last,
    up,
    down,
    choice,
    skip,
    run_on,
    faster,
    slower,
    outcomes,
    python,
    help,
    quit,
    unknown
  } means = Means::unknown;
  int choice = 0;  ///< 1 to 9
};

/// Takes the first key off what was typed: a character, or the several that a
/// terminal sends for an arrow or for PageUp, which presenters' clickers send,
/// too. Unknown ones in a row are one. Empty when there is none, or when the
/// rest of it is still to come.
std::optional<Key> take_key(std::string& typed);

}  // namespace app
