#include "lessons/exercises.hpp"

#include <iterator>

#include "lessons/embedded_exercises.hpp"

namespace lessons {

std::vector<EmbeddedFile> exercise_files() {
  return {std::begin(embedded::exercises), std::end(embedded::exercises)};
}

}  // namespace lessons
