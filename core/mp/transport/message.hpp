#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/mp/codec.hpp"
#include "core/mp/sole_use.hpp"
#include "core/os/descriptors/message_socket.hpp"
#include "core/os/memory/memory_file.hpp"
#include "core/os/memory/slab.hpp"

// A value on its way through a pipe. Whatever its size it goes as one packet,
// which the kernel delivers once or not at all, so that the death of a sender
// or a receiver costs at most the message it was busy with.

namespace mp {

/// Memory in which large messages of one pipe's end travel. Each process has
/// its own, kept from message to message, by the end that owns it. One thread may
/// send with it while another one receives.
struct MessageMemory {
  detail::SoleUse sending;
  os::SlabPool outgoing;
  detail::SoleUse receiving;
  os::SlabViews incoming;
  os::SomeUnread unread{false};  // of what was sent here, when the other end closed

  /// Gives the memory back. Whose end it is has entered both ways.
  void clear() { outgoing = {}, incoming = {}; }
};

/// The first byte of a packet: where the bytes of its message are.
enum class Where : char {
  packet,  ///< behind it
  slab,    ///< in the slab that came along; a Label is behind it
  file     ///< in the file that came along, which holds nothing else
};
struct Label {
  os::Slab::Id slab;
  std::uint64_t size = 0;
};

/// A value made into a message, ready to be sent once there is room. A send()
/// drives it. A small one is a packet; a large one lies in a slab, a huge one
/// in a file, and the packet carries the descriptor of that.
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
  /// Not sent: its memory is free again.
  ~Outgoing() override;

  /// False when there is no room for it now. Throws std::system_error, with
  /// EPIPE when nobody could receive it.
  bool try_send(int socket);

 private:
  void take(std::string_view piece) override;
  void move_to_file();
  void seal();

  MessageMemory& memory_;
  std::string packet_;
  bool is_large_ = false;
  os::Slab* slab_ = nullptr;
  std::size_t size_ = 0;  // of what is in the slab
  std::optional<os::MemoryFile> file_;
};

/// A message that has arrived, or the end that has been reached. A recv() makes
/// it, and keeps it as long as it takes to read the value.
class Incoming {
 public:
  /// Takes one packet from the socket, if one is there.
  Incoming(MessageMemory& memory, int socket);
  Incoming(const Incoming&) = delete;
  Incoming& operator=(const Incoming&) = delete;
  /// Its memory is free again.
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
