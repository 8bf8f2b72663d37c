#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/mp/limit.hpp"
#include "core/mp/queue.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

class Event;
class ParentProcess;
class PipeEnd;
class Process;

/// One of several objects that wait_any() waits for; made of what the program waits for, and
/// not kept longer than that.
class Waitable {
 public:
  /// Until recv() would return, or throw EndOfFile. Throws Closed, or Error for an end that
  /// only sends.
  Waitable(const PipeEnd& end);
  /// Until it has ended. Throws mp::Error for one that was not started.
  Waitable(const Process& process);
  Waitable(const ParentProcess& parent);
  /// Until get() would return, or throw Closed, unless another process takes the value first.
  template <typename T>
  Waitable(const Queue<T>& queue)
      : Waitable(queue.state_->name.shown(), [state = &*queue.state_] {
          return state->messages.size() > 0 || state->messages.is_closed();
        }) {}
  /// Until it is set.
  Waitable(const Event& event);
  /// Until it can be read, or its other end is closed: any descriptor that poll(2) takes.
  explicit Waitable(int descriptor);

  const std::string& name() const { return name_; }
  /// -1: there is none.
  int descriptor() const { return descriptor_; }
  bool is_process() const { return is_process_; }
  bool is_ready() const { return is_ready_(); }

 private:
  Waitable(std::string name, std::function<bool()> is_ready)
      : name_(std::move(name)), is_ready_(std::move(is_ready)) {}
  Waitable(std::string name, int descriptor, bool is_process);

  std::string name_;
  int descriptor_ = -1;
  bool is_process_ = false;
  std::function<bool()> is_ready_;
};

/// Waits until at least one of these is ready, and returns the indices of all that are, in
/// order: wait_any({queue, worker}). Takes nothing out of them; none of them may be destroyed
/// meanwhile. Any thread may call it. See CPython's multiprocessing.connection.wait(), and
/// poll(2).
///
/// Ends of pipes, processes and descriptors wake it at once; a Queue or an Event, which have
/// no descriptor, are looked at every 1 to 5 ms. Throws mp::Error when there is nothing to
/// wait for, and std::system_error.
std::vector<std::size_t> wait_any(const std::vector<Waitable>& objects,
                                  probe::Place place = probe::Place::here());
/// The same, for at most `limit`, which may be zero. Empty: none was ready in time.
std::vector<std::size_t> wait_any_for(const std::vector<Waitable>& objects, Limit limit,
                                      probe::Place place = probe::Place::here());

}  // namespace mp
