#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// Waits for any of many descriptors to turn readable, at a cost that does not
/// grow with their number. The director's one loop drives it. See epoll(7).
class Poller {
 public:
  Poller();

  /// Itself readable when any of them is: for a loop that polls one descriptor.
  int get() const { return fd_.get(); }

  void add(int fd);
  /// Forgets a descriptor that is still open.
  void remove(int fd);

  /// The descriptors that can be read (or whose other end has gone), within
  /// `limit`; none when it has passed. Without a limit it waits for ever.
  std::vector<int> wait(std::optional<std::chrono::nanoseconds> limit);

 private:
  Fd fd_;
};

}  // namespace os
