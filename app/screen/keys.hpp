#pragma once

#include <optional>
#include <string>

namespace app {

/// What Ctrl-D sends: the end of input.
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
    next_nine,
    nine_before,
    skip,
    run_on,
    faster,
    slower,
    outcomes,
    map,
    python,
    whole_page,
    difference,
    all_lanes,
    next_file,
    edit,
    goal,
    help,
    quit,
    unknown
  } means = Means::unknown;
  int choice = 0;  ///< 1 to 9; in a menu, any number
};

/// Takes the first key from what was typed: a character, or the sequence that a
/// terminal sends for an arrow or for PageUp (a clicker's key). Unknown keys in
/// a row count as one. Empty when there is none, or its sequence is incomplete.
std::optional<Key> take_key(std::string& typed);

}  // namespace app
