#pragma once

#include <sys/types.h>

#include <chrono>

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"

namespace tracer {

/// Adds the calls in which a thread sleeps until another one wakes it, and that are no
/// acts: waits for a futex, and for a descriptor to be ready.
void add_sleeping_calls(os::SystemCallFilter& filter);

/// Whether it is one of these.
bool may_sleep(const os::SystemCall& call);

/// The thread, which is held before a call that sleeps for a span of time, returns from it as if
/// a signal had ended it with that much left. See nanosleep(2). Whether it was told how much.
bool interrupt_sleep(pid_t thread, const os::SystemCall& call, std::chrono::nanoseconds left);

/// Whether it waits for descriptors: it may find at once that one is ready, and ask again.
bool waits_for_descriptors(const os::SystemCall& call);

/// Whether what such a wait comes to depends on when it is made: it has a limit, or waits for
/// more than one. See poll(2).
bool depends_on_time(const os::SystemCall& call);

}  // namespace tracer
