#pragma once

#include <functional>
#include <string>
#include <utility>

#include "core/os/descriptors/signed_socket.hpp"
#include "core/record/notice.hpp"

namespace record {

/// The speaking end of the event channel. Every process of a demo inherits it
/// and sends its notices through it, each whole and in one system call.
class EventSender {
 public:
  explicit EventSender(os::Fd fd) : fd_(std::move(fd)) {}

  int get() const { return fd_.get(); }

  /// Returns once the notice is safe: it will arrive even if this process is
  /// killed next. Waits while the channel is full; nothing is ever dropped.
  void send(const Notice& notice);

 private:
  os::Fd fd_;
  std::string buffer_;
};

/// The listening end. The director drains it; the kernel has signed each
/// message, and one whose writer is not whom it claims to be is refused.
class EventReceiver {
 public:
  explicit EventReceiver(os::Fd fd) : receiver_(std::move(fd)) {}

  int get() const { return receiver_.get(); }
  /// No process holds the other end any more.
  bool at_end() const { return receiver_.at_end(); }

  /// Hands over every notice that had been sent before the call, in the order
  /// in which it was sent, without waiting.
  void drain(const std::function<void(Notice)>& take);

  /// Messages that were refused: unreadable, or not from whom they claim.
  std::uint64_t refused() const { return refused_; }

 private:
  os::SignedReceiver receiver_;
  std::uint64_t refused_ = 0;
};

struct EventChannel {
  EventReceiver receiver;
  EventSender sender;
};
EventChannel make_event_channel();

}  // namespace record
