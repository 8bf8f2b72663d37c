#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"

namespace os {

/// A connected pair of sockets that carry packets both ways, each whole or not
/// at all, even if a process is killed meanwhile. Any number of processes may
/// hold either end. See SOCK_SEQPACKET in unix(7).
std::pair<Fd, Fd> message_socket_pair();

/// The kernel reports once, to whichever call comes first, that the other end
/// was closed while it had unread packets of ours. The calls below set this
/// flag.
using SomeUnread = std::atomic<bool>;

/// Sends a packet and, if it is open, the descriptor `attached`. False when
/// there is no room now. Throws std::system_error, with EPIPE when the other
/// end is closed everywhere; no signal is sent.
bool try_send_packet(int socket, std::string_view packet, const Fd& attached = Fd(),
                     SomeUnread* unread = nullptr);

/// What has arrived.
struct Packet {
  std::string_view bytes;      ///< in the given buffer
  Fd attached;                 ///< the descriptor that came with it, or none
  bool at_end = false;         ///< the other end is closed everywhere, and no packet is left
  bool lost_attached = false;  ///< this process had no descriptor left for it
};

/// Takes the next packet; empty when none is there now. A packet larger than
/// `room` is cut. Throws std::system_error.
std::optional<Packet> try_receive_packet(int socket, std::span<char> room,
                                         SomeUnread* unread = nullptr);

/// Waits until there may be something to receive (or the end), or room to send
/// (or no receiver any more), at most until `deadline`. False: the time is up,
/// or a signal was handled. See ppoll(2).
bool wait_to_receive(int socket, std::optional<Stamp> deadline);
bool wait_to_send(int socket, std::optional<Stamp> deadline);

}  // namespace os
