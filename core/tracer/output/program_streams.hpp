#pragma once

#include <sys/types.h>

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/os/descriptors/file_identity.hpp"
#include "core/os/descriptors/poller.hpp"
#include "core/os/descriptors/stand_in.hpp"
#include "core/tracer/output/output_lines.hpp"

namespace tracer {

/// Standard output and standard error of a traced program: our own, to which it
/// writes directly, or stand-ins if the caller shows what is written. The ptrace
/// observer makes it before the program, and discards what comes out of the
/// stand-ins: it knows the bytes from the calls.
class ProgramStreams {
 public:
  /// Which of the two the caller shows.
  struct Shown {
    bool output = true;
    bool error = true;
  };
  explicit ProgramStreams(Shown shown);

  /// Whether one of them is a regular file, which can be written at any place.
  bool has_file() const;

  /// The program's descriptor for that stream; nullptr: our own.
  const os::Fd* given(Stream stream) const;
  /// The program has them: closes our copies.
  void close_given();

  /// From now on `poller`, which outlives this, polls what is to be discarded.
  void poll_in(os::Poller& poller);
  void discard();

  /// The reader of the view has left: from now on writes to the streams shown
  /// there fail, as they would without us.
  void lose_reader();
  /// Our terminal has changed its size.
  void fit_windows() const;

  /// Which of the two a descriptor of any process refers to, judged by the file
  /// alone; if both are one file, standard output.
  std::optional<Stream> stream_at(pid_t process, int descriptor) const;

 private:
  struct Polled {
    std::shared_ptr<os::StandIn> stand_in;
    int number;  // of ours, which it replaces
    bool is_polled = false;
  };
  bool is_shared() const { return stand_ins_[0].stand_in == stand_ins_[1].stand_in; }
  void stop_polling(Polled& one);

  std::array<Polled, 2> stand_ins_;
  std::array<std::optional<os::FileIdentity>, 2> files_;
  os::Poller* poller_ = nullptr;
};

}  // namespace tracer
