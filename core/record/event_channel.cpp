#include "core/record/event_channel.hpp"

namespace record {

void EventSender::send(const Notice& notice) {
  const std::string& text = notice.event.act.text;
  if (text.size() <= kMaxText) {
    encode(notice, buffer_);
    os::send_message(fd_, buffer_);
    return;
  }
  Notice piece = notice;
  for (std::size_t from = 0; from < text.size(); from += kMaxText) {
    piece.event.act.text = text.substr(from, kMaxText);
    piece.continued = from + kMaxText < text.size();
    encode(piece, buffer_);
    os::send_message(fd_, buffer_);
  }
}

void EventReceiver::drain(const std::function<void(Notice)>& take) {
  receiver_.drain([&](os::SignedBytes message) {
    auto notice = decode(message.bytes);
    if (notice && notice->event.pid == message.writer) {
      take(std::move(*notice));
    } else {
      ++refused_;
    }
  });
}

EventChannel make_event_channel() {
  auto [receiver, sender] = os::signed_socket_pair(os::SocketKind::messages);
  return {EventReceiver(std::move(receiver)), EventSender(std::move(sender))};
}

}  // namespace record
