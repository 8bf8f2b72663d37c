#include "lessons/catalogue.hpp"

#include <set>

#include "lessons/embedded.hpp"

// Defined by the pages, one in each file, named after it.
void fork_basic();
void fork_variables();
void process_join();
void process_no_join();
void process_spawn();
void pool_default(int workers, int tasks);
void pool_five(int tasks);
void queue_handover(const std::vector<std::string>& names);
void pipe_handover(const std::vector<std::string>& names);
void pipe_duplex();
void shared_value();
void shared_array();
void shared_race(int processes, long times);
void shared_deadlock();
void shared_ordered();

namespace lessons {
namespace {

using namespace embedded;

template <void (*page)(const std::vector<std::string>&)>
void with_items(const Parameters& parameters) {
  page(parameters.items);
}

void run_pool_default(const Parameters& parameters) {
  pool_default(parameters.workers, parameters.tasks);
}

/// Readers cannot change it, as the page promises a worker for each task. A
/// smaller run is used to try all schedules.
void run_pool_five(const Parameters& parameters) {
  pool_five(parameters.tasks);
}

void run_shared_race(const Parameters& parameters) {
  shared_race(parameters.processes, parameters.increments);
}

}  // namespace

std::vector<Parameter> Lesson::parameters() const {
  std::set<Parameter> taken;
  for (const auto& demo : demos) taken.insert(demo.parameters.begin(), demo.parameters.end());
  return {taken.begin(), taken.end()};
}

const Catalogue& catalogue() {
  static const Catalogue all = {
      {"fork",
       "One process becomes two",
       {
           {"basic", plain<fork_basic>, fork_basic_cpp, fork_basic_py},
           {"variables", plain<fork_variables>, fork_variables_cpp, fork_variables_py},
       }},
      {"process",
       "A function in a process of its own",
       {
           {"join", plain<process_join>, process_join_cpp, process_join_py},
           {"no-join", plain<process_no_join>, process_no_join_cpp, process_no_join_py},
           {"spawn", plain<process_spawn>, process_spawn_cpp, process_spawn_py},
       }},
      {"pool",
       "Workers that wait for tasks",
       {
           {"default",
            run_pool_default,
            pool_default_cpp,
            pool_default_py,
            {Parameter::workers, Parameter::tasks}},
           {"five", run_pool_five, pool_five_cpp, pool_five_py},
       }},
      {"queue",
       "Values handed over, first in, first out",
       {
           {"handover",
            with_items<queue_handover>,
            queue_handover_cpp,
            queue_handover_py,
            {Parameter::items}},
       }},
      {"pipe",
       "Two ends that talk to each other",
       {
           {"handover",
            with_items<pipe_handover>,
            pipe_handover_cpp,
            pipe_handover_py,
            {Parameter::items}},
           {"duplex", plain<pipe_duplex>, pipe_duplex_cpp, pipe_duplex_py},
       }},
      {"shared",
       "Memory that all processes see",
       {
           {"value", plain<shared_value>, shared_value_cpp, shared_value_py},
           {"array", plain<shared_array>, shared_array_cpp, shared_an_array_py},
           {"race",
            run_shared_race,
            shared_race_cpp,
            shared_race_py,
            {Parameter::processes, Parameter::increments}},
           {"deadlock", plain<shared_deadlock>, shared_deadlock_cpp, shared_deadlock_py},
           {"ordered", plain<shared_ordered>, shared_ordered_cpp, shared_ordered_py},
       }},
  };
  return all;
}

}  // namespace lessons
