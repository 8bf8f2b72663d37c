#pragma once

#include <optional>

#include "core/os/ptrace/borrowed_thread.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/system_call_listener.hpp"

namespace os {

/// Installs a filter for a listener in all threads of a running process, of which
/// `thread` is one and all are stopped: for those, for all that they will fork,
/// and for what they execute. Empty: the thread is lost, or the kernel refuses,
/// and the process is as it was (but for PR_SET_NO_NEW_PRIVS, perhaps).
std::optional<SystemCallListener> inject_listener(pid_t process, BorrowedThread& thread,
                                                  const SystemCallFilter& filter);

}  // namespace os
