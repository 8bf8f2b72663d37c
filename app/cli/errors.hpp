#pragma once

#include <stdexcept>

namespace app {

/// The exit statuses of mpdemo, in addition to 130 and 143 after SIGINT and
/// SIGTERM.
enum ExitCode : int {
  kDone = 0,
  kFailed = 1,       ///< the run failed or hung, or a record is not readable
  kUsage = 2,        ///< the command line is wrong
  kEnvironment = 3,  ///< this machine, terminal or disk cannot do it
};

/// The command line is wrong; the sentence says how to correct it.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The environment cannot do what was asked; the sentence says what.
struct EnvironmentError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A signal told us to end while we were waiting for something else.
struct Interrupted {
  int signal;
};

/// The reader of our output has left: this is not an error.
struct NobodyReads {};

}  // namespace app
