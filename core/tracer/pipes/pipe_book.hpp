#pragma once

#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/os/descriptors/holding.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"
#include "core/tracer/pipes/begun_calls.hpp"

namespace tracer {

/// Keeps track of a program's pipes, socket pairs and FIFOs: what was written
/// into them and not yet read. Bytes have no boundaries, so a write counts as
/// received when its last byte has been read; so the n-th receive follows the
/// n-th write, and each gets an arrow. PipeTransfers drives it with the calls
/// that it sees.
class PipeBook {
 public:
  /// An end that a process writes to or reads from.
  struct End {
    probe::ObjectRef object;
    std::uint64_t flow;      ///< which direction of the pipe
    bool from_first = true;  ///< of two sockets: what the first one has written
  };

  /// What one call writes.
  struct Piece {
    std::uint64_t bytes = 0;
    std::string first = {};  ///< of them; empty: no call shows them
  };

  /// Called to record that a thread has sent or received it.
  using Report =
      std::function<void(const Caller& caller, const probe::ObjectRef& object, const Piece& piece)>;

  /// The two ends of a pipe are one file, those of a socket pair are two.
  /// `is_stream`: a read takes what is there, regardless of the writes. Returns
  /// the new name.
  probe::ObjectRef open(const os::OpenFile& one, const os::OpenFile& other, bool is_stream);
  /// The same for a FIFO; after the first time it is known.
  probe::ObjectRef open(const os::OpenFile& fifo);

  std::optional<End> end_to_write(const os::OpenFile& file) const;
  std::optional<End> end_to_read(const os::OpenFile& file) const;
  /// Which end that is of its object.
  probe::PipeEnd end_of(const os::Holding& holding) const;

  /// The end where what is read here is written, and the reverse.
  os::OpenFile other_end(const os::OpenFile& file) const;

  /// A thread is about to write it. `is_certain`: there is room and a reader.
  void writing(const Caller& caller, const End& end, Piece piece, bool is_certain);
  /// A thread is about to write there, in vain or not; and whether one has been so far.
  void use(const End& end) { flows_[end.flow].is_used = true; }
  bool is_used(const End& end) const;
  /// Whether there is room for them, in addition to everything on its way.
  bool fits(const End& end, std::uint64_t bytes) const;
  /// It has written them: perhaps fewer, or none.
  void wrote(pid_t thread, std::uint64_t bytes, const Report& sent);

  /// A certain write is done: all of it, or none if it was `in_vain`. Does
  /// nothing if the thread has none.
  void conclude(pid_t thread, bool in_vain, const Report& sent);
  /// The same for all certain writes, none in vain.
  void conclude_all(const Report& sent);

  /// How many bytes can be read, or soon can; 0 if unknown, or if messages are
  /// read as they were written.
  std::uint64_t ready(const End& end) const;
  /// How many bytes a read of at most `room` must have got by now.
  std::uint64_t obtained(const End& end, std::uint64_t room) const;
  /// A thread has read so many bytes. A write that must be done by now is
  /// recorded first, even if its thread has not returned from it.
  void read(const Caller& caller, const End& end, std::uint64_t bytes, const Report& sent,
            const Report& received);

 private:
  struct Pipe {
    probe::ObjectRef object;
    std::uint64_t into;  // the flow of what is written here
    bool is_first;       // of the two
  };
  struct Write {
    Caller caller;
    End end;
    Piece piece;
    bool is_certain;
    bool told = false;
  };
  struct Flow {
    struct Sent {
      Piece piece;
      std::uint64_t left;
    };
    std::deque<Sent> sent;
    std::uint64_t left = 0;  // of all of them
    bool is_stream = true;
    bool is_used = false;  // somebody has written into it, or tried to
  };

  void open(const probe::ObjectRef& object, const os::OpenFile& one, const os::OpenFile& other,
            bool is_stream);
  std::uint64_t on_the_way(std::uint64_t flow) const;
  void report(Write& write, std::uint64_t bytes, const Report& sent);

  int made_ = 0;
  int met_ = 0;                                    // FIFOs
  std::unordered_map<std::uint64_t, Pipe> pipes_;  // by inode
  std::unordered_map<std::uint64_t, Flow> flows_;
  BegunCalls<Write> writes_;
};

}  // namespace tracer
