#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"

namespace os {

/// Waits until any of many descriptors turns readable, at a cost that does not
/// grow with their number. The director's loop drives it. See epoll(7).
class Poller {
 public:
  Poller();

  /// Itself readable when any of them is: for a loop that polls one descriptor.
  int get() const { return fd_.get(); }

  void add(int fd);
  /// Removes a descriptor that is still open.
  void remove(int fd);

  /// The descriptors that can be read (or whose other end is closed), within
  /// `limit`; none when the limit has passed. Without a limit it waits forever.
  std::vector<int> wait(std::optional<std::chrono::nanoseconds> limit);

 private:
  Fd fd_;
};

/// Sleeps until any of these can be read, or its other end is closed, at most until
/// `deadline`; without a descriptor until then. Returns early after a signal. See ppoll(2).
void wait_to_read(const std::vector<int>& descriptors, std::optional<Stamp> deadline);

}  // namespace os
