#pragma once

#include <string>
#include <vector>

#include "app/cli/args/trace_args.hpp"

namespace app {

/// The options of try, as typed: those of trace, and a file, with whose name the program's
/// own words begin. The grammar fills it, and calls understood().
struct TryArgs {
  TraceArgs trace;
  std::vector<std::string> file;  ///< and its arguments

  /// Throws UsageError.
  TryCommand understood() const;

 private:
  /// Whether an option says what is to be done instead of a session.
  bool says_otherwise() const;
};

}  // namespace app
