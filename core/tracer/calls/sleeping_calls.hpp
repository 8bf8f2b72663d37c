#pragma once

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"

namespace tracer {

/// Adds the calls in which a thread sleeps until another one wakes it, and that are no
/// acts: waits for a futex, and for a descriptor to be ready.
void add_sleeping_calls(os::SystemCallFilter& filter);

/// Whether it is one of these.
bool may_sleep(const os::SystemCall& call);

/// Whether it waits for descriptors: it may find at once that one is ready, and ask again.
bool waits_for_descriptors(const os::SystemCall& call);

}  // namespace tracer
