#include "core/os/descriptors/message_socket.hpp"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>

#include "core/os/error.hpp"

namespace os {
namespace {

/// Room for the one control message that carries a descriptor.
struct Attachment {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> space;
};

msghdr header_of(iovec& bytes, Attachment& attachment) {
  msghdr header{};
  header.msg_iov = &bytes;
  header.msg_iovlen = 1;
  header.msg_control = attachment.space.data();
  header.msg_controllen = attachment.space.size();
  return header;
}

ssize_t send_with(int socket, std::string_view packet, const Fd& attached) {
  iovec bytes{const_cast<char*>(packet.data()), packet.size()};
  Attachment attachment{};
  const msghdr header = header_of(bytes, attachment);
  cmsghdr* item = CMSG_FIRSTHDR(&header);
  item->cmsg_level = SOL_SOCKET;
  item->cmsg_type = SCM_RIGHTS;
  item->cmsg_len = CMSG_LEN(sizeof(int));
  const int number = attached.get();
  ::memcpy(CMSG_DATA(item), &number, sizeof number);
  return ::sendmsg(socket, &header, MSG_DONTWAIT | MSG_NOSIGNAL);
}

Fd attached_to(const msghdr& header) {
  const cmsghdr* item = CMSG_FIRSTHDR(&header);
  if (!item || item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_RIGHTS) return Fd();
  int number = -1;
  ::memcpy(&number, CMSG_DATA(item), sizeof number);
  return Fd(number);
}

/// Repeats a call that failed for a reason that no longer holds: a handled
/// signal, or the report that the other end was closed with unread packets,
/// which comes once and before the remaining packets.
template <typename Call>
auto insist(SomeUnread* unread, Call call) {
  auto result = call();
  for (; result < 0 && (errno == EINTR || errno == ECONNRESET); result = call()) {
    if (errno == ECONNRESET && unread) *unread = true;
  }
  return result;
}

bool wait(int socket, short events, std::optional<Stamp> deadline) {
  pollfd entry{socket, events, 0};
  timespec left{};
  if (deadline) {
    const auto nanoseconds = std::max(*deadline - now(), Stamp(0)).count();
    left = {nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000};
  }
  const int ready = ::ppoll(&entry, 1, deadline ? &left : nullptr, nullptr);
  if (ready < 0 && errno != EINTR) fail("cannot wait for a socket");
  return ready > 0;
}

}  // namespace

std::pair<Fd, Fd> message_socket_pair() {
  std::array<int, 2> ends{};
  check(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()),
        "cannot make a socket pair");
  Fd first(ends[0]);
  Fd second(ends[1]);
  return {away_from_standard(std::move(first)), away_from_standard(std::move(second))};
}

bool try_send_packet(int socket, std::string_view packet, const Fd& attached, SomeUnread* unread) {
  const ssize_t sent = insist(unread, [&] {
    return attached.is_open()
               ? send_with(socket, packet, attached)
               : ::send(socket, packet.data(), packet.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  });
  if (sent < 0 && errno != EAGAIN) fail("cannot send a message");
  return sent >= 0;
}

std::optional<Packet> try_receive_packet(int socket, std::span<char> room, SomeUnread* unread) {
  iovec bytes{room.data(), room.size()};
  Attachment attachment;
  msghdr header = header_of(bytes, attachment);
  const ssize_t size =
      insist(unread, [&] { return ::recvmsg(socket, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC); });
  if (size < 0 && errno == EAGAIN) return std::nullopt;
  check(size, "cannot receive a message");
  Packet packet{{room.data(), static_cast<std::size_t>(size)}, attached_to(header)};
  packet.at_end = size == 0;
  packet.lost_attached = (header.msg_flags & MSG_CTRUNC) != 0;
  return packet;
}

bool wait_to_receive(int socket, std::optional<Stamp> deadline) {
  return wait(socket, POLLIN, deadline);
}

bool wait_to_send(int socket, std::optional<Stamp> deadline) {
  return wait(socket, POLLOUT, deadline);
}

}  // namespace os
