#include "lessons/catalogue.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "lessons/embedded.hpp"
#include "lessons/library.hpp"

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

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
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

// It is one table.
// NOLINTNEXTLINE(readability-function-size)
const Catalogue& pages_over_mp() {
  static const Catalogue all = {
      {"fork",
       "One process becomes two",
       {
           {"basic",
            plain<fork_basic>,
            fork_basic_cpp,
            fork_basic_py,
            {},
            {"fork", "PID", "child", "parent"}},
           {"variables",
            plain<fork_variables>,
            fork_variables_cpp,
            fork_variables_py,
            {},
            {"copy-on-write", "address space", "virtual address"}},
       },
       1,
       {}},
      {"process",
       "A function in a process of its own",
       {
           {"join", plain<process_join>, process_join_cpp, process_join_py, {}, {"join", "wait"}},
           {"no-join",
            plain<process_no_join>,
            process_no_join_cpp,
            process_no_join_py,
            {},
            {"join", "daemon"}},
           {"spawn",
            plain<process_spawn>,
            process_spawn_cpp,
            process_spawn_py,
            {},
            {"spawn", "exec"}},
       },
       2,
       {"fork"}},
      {"pool",
       "Workers that wait for tasks",
       {
           {"default",
            run_pool_default,
            pool_default_cpp,
            pool_default_py,
            {Parameter::workers, Parameter::tasks},
            {"worker set", "apply_async"}},
           {"five", run_pool_five, pool_five_cpp, pool_five_py, {}, {"apply_async", "get"}},
       },
       3,
       {"process"}},
      {"queue",
       "Values handed over, first in, first out",
       {
           {"handover",
            with_items<queue_handover>,
            queue_handover_cpp,
            queue_handover_py,
            {Parameter::items},
            {"queue", "FIFO", "producer", "consumer"}},
       },
       3,
       {"process"}},
      {"pipe",
       "Two ends that talk to each other",
       {
           {"handover",
            with_items<pipe_handover>,
            pipe_handover_cpp,
            pipe_handover_py,
            {Parameter::items},
            {"pipe", "send", "recv"}},
           {"duplex",
            plain<pipe_duplex>,
            pipe_duplex_cpp,
            pipe_duplex_py,
            {},
            {"duplex", "socket pair"}},
       },
       4,
       {"process"}},
      {"shared",
       "Memory that all processes see",
       {
           {"value",
            plain<shared_value>,
            shared_value_cpp,
            shared_value_py,
            {},
            {"shared memory", "Value"}},
           {"array",
            plain<shared_array>,
            shared_array_cpp,
            shared_an_array_py,
            {},
            {"shared memory", "Array"}},
           {"race",
            run_shared_race,
            shared_race_cpp,
            shared_race_py,
            {Parameter::processes, Parameter::increments},
            {"race condition", "lost update", "critical section", "mutual exclusion", "lock"}},
           {"deadlock",
            plain<shared_deadlock>,
            shared_deadlock_cpp,
            shared_deadlock_py,
            {},
            {"deadlock", "lock", "circular wait"}},
           {"ordered",
            plain<shared_ordered>,
            shared_ordered_cpp,
            shared_ordered_py,
            {},
            {"lock order", "deadlock prevention"},
            nullptr,
            "deadlock"},
       },
       4,
       {"process"}},
  };
  return all;
}

const Catalogue& catalogue() {
  static const Library all = [] {
    Library library(pages_over_mp());
    for (Folder& folder : built_in_folders()) library.add(std::move(folder));
    return library;
  }();
  return all.catalogue();
}

const std::vector<Question>& questions_about(const Demo& demo) {
  if (!demo.program) return questions_about(demo.page);
  if (const auto read = std::exchange(demo.program->read_questions, {}))
    demo.program->questions = read();
  return demo.program->questions;
}

bool is_about(const Lesson& lesson, const Demo& demo, std::string_view topic) {
  const auto has_it = [topic](std::string_view text) {
    const auto same = [](char one, char other) { return lower(one) == lower(other); };
    return std::search(text.begin(), text.end(), topic.begin(), topic.end(), same) != text.end();
  };
  return has_it(demo.name) || has_it(demo.title()) ||
         std::any_of(demo.topics.begin(), demo.topics.end(), has_it) ||
         std::any_of(lesson.topics.begin(), lesson.topics.end(), has_it);
}

}  // namespace lessons
