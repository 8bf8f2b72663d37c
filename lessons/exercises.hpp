#pragma once

#include <string_view>
#include <vector>

namespace lessons {

/// A file that the build has embedded.
struct EmbeddedFile {
  std::string_view path;  ///< "join/exercise.json", below lessons/exercises
  std::string_view text;
};

/// The files of all exercises, by path. `mpdemo check` reads them.
std::vector<EmbeddedFile> exercise_files();

}  // namespace lessons
