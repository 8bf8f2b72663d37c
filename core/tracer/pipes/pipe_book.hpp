#pragma once

#include <sys/types.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/os/descriptors/holding.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/probe/act.hpp"
#include "core/tracer/calls/caller.hpp"

namespace tracer {

/// Keeps account of a program's pipes, socket pairs and FIFOs: what has been
/// written into them and not been read. Bytes have no boundaries, so a
/// write counts as received when its last byte has been read; then the n-th
/// receipt follows the n-th write, and each has its arrow. The calls that an
/// observer sees drive it.
class PipeBook {
 public:
  /// An end that somebody writes into or reads from.
  struct End {
    probe::ObjectRef object;
    std::uint64_t flow;  ///< which of the pipe's bytes those are
  };

  /// What is to be told: so many bytes by that thread.
  using Report = std::function<void(const Caller& caller, const probe::ObjectRef& object,
                                    std::uint64_t bytes)>;

  /// A pipe has two names of one thing, a socket pair two things. `is_stream`: a
  /// read takes what is there, however it was written. Returns what the new one
  /// is called.
  probe::ObjectRef open(const os::OpenFile& one, const os::OpenFile& other, bool is_stream);
  /// The same of a FIFO, whoever opens it; the second time it is known.
  probe::ObjectRef open(const os::OpenFile& fifo);

  std::optional<End> end_to_write(const os::OpenFile& file) const;
  std::optional<End> end_to_read(const os::OpenFile& file) const;
  /// Which end that is of its object.
  probe::PipeEnd end_of(const os::Holding& holding) const;

  /// At which end one writes what is read there, and the other way round.
  os::OpenFile other_end(const os::OpenFile& file) const;

  /// A thread is about to write so many bytes. `is_certain`: it need not wait for
  /// room, and somebody can read them.
  void writing(const Caller& caller, const End& end, std::uint64_t bytes, bool is_certain);
  /// Whether there is room for them, whatever else is on its way.
  bool fits(const End& end, std::uint64_t bytes) const;
  /// It has: fewer perhaps, or none.
  void wrote(pid_t thread, std::uint64_t bytes, const Report& sent);

  /// Of a certain one: all of it, or none if it was `in_vain`. Nothing to do when
  /// the thread has none.
  void conclude(pid_t thread, bool in_vain, const Report& sent);
  /// All of them, and none in vain.
  void conclude_all(const Report& sent);

  /// So many are there to be read, or about to be; 0 when nobody can tell, as when
  /// each message is read as it was written.
  std::uint64_t ready(const End& end) const;
  /// So many a read of at most `room` must have got by now.
  std::uint64_t obtained(const End& end, std::uint64_t room) const;
  /// Somebody has read so many. A write that must have been done by now is told
  /// first, even if its thread has not come back from it.
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
    std::uint64_t bytes;
    bool is_certain;
    bool told = false;
  };
  struct Flow {
    struct Sent {
      std::uint64_t bytes;
      std::uint64_t left;
    };
    std::deque<Sent> sent;
    std::uint64_t left = 0;  // of all of them
    bool is_stream = true;
  };

  void open(const probe::ObjectRef& object, const os::OpenFile& one, const os::OpenFile& other,
            bool is_stream);
  std::uint64_t on_the_way(std::uint64_t flow) const;
  void report(Write& write, std::uint64_t bytes, const Report& sent);

  int made_ = 0;
  int met_ = 0;                                    // FIFOs
  std::unordered_map<std::uint64_t, Pipe> pipes_;  // by inode
  std::unordered_map<std::uint64_t, Flow> flows_;
  std::unordered_map<pid_t, Write> writes_;  // begun, by thread
};

}  // namespace tracer
