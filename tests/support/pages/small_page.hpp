#pragma once

#include <random>
#include <string>
#include <vector>

namespace support {

/// One thing that a process of a SmallPage does.
struct Doing {
  enum class What {
    say,
    put,
    get,
    get_in_time,
    lock,
    unlock,
    load,
    store,
    set,
    clear,
    look,
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

/// What one remembers instead of a value that did not come in time, and of a lock whose
/// owner has died.
inline constexpr int kNothing = 8, kOwnerDied = 9;

/// A page made up by chance, of mp's words: a parent, and up to two children or a pool, or
/// both. All of them share a queue, a lock with a condition, a value, an event, and a barrier
/// for two.
struct SmallPage {
  std::vector<Doing> parent;
  std::vector<std::vector<Doing>> children;  ///< child by child
  int workers = 0;                           ///< of a pool, made first; 0: there is none
  std::vector<std::vector<Doing>> tasks;     ///< task by task
  bool closes = false;                       ///< the pool, and joins it; else it is terminated
  int room = 0;                              ///< in the queue; 0: for any number
};

/// Processes, and no pool.
SmallPage random_page(std::mt19937& random);
/// A pool, and sometimes a process beside it.
SmallPage random_pool_page(std::mt19937& random);
std::string to_string(const SmallPage& page);

/// Does what the page says, with mp's own words. To be run on a stage.
void act_out(const SmallPage& page);

}  // namespace support
