#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/small_programs.hpp"
#include "tests/tracer/traced.hpp"

// Each kind of standard output and error that a program may have, and its
// output there, with mpdemo and without.

namespace tests {

/// A kind of standard output and error.
enum class Setting {
  terminal,  ///< one terminal, the input too
  pipes,     ///< a pipe each
  one_pipe,  ///< `2>&1 |`
  files,     ///< a new file each
  one_file,  ///< `> out 2>&1`, one description
  appended,  ///< `>> out 2>> out`, two descriptions of a file that is not empty
  full,      ///< /dev/full, the errors into a pipe
  closed,    ///< no standard output, the errors into a pipe
  no_error   ///< no standard error, the output into a pipe
};

/// The output on each stream, and the end.
struct Seen {
  std::string output;
  std::string error;  ///< empty if both are one stream
  os::ExitStatus status;
  /// What was in the output file before.
  std::string before = {};
};

/// Runs programs in one setting, each in an empty folder of the same name, so
/// that runs cannot differ by their names.
class Stand {
 public:
  explicit Stand(Setting setting) : setting_(setting) {}

  Seen run(const Arguments& command, const std::string& input = {});
  /// `mpdemo trace OPTIONS -- COMMAND`
  Seen trace(const Arguments& command, const Arguments& options, const std::string& input = {}) {
    return run(together({kMpdemo}, trace_of(command, options)), input);
  }
  /// Traced with a record in a file, which record() gives.
  Seen record(const Arguments& command, const std::string& input = {}) {
    return trace(command, {"--format", "jsonl", "-o", folder_ / "run.jsonl"}, input);
  }
  std::string record() const { return contents_of(folder_ / "run.jsonl"); }

 private:
  bool writes_files() const {
    return setting_ == Setting::files || setting_ == Setting::one_file ||
           setting_ == Setting::appended;
  }
  Options options(const std::string& input) const;

  Setting setting_;
  Folder folder_;
};

/// The place where two texts differ, with some context; empty: they are equal.
std::string difference(const std::string& expected, const std::string& found);

/// The text as a recorded run would hold it: one sign for bytes that are no UTF-8.
std::string as_recorded(const std::string& bytes);

/// What was written according to a recorded run: to "stderr", to standard output,
/// or to both in the order of the events.
struct Told {
  std::string output;
  std::string error;
  std::string both;
};
Told told_by(const record::Timeline& run);

/// A program's bytes as a terminal turns them out: each line end gets a
/// carriage return.
std::string on_screen(const std::string& bytes);

/// The fixed part of a text, in a comparable form.
std::string fixed_part(const std::string& text, support::Fixed fixed);

}  // namespace tests
