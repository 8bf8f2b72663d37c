#pragma once

#include <functional>
#include <string>

namespace probe {

/// Runs the whole of what a forked process is there for, and ends the process:
/// with 0 when `body` returns, with 1 when it throws. What it threw is written
/// to standard error as "Process NAME: TYPE: MESSAGE"; `name` is what a process
/// that nobody watches is called there. Nothing returns from here, so no stack
/// frame of the parent's is ever run twice.
///
/// A body may itself fork and return in both processes: each ends here.
[[noreturn]] void run_and_exit(const std::function<void()>& body, const std::string& name = "");

/// Ends a forked process as run_and_exit does, with that code.
[[noreturn]] void flush_and_exit(int code);

/// Called while an exception is handled: "std::runtime_error: no such file".
std::string describe_current_exception();

/// Writes "Process NAME: WHAT" to standard error: of this process, which is
/// called `name` there when nobody watches it; empty: by its PID.
void report(const std::string& what, std::string name = "");

}  // namespace probe
