#pragma once

#include <functional>
#include <string>

#include "core/mp/process/handover.hpp"
#include "core/os/memory/passable_memory.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// What is behind a Lock, an RLock and a Condition: a lock in shared memory, and who of
/// this process has it. Lockable drives it, from any thread.
class OwnedLock {
 public:
  /// Whether the thread that has it may lock it again, and only that thread may unlock it.
  enum class Nesting { forbidden, allowed };

  /// Throws std::system_error when there is no memory to share.
  OwnedLock(Nesting nesting, probe::Place place);
  OwnedLock(Nesting nesting, detail::Inbound& in);
  OwnedLock(const OwnedLock&) = delete;
  OwnedLock& operator=(const OwnedLock&) = delete;

  Nesting nesting() const { return nesting_; }
  void hand_over(detail::Outbound& out) const;

  /// False: it was not free until the deadline. Throws OwnerDied.
  bool lock_until(probe::Deadline deadline, probe::Place place);
  /// Throws mp::Error when it is not locked or, where it nests, not by this thread.
  void unlock(probe::Place place);

  /// Whether this process has it and, where it nests, this thread.
  bool is_ours() const;
  /// How often this thread must unlock it; not to be asked unless it is ours.
  int depth() const;
  /// The same as unlock(), as often as that takes. Right before the last one `join` is
  /// called; that act is said to be done to wait for `awaited`.
  void unlock_to_wait(const std::string& awaited, const std::function<void()>& join,
                      probe::Place place);

 private:
  bool nests() const { return nesting_ == Nesting::allowed; }
  bool is_this_threads() const;
  bool leave();
  void unlock(const std::string& awaited, const std::function<void()>& join, probe::Place place);

  struct Shared;

  Nesting nesting_;
  probe::ObjectRef name_;
  os::PassableMemory memory_;
  Shared* shared_;
};

}  // namespace mp
