#pragma once

#include <cstdint>
#include <optional>

#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/calls/waits.hpp"

namespace tracer {

// Calls that wait for a signal, and for nothing else: pause(2), sigsuspend(2), and
// sigtimedwait(2) without a limit.

void add_signal_waits(os::SystemCallFilter& filter);

/// Whether the call is one of these.
bool is_signal_wait(const os::SystemCall& call);

/// Whether a signal that ends this wait has come for the thread.
bool has_come(pid_t thread, const os::SystemCall& call);

/// The wait of a thread that is in such a call; empty: it is in another one.
std::optional<BlockedCall> signal_wait_of(const Caller& caller, const os::SystemCall& call);

}  // namespace tracer
