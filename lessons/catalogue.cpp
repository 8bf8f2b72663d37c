#include "lessons/catalogue.hpp"

#include "lessons/embedded.hpp"

// The pages define these; each file holds the one that is named after it.
void fork_basic();
void fork_variables();

namespace lessons {

const Catalogue& catalogue() {
  static const Catalogue all = {
      {"fork",
       "One process becomes two",
       {{"basic", fork_basic, embedded::fork_basic_cpp, embedded::fork_basic_py},
        {"variables", fork_variables, embedded::fork_variables_cpp, embedded::fork_variables_py}}},
  };
  return all;
}

}  // namespace lessons
