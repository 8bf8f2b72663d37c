#pragma once

#include <string>
#include <vector>

#include "core/record/timeline.hpp"

namespace support {

/// What a recorded run must obey, whatever the kernel's scheduler did. Returns
/// a sentence for each law that the timeline breaks; empty: it keeps them all.
///
/// - `seq` is 1, 2, 3 ...; `t` never decreases, and all events have one or none.
/// - The first event of a process is its start and follows the fork that names
///   it; only the first process of the run needs no fork. The last event of a
///   process is its exit or signal, and each process has one.
/// - A reap follows the end of the process it names, which is reaped once.
/// - The n-th get of an object follows its n-th put, and a recv follows a send
///   through the same object by another process that no other recv has taken.
/// - The end counts the events, and none was lost.
///
/// A PID may be reused: a fork that names it again begins another life.
std::vector<std::string> broken_laws(const record::Timeline& timeline);

}  // namespace support
