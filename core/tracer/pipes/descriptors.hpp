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

/// A descriptor of a pipe, a socket, or one of the program's own standard streams,
/// of any kind.
struct Descriptor : os::Holding {
  std::optional<Stream> stream;
};

/// Which descriptors of each process refer to pipes, sockets and the program's
/// streams. It is derived from their calls, so that a read from a file needs no
/// look into /proc. PipeCalls drives it. A descriptor that arrives without such a
/// call, as in a message, is unknown until the process is looked up again.
class Descriptors {
 public:
  /// The first process starts with this stream under this number.
  void starts_with(pid_t process, int descriptor, Stream stream);

  /// Reads what a process has open from /proc, after an exec.
  void look_up(pid_t process);
  /// A child has what its parent has; if they share the table (CLONE_FILES),
  /// that stays so.
  enum class Table { copied, shared };
  void forked(pid_t parent, pid_t child, Table table);
  /// From now on it has a table of its own.
  void unshared(pid_t process);
  void ended(pid_t process);

  void opened(pid_t process, const Descriptor& descriptor);
  /// Closes `to` first. False when `from` is unknown.
  bool duplicated(pid_t process, int from, int to);
  void closed(pid_t process, int descriptor);

  std::optional<Descriptor> find(pid_t process, int descriptor) const;
  std::vector<Descriptor> all(pid_t process) const;
  /// Those from `first` to `last`.
  std::vector<Descriptor> between(pid_t process, std::uint32_t first, std::uint32_t last) const;

  /// Whether a process has this access by any of its descriptors.
  bool holds(pid_t process, const os::OpenFile& file, os::Access access) const;
  /// Whether any process has it; or one other than that.
  bool is_held(const os::OpenFile& file, os::Access access) const;
  bool is_held_by_others(pid_t process, const os::OpenFile& file, os::Access access) const;

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
