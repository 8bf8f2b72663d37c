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

/// Standard output and standard error of a traced program: our own, which it then
/// writes to without us, or stand-ins where the caller shows what is written. The
/// ptrace observer makes it before the program, and discards what comes out of the
/// stand-ins: it knows the bytes from the calls.
class ProgramStreams {
 public:
  /// Which of the two are shown by the caller.
  struct Shown {
    bool output = true;
    bool error = true;
  };
  explicit ProgramStreams(Shown shown);

  /// Whether one of them is a regular file, which can be written at any place.
  bool has_file() const;

  /// What the program is to have there; nullptr: what we have ourselves.
  const os::Fd* given(Stream stream) const;
  /// It has them, so that our copies can be closed.
  void close_given();

  /// From now on `poller`, which outlives this, polls what is to be discarded.
  void poll_in(os::Poller& poller);
  void discard();

  /// The reader of the view has left: from now on a write to what was shown there
  /// fails, as it would without us.
  void lose_reader();
  /// Our terminal has another size.
  void fit_windows() const;

  /// Which of the two a descriptor of any process stands for, told by the file
  /// alone: of two that are one file, standard output.
  std::optional<Stream> stream_at(pid_t process, int descriptor) const;

 private:
  struct Polled {
    std::shared_ptr<os::StandIn> stand_in;
    int number;  // of ours, whose place it takes
    bool is_polled = false;
  };
  bool is_shared() const { return stand_ins_[0].stand_in == stand_ins_[1].stand_in; }
  void stop_polling(Polled& one);

  std::array<Polled, 2> stand_ins_;
  std::array<std::optional<os::FileIdentity>, 2> files_;
  os::Poller* poller_ = nullptr;
};

}  // namespace tracer
