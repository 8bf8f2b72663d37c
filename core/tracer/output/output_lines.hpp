#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// The two streams that a program writes to.
using probe::Stream;

/// Turns what a program writes into events: whole lines if it writes lines. An
/// observer passes each piece in the order of the writes, and gets them back in
/// the same order: a line that another writer or the other stream interrupts
/// comes in pieces, as on a terminal.
class OutputLines {
 public:
  /// A line longer than this comes in pieces; bytes.
  static constexpr std::size_t kMaxLine = 1024 * 1024;
  /// The lines of a piece of at least this length come together; bytes.
  static constexpr std::size_t kFlood = 16 * 1024;
  /// The beginning of a line is passed on when no more of it comes for this long.
  static constexpr std::chrono::milliseconds kUnfinishedLimit{15};

  using Take = std::function<void(const Caller& writer, Stream stream, std::string bytes)>;

  explicit OutputLines(Take take) : take_(std::move(take)) {}

  void put(const Caller& writer, Stream stream, std::string_view bytes);

  /// Passes on the unfinished line of a process.
  void flush(pid_t process);
  void flush();
  bool has_unfinished() const { return unfinished_.has_value(); }

 private:
  struct Unfinished {
    Caller writer;
    Stream stream;
    std::string bytes;
  };

  Take take_;
  std::optional<Unfinished> unfinished_;
};

}  // namespace tracer
