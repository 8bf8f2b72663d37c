#pragma once

#include <optional>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// What a program gets in place of one of our own standard streams when we show
/// its output there: a file of the same kind, a pseudo-terminal for a terminal, a
/// pipe for a pipe, a file for a file. The starter of the program makes one and
/// discards what comes out: the bytes are known from the calls that write them.
class StandIn {
 public:
  /// For our descriptor `number`. Empty: it is closed, or a device such as
  /// /dev/null or /dev/full, which the program can have itself. Throws
  /// std::system_error when there are too few descriptors.
  static std::optional<StandIn> of(int number);

  /// The program's end; to be passed on, then closed here.
  const Fd& writers_end() const { return writers_end_; }
  void close_writers_end() { writers_end_.reset(); }

  /// Turns readable when there is something to discard; -1: never.
  int get() const { return is_file_ ? -1 : readers_end_.get(); }
  /// Makes room for more. False: the end has come.
  bool discard();

  /// From now on a write fails: to a pipe with EPIPE, as when its reader has left,
  /// to a pseudo-terminal with EIO, as when its window is closed.
  void lose_reader() { readers_end_.reset(); }

  /// Gives a pseudo-terminal the size of our terminal `number`.
  void fit_window(int number) const;

 private:
  StandIn(Fd readers_end, Fd writers_end, bool is_file)
      : readers_end_(std::move(readers_end)),
        writers_end_(std::move(writers_end)),
        is_file_(is_file) {}

  static StandIn terminal(int number);
  static StandIn pipe(int number);
  static StandIn socket(int number);
  static StandIn file(int number);

  Fd readers_end_;
  Fd writers_end_;
  bool is_file_;
};

}  // namespace os
