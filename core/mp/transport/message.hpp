#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/mp/codec.hpp"
#include "core/mp/detail/sole_use.hpp"
#include "core/os/descriptors/message_socket.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/os/memory/slab.hpp"

// A value on its way through a pipe. It travels as one packet, of whatever
// size, which the kernel delivers once or not at all, so the death of a sender
// or a receiver costs at most the message that it was handling.

namespace mp {

/// Memory for the large messages of one end of a pipe. The end owns it, and each
/// process has its own; it is kept from message to message. One thread may send
/// with it while another one receives.
struct MessageMemory {
  detail::SoleUse sending;
  os::SlabPool outgoing;
  detail::SoleUse receiving;
  os::SlabViews incoming;
  os::SomeUnread unread{false};  // something sent here was unread when the other end closed

  /// Frees the memory. The caller has exclusive use of the end, for both
  /// directions.
  void clear() { outgoing = {}, incoming = {}; }
};

/// The first byte of a packet: where the bytes of its message are.
enum class Where : char {
  packet,  ///< after this byte
  slab,    ///< in the attached slab; a Label follows
  file     ///< in the attached file, which holds nothing else
};
struct Label {
  os::Slab::Id slab;
  std::uint64_t size = 0;
};

/// A value encoded as a message, ready to be sent once there is room. A send()
/// drives it. A small message is a packet; a large one is in a slab, a huge one
/// in a file, and the packet carries its descriptor.
class Outgoing : private Overflow {
 public:
  /// The largest message, in bytes, that is copied through the socket.
  static constexpr std::size_t kMostInPacket = 32 * 1024;

  template <typename T>
  Outgoing(MessageMemory& memory, const T& value)
      : memory_(memory), packet_(1, static_cast<char>(Where::packet)) {
    Writer(packet_, kMostInPacket, *this).value(value);
    if (is_large_) seal();
  }
  Outgoing(const Outgoing&) = delete;
  Outgoing& operator=(const Outgoing&) = delete;
  /// If it was not sent, frees its memory.
  ~Outgoing() override;

  /// False when there is no room for it now. Throws std::system_error, with
  /// EPIPE when there is no receiver.
  bool try_send(int socket);

 private:
  void take(std::string_view piece) override;
  void move_to_file();
  void seal();

  MessageMemory& memory_;
  std::string packet_;
  bool is_large_ = false;
  os::Slab* slab_ = nullptr;
  std::size_t size_ = 0;  // bytes in the slab
  std::optional<os::MemoryFile> file_;
};

/// A message that has arrived, or the end of the pipe. A recv() makes it, and
/// keeps it while it reads the value.
class Incoming {
 public:
  /// Takes one packet from the socket, if there is one.
  Incoming(MessageMemory& memory, int socket);
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;
  /// Frees its memory.
  ~Incoming();

  bool arrived() const { return arrived_; }
  bool at_end() const { return at_end_; }
  std::string_view bytes() const { return bytes_; }

 private:
  void open(MessageMemory& memory, Where where, const os::Packet& packet);

  bool arrived_ = false;
  bool at_end_ = false;
  std::string_view bytes_;
  os::Slab* slab_ = nullptr;
  std::optional<os::MappedFile> file_;
  std::array<char, Outgoing::kMostInPacket + 1> room_;  // not zeroed: that would cost
};

}  // namespace mp
