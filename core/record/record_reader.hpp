#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <stdexcept>
#include <string>
#include <string_view>

#include "core/record/record_fields.hpp"
#include "core/record/timeline.hpp"

namespace record {

/// What is wrong with a record, and in which line: "line 3: an event without
/// \"kind\"". A sentence for the user, harmless on a terminal.
class RecordError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads a record and drives a Consumer with it, run after run, in memory that
/// does not grow with the record. feed() takes the bytes in any pieces: a whole
/// file, standard input, a file that still grows.
class RecordReader {
 public:
  /// A longer line is refused, in bytes.
  static constexpr std::size_t kLongestLine = std::size_t{64} << 20;

  explicit RecordReader(Consumer& consumer, std::size_t longest_line = kLongestLine)
      : consumer_(consumer), longest_line_(longest_line) {}

  /// Takes the next bytes, cut anywhere; every line that is complete reaches
  /// the consumer before this returns. Throws RecordError, and what the
  /// consumer throws; afterwards the reader cannot be used.
  void feed(std::string_view bytes);

  /// There are no more bytes. Throws RecordError when the record cannot be
  /// whole: nothing in it, half a line, a run without its end.
  void finish();

  /// The line that was read last, from 1; 0 before the first.
  std::uint64_t line() const { return line_; }
  /// True between the first line of a run and its last.
  bool in_run() const { return run_line_ != 0; }

 private:
  void read_line(std::string_view line);
  void dispatch();
  void begin_run();
  void read_event();
  void end_run();
  void refuse_longer_than_allowed(std::size_t length) const;

  Consumer& consumer_;
  std::size_t longest_line_;
  std::string partial_;  // the beginning of a line whose end has not come
  std::uint64_t line_ = 0;
  std::uint64_t run_line_ = 0;  // where the run began; 0: outside of a run
  std::uint64_t runs_ = 0;
  std::uint64_t events_ = 0;  // of this run, so far
  RecordFields fields_;
  Event event_;  // kept, so that its strings keep their memory
};

/// Reads a whole record. Throws RecordError, also when `in` cannot be read, and
/// what the consumer throws.
void read_record(std::istream& in, Consumer& consumer);

}  // namespace record
