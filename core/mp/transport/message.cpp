#include "core/mp/transport/message.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>

#include "core/os/descriptors/message_socket.hpp"

namespace mp {
namespace {

/// A packet that represents a large message has this length, so that the socket
/// is full after a few: a sender must not fill memory with unread messages.
constexpr std::size_t kBallast = 32 * 1024;

}  // namespace

void Outgoing::take(std::string_view piece) {
  if (!is_large_) {
    is_large_ = true;
    if (os::Slab::is_allowed()) {
      slab_ = &memory_.outgoing.take();
    } else {
      file_.emplace("mp message");  // exactly as large as the message
    }
    piece.remove_prefix(1);  // the mark of a small one
  }
  if (slab_ && size_ + piece.size() > os::Slab::kRoom) move_to_file();
  if (slab_) {
    std::memcpy(slab_->data() + size_, piece.data(), piece.size());
    size_ += piece.size();
  } else {
    file_->append(piece);
  }
}

void Outgoing::move_to_file() {
  file_.emplace("mp message");
  file_->append({slab_->data(), size_});
  slab_->free();
  slab_ = nullptr;
}

void Outgoing::seal() {
  take(packet_);
  packet_.assign(kBallast, '\0');
  packet_[0] = static_cast<char>(slab_ ? Where::slab : Where::file);
  if (!slab_) return;
  const Label label{slab_->id(), size_};
  std::memcpy(packet_.data() + 1, &label, sizeof label);
}

Outgoing::~Outgoing() {
  if (slab_) slab_->free();
}

bool Outgoing::try_send(int socket) {
  static const os::Fd none;
  const os::Fd& attached = slab_ ? slab_->fd() : file_ ? file_->fd() : none;
  try {
    if (!os::try_send_packet(socket, packet_, attached, &memory_.unread)) return false;
  } catch (const std::system_error& error) {
    if (error.code().value() != EPIPE) throw;
    throw std::system_error(error.code(), "cannot send: the other end is closed in all processes");
  }
  slab_ = nullptr;  // the receiver owns and frees it now
  return true;
}

Incoming::Incoming(MessageMemory& memory, int socket) {
  const auto packet = os::try_receive_packet(socket, room_, &memory.unread);
  arrived_ = packet.has_value();
  if (!arrived_) return;
  at_end_ = packet->at_end;
  if (at_end_) return;
  bytes_ = packet->bytes.substr(1);
  const auto where = static_cast<Where>(packet->bytes[0]);
  if (where != Where::packet) open(memory, where, *packet);
}

void Incoming::open(MessageMemory& memory, Where where, const os::Packet& packet) {
  const bool is_whole = where == Where::file || bytes_.size() >= sizeof(Label);
  if (where > Where::file || !is_whole || (!packet.attached.is_open() && !packet.lost_attached))
    throw DecodeError("cannot read a message: something other than send() has written to the pipe");
  if (!packet.attached.is_open()) {
    throw std::system_error(EMFILE, std::generic_category(),
                            "a large message is lost: this process has no descriptor left for it; "
                            "close some, or raise the limit (ulimit -n)");
  }
  if (where == Where::file) {
    bytes_ = file_.emplace(packet.attached).bytes();
    return;
  }
  Label label;
  std::memcpy(&label, bytes_.data(), sizeof label);
  if (label.size > os::Slab::kRoom)
    throw DecodeError("cannot read a message: its label says that it is larger than its memory");
  slab_ = &memory.incoming.find(label.slab, packet.attached);
  bytes_ = {slab_->data(), label.size};
}

Incoming::~Incoming() {
  if (slab_) slab_->free();
}

}  // namespace mp
