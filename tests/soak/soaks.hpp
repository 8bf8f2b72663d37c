#pragma once

#include <span>

#include "tests/soak/round.hpp"

namespace soak {

/// A kind of round: makes its objects, lets processes work with them and die,
/// and checks the result.
struct Soak {
  const char* what;
  void (*play)(Round& round);
};

void soak_unbounded_queue(Round& round);
void soak_bounded_queue(Round& round);
void soak_one_way_pipe(Round& round);
void soak_duplex_pipe(Round& round);
void soak_lock(Round& round);
void soak_semaphore(Round& round);
void soak_event(Round& round);
void soak_value(Round& round);
void soak_array(Round& round);
void soak_pool(Round& round);

/// All kinds, in the order in which they take turns.
std::span<const Soak> soaks();

}  // namespace soak
