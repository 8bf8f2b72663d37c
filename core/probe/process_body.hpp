#pragma once

#include <functional>
#include <string>

namespace probe {

/// Runs the whole body of a forked process and ends the process: with 0 when
/// `body` returns, with 1 when it throws. What it threw is written to standard
/// error as "Process NAME: TYPE: MESSAGE"; `name` is the name of a process
/// without a watcher. This function never returns, so no stack frame of the
/// parent runs twice.
///
/// A body may itself fork and return in both processes: each ends here.
[[noreturn]] void run_and_exit(const std::function<void()>& body, const std::string& name = "");

/// Ends a forked process as run_and_exit does, with that code.
[[noreturn]] void flush_and_exit(int code);

/// Called while an exception is handled: "std::runtime_error: no such file".
std::string describe_current_exception();

/// Writes "Process NAME: WHAT" to standard error. Without a watcher this
/// process is called `name`, or, if that is empty, by its PID.
void report(const std::string& what, std::string name = "");

}  // namespace probe
