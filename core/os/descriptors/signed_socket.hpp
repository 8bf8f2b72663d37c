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

  /// Passes what was sent before the call to `take`, in the order it was sent,
  /// without waiting. Returns the number of pieces.
  std::size_t drain(const std::function<void(SignedBytes)>& take);

  /// No writer is left, and everything has been passed on.
  bool at_end() const { return at_end_; }

 private:
  static constexpr std::size_t kBatch = 32;
  /// More pieces than a socket holds, so that a drain takes everything sent
  /// before it, but few enough that busy writers cannot make it endless.
  static constexpr std::size_t kMostPieces = 4096;

  Fd fd_;
  bool at_end_ = false;
  std::unique_ptr<char[]> buffer_;  // takes no memory until it is used
};

/// Sends one whole message, waiting while the socket is full. False when there
/// is no receiver any more.
bool send_message(const Fd& fd, std::string_view message);

}  // namespace os
