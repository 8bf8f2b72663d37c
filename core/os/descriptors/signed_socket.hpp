#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "core/os/descriptors/fd.hpp"

namespace os {

/// What a socket carries: bytes that flow, or messages that stay whole.
enum class SocketKind { stream, messages };

/// A connected pair whose first end learns from the kernel who wrote what
/// arrives (SO_PASSCRED, unix(7)); the second end is for the writers.
std::pair<Fd, Fd> signed_socket_pair(SocketKind kind);

/// What one writer wrote, signed by the kernel with its PID. The bytes live
/// until the receiver is used again.
struct SignedBytes {
  pid_t writer;
  std::string_view bytes;
};

/// Receives at the first end of a signed pair. The kernel never mixes two
/// writers in one piece, so each piece has one author; the stage drives it.
class SignedReceiver {
 public:
  /// No piece is longer than this; a longer message arrives cut, never split.
  static constexpr std::size_t kMaxPiece = 64 * 1024;

  explicit SignedReceiver(Fd fd);

  int get() const { return fd_.get(); }

  /// Hands over what had been sent before the call, in the order it was sent,
  /// and returns without waiting. Returns the number of pieces.
  std::size_t drain(const std::function<void(SignedBytes)>& take);

  /// Nobody is left who could write, and everything has been handed over.
  bool at_end() const { return at_end_; }

 private:
  static constexpr std::size_t kBatch = 32;
  /// More pieces than a socket holds, so that nothing sent before a drain is
  /// left behind, and few enough that busy writers cannot make one endless.
  static constexpr std::size_t kMostPieces = 4096;

  Fd fd_;
  bool at_end_ = false;
  std::unique_ptr<char[]> buffer_;  // untouched, and so free, until it is used
};

/// Sends one message whole, waiting while the socket is full. False when
/// nobody will ever receive it.
bool send_message(const Fd& fd, std::string_view message);

}  // namespace os
