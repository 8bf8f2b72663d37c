#pragma once

#include <sys/types.h>

#include <string>

namespace tracer {

/// The program that a process runs, as far as its source lines are concerned.
struct Interpreter {
  enum class Kind {
    none,           ///< it is compiled: its lines are in its debug information
    reports_lines,  ///< Python or bash, which a lens lets report theirs
    silent_shell    ///< a shell that cannot
  } kind = Kind::none;
  std::string name;  ///< "python3.11", "dash"
};

/// By the file that the process executes; it has no name if the process has ended. See
/// proc(5), /proc/PID/exe.
Interpreter interpreter_of(pid_t process);

/// The tool whose script a process runs only to find the program that was meant, as
/// pyenv's and rbenv's shims do: "pyenv". Empty: it runs what was meant.
std::string shim_of(pid_t process);

}  // namespace tracer
