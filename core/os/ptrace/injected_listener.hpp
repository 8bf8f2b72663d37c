#pragma once

#include <optional>

#include "core/os/ptrace/borrowed_thread.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/system_call_listener.hpp"

namespace os {

/// Installs a filter for a listener in all threads of a running process; they
/// must all be stopped, and `thread` is one of them. The filter applies to them,
/// to what they fork and to what they execute. Empty: the thread is lost, or the
/// kernel refuses; the process is unchanged (except perhaps for
/// PR_SET_NO_NEW_PRIVS).
std::optional<SystemCallListener> inject_listener(pid_t process, BorrowedThread& thread,
                                                  const SystemCallFilter& filter);

}  // namespace os
