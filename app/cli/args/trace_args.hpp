#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cli/args/order_args.hpp"
#include "app/cli/args/view_args.hpp"

namespace app {

/// The options of trace, as typed, and the program, which begins after "--" and
/// is not part of the grammar. The grammar fills it, and calls understood().
struct TraceArgs {
  std::string observe = "ptrace";
  std::string timeout;
  bool step = false;
  bool threads = false;
  bool no_lens = false;
  bool keep_files = false;
  TurnArgs turns;
  SurveyArgs survey;
  bool honours_sleep = false;
  std::vector<std::string> program;
  std::vector<std::string> words;    ///< before "--", as the grammar takes them
  std::vector<std::string> stray;    ///< a program before "--", with all its arguments
  std::vector<std::string> options;  ///< ours, as typed, if there is such a program
  ViewArgs view;

  /// Throws UsageError.
  TraceCommand understood() const;

  /// The error for a program before "--", with the right command line.
  std::string where_the_program_goes() const;

 private:
  /// Throws UsageError unless --step goes with the other options.
  void check_step(const TraceCommand& command) const;
  /// Throws UsageError unless a run whose threads are held goes with the other options.
  void check_controlled(const TraceCommand& command) const;
  /// Throws UsageError unless the search for all outcomes goes with the other options.
  void check_survey(const TraceCommand& command) const;
  std::uint64_t understand_runs(const ViewOptions& view) const;
};

/// Removes "--" and everything after it from the arguments of `mpdemo trace` or `mpdemo diff`,
/// and returns what came after it; does nothing for other commands.
std::vector<std::string> take_program(std::vector<std::string>& arguments);

}  // namespace app
