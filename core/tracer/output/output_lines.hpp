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

/// Makes events of what a program writes: whole lines where it writes lines. An
/// observer hands it each piece in the order of the writes, and gets them in the
/// same order: a line that another writer, or the other stream, breaks into comes
/// in pieces, as on a terminal.
class OutputLines {
 public:
  /// A line longer than this comes in pieces; bytes.
  static constexpr std::size_t kMaxLine = 1024 * 1024;
  /// A piece as long as this is a flood: its lines come together; bytes.
  static constexpr std::size_t kFlood = 16 * 1024;
  /// The beginning of a line is handed over when no more of it comes for so long.
  static constexpr std::chrono::milliseconds kUnfinishedLimit{15};

  using Take = std::function<void(const Caller& writer, Stream stream, std::string bytes)>;

  explicit OutputLines(Take take) : take_(std::move(take)) {}

  void put(const Caller& writer, Stream stream, std::string_view bytes);

  /// What a process has written of a line without finishing it.
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
