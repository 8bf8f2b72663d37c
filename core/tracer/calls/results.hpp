#pragma once

#include <cstdint>
#include <optional>

#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/calls/calls.hpp"
#include "core/tracer/files/file_use.hpp"
#include "core/tracer/run_history.hpp"
#include "core/tracer/run_recorder.hpp"

namespace tracer {

/// Notes what a call has come to, when the thread that made it has stopped at its return:
/// what the process has learned from it, and what it has changed that others can see. No
/// PID, address or inode is part of that.
void note_result(RunHistory& history, const RunRecorder& recorder, const Calls& calls,
                 const Caller& caller, const os::SystemCall& call, std::int64_t result,
                 const std::optional<FileUse>& file);

}  // namespace tracer
