#pragma once

#include <string>
#include <vector>

namespace app {

/// A word that a command takes: an option, or one that is known by its place.
struct WordReference {
  std::vector<std::string> names;  ///< "-o", "--output"; of a place: none
  std::string value;               ///< "FILE", "on|off", of a place its name; of a flag: empty
  std::string description;
  std::string group;  ///< the heading that it stands under

  bool is_option() const { return !names.empty(); }
};

/// A command, as the help tells it.
struct CommandReference {
  std::string name;  ///< empty: mpdemo alone
  std::string description;
  std::vector<WordReference> words;
  std::string footer;  ///< what stands below its options
};

/// All commands, mpdemo alone first: the grammar writes it, completion and manual
/// are made from it.
using Reference = std::vector<CommandReference>;

}  // namespace app
