#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cli/view_args.hpp"

namespace app {

/// The options of a traced program as they were typed, and the program, which
/// begins behind "--" and is none of the grammar's business.
struct TraceArgs {
  std::string observe = "ptrace";
  std::string timeout;
  bool step = false;
  bool threads = false;
  std::string runs;
  std::vector<std::string> program;
  std::vector<std::string> words;    ///< in front of "--", as the grammar takes them
  std::vector<std::string> stray;    ///< a program in front of "--", with all of its arguments
  std::vector<std::string> options;  ///< ours, as they were typed, if there is such a program
  ViewArgs view;

  /// Throws UsageError.
  TraceCommand understood() const;

  /// Refuses a program in front of "--", and tells the right command line.
  std::string where_the_program_goes() const;

 private:
  /// Whether --step goes with all the rest. Throws UsageError.
  void check_step(const TraceCommand& command) const;
  std::uint64_t understand_runs(const ViewOptions& view) const;
};

/// Takes "--" and all behind it away from the arguments of `mpdemo trace`, and
/// returns what stood behind it; of other commands nothing.
std::vector<std::string> take_program(std::vector<std::string>& arguments);

}  // namespace app
