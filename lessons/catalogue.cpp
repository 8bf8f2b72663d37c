#include "lessons/catalogue.hpp"

#include "lessons/embedded.hpp"

// The pages define these; each file holds the one that is named after it.
void fork_basic();
void fork_variables();
void process_join();
void process_no_join();

namespace lessons {

using namespace embedded;

const Catalogue& catalogue() {
  static const Catalogue all = {
      {"fork",
       "One process becomes two",
       {
           {"basic", fork_basic, fork_basic_cpp, fork_basic_py},
           {"variables", fork_variables, fork_variables_cpp, fork_variables_py},
       }},
      {"process",
       "A function in a process of its own",
       {
           {"join", process_join, process_join_cpp, process_join_py},
           {"no-join", process_no_join, process_no_join_cpp, process_no_join_py},
       }},
  };
  return all;
}

}  // namespace lessons
