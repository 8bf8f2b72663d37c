#pragma once

#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "core/record/outcome.hpp"

namespace support {

/// One thing that a process of a SmallPage does.
struct Doing {
  enum class What {
    say,
    put,
    get,
    lock,
    unlock,
    load,
    store,
    set,
    await,
    wait,
    notify,
    meet,
    sleep,
    start,
    join,
    terminate,
    hand_in,
    fetch
  };
  What what;
  int which = 0;  ///< the child or the task, from 1; of a put what is put
};

/// A page made up by chance, of mp's words: a parent, and up to two children or a pool.
/// All of them share a queue, a lock with a condition, a value, an event, and a barrier
/// for two.
struct SmallPage {
  std::vector<Doing> parent;
  std::vector<std::vector<Doing>> children;  ///< child by child
  int workers = 0;                           ///< of a pool; 0: there is none
  std::vector<std::vector<Doing>> tasks;     ///< task by task
  bool closes = false;                       ///< the pool, and joins it; else it is terminated
};

SmallPage random_page(std::mt19937& random);
SmallPage random_pool_page(std::mt19937& random);
std::string to_string(const SmallPage& page);

/// Does what the page says, with mp's own words. To be run on a stage.
void act_out(const SmallPage& page);

/// All that can come out of it, by a model that knows nothing of mp, nor of how mpdemo
/// looks for outcomes: what each word means is written down in it once more.
std::set<record::Outcome> outcomes_of(const SmallPage& page);

}  // namespace support
