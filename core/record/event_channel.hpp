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

/// The receiving end. The director drains it; the kernel has signed each
/// message, and a message that names another sender is refused.
class EventReceiver {
 public:
  explicit EventReceiver(os::Fd fd) : receiver_(std::move(fd)) {}

  int get() const { return receiver_.get(); }
  /// No process holds the other end any more.
  bool at_end() const { return receiver_.at_end(); }

  /// Passes on every notice sent before the call, in the order in which they
  /// were sent, without waiting.
  void drain(const std::function<void(Notice)>& take);

  /// Messages that were refused: unreadable, or with a false sender.
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
