#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/os/descriptors/holding.hpp"
#include "core/tracer/output/output_lines.hpp"

namespace tracer {

/// A descriptor that stands for a pipe or a socket, or for one of the program's own
/// standard streams, whatever that is.
struct Descriptor : os::Holding {
  std::optional<Stream> stream;
};

/// Which descriptors of which process stand for pipes, sockets and the program's
/// streams, as far as their calls tell, so that a read from a file costs no look
/// into /proc. PipeCalls drives it. One that comes to a process by itself, as in a
/// message, is not known until the process is looked up again.
class Descriptors {
 public:
  /// The first process starts with a stream under this number.
  void starts_with(pid_t process, int descriptor, Stream stream);

  /// What a process has open, from /proc: a program that was just executed.
  void look_up(pid_t process);
  /// A fork has what its parent has; one that shares the table with it, as by
  /// CLONE_FILES, goes on having the same.
  enum class Table { copied, shared };
  void forked(pid_t parent, pid_t child, Table table);
  /// From now on its table is its own.
  void unshared(pid_t process);
  void ended(pid_t process);

  void opened(pid_t process, const Descriptor& descriptor);
  /// Whatever `to` was is closed. False when `from` is nothing that is known.
  bool duplicated(pid_t process, int from, int to);
  void closed(pid_t process, int descriptor);

  std::optional<Descriptor> find(pid_t process, int descriptor) const;
  std::vector<Descriptor> all(pid_t process) const;
  /// Those from `first` to `last`.
  std::vector<Descriptor> between(pid_t process, std::uint32_t first, std::uint32_t last) const;

  /// Whether a process can do that by any of its descriptors.
  bool holds(pid_t process, const os::OpenFile& file, os::Access access) const;
  /// Whether any process can.
  bool is_held(const os::OpenFile& file, os::Access access) const;

 private:
  using Entries = std::map<int, Descriptor>;
  struct Count {
    int readers = 0;
    int writers = 0;
  };

  void count(const Descriptor& descriptor, int by);
  void clear(pid_t process);
  Entries& table_of(pid_t process);

  std::unordered_map<pid_t, std::shared_ptr<Entries>> tables_;
  std::unordered_map<std::uint64_t, Count> counts_;  // of descriptors, by inode
};

}  // namespace tracer
