#include "core/os/descriptors/signed_socket.hpp"

#include <string.h>
#include <sys/socket.h>

#include <array>

#include "core/os/error.hpp"

namespace os {

std::pair<Fd, Fd> signed_socket_pair(SocketKind kind) {
  const int type = kind == SocketKind::stream ? SOCK_STREAM : SOCK_SEQPACKET;
  std::array<int, 2> ends{};
  check(::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()), "cannot make a socket pair");
  std::pair<Fd, Fd> pair{Fd(ends[0]), Fd(ends[1])};
  const int on = 1;
  check(::setsockopt(ends[0], SOL_SOCKET, SO_PASSCRED, &on, sizeof on), "cannot ask for writers");
  return pair;
}

namespace {

/// Room for the one control message that names the writer.
struct Signature {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(ucred))> space;
};

pid_t writer_of(const msghdr& header) {
  for (const cmsghdr* item = CMSG_FIRSTHDR(&header); item;
       item = CMSG_NXTHDR(const_cast<msghdr*>(&header), const_cast<cmsghdr*>(item))) {
    if (item->cmsg_level != SOL_SOCKET || item->cmsg_type != SCM_CREDENTIALS) continue;
    ucred who{};
    ::memcpy(&who, CMSG_DATA(item), sizeof who);
    return who.pid;
  }
  return 0;
}

}  // namespace

SignedReceiver::SignedReceiver(Fd fd) : fd_(std::move(fd)), buffer_(new char[kBatch * kMaxPiece]) {}

std::size_t SignedReceiver::drain(const std::function<void(SignedBytes)>& take) {
  std::size_t taken = 0;
  while (taken < kMostPieces) {
    std::array<mmsghdr, kBatch> messages{};
    std::array<iovec, kBatch> pieces{};
    std::array<Signature, kBatch> signatures;
    for (std::size_t i = 0; i < kBatch; ++i) {
      pieces[i] = {buffer_.get() + i * kMaxPiece, kMaxPiece};
      messages[i].msg_hdr.msg_iov = &pieces[i];
      messages[i].msg_hdr.msg_iovlen = 1;
      messages[i].msg_hdr.msg_control = signatures[i].space.data();
      messages[i].msg_hdr.msg_controllen = signatures[i].space.size();
    }
    const int count = uninterrupted(
        [&] { return ::recvmmsg(fd_.get(), messages.data(), kBatch, MSG_DONTWAIT, nullptr); });
    if (count <= 0) break;  // nothing more now, or ever
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      at_end_ = messages[i].msg_len == 0;
      if (at_end_) return taken;
      take({writer_of(messages[i].msg_hdr), {buffer_.get() + i * kMaxPiece, messages[i].msg_len}});
      ++taken;
    }
    if (static_cast<std::size_t>(count) < kBatch) break;
  }
  return taken;
}

bool send_message(const Fd& fd, std::string_view message) {
  return uninterrupted(
             [&] { return ::send(fd.get(), message.data(), message.size(), MSG_NOSIGNAL); }) >= 0;
}

}  // namespace os
