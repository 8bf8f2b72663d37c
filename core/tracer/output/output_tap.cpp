#include "core/tracer/output/output_tap.hpp"

#include <unistd.h>

#include <utility>

namespace tracer {

OutputTap::Channel OutputTap::make_channel() {
  auto [receiver, writers_end] = os::signed_socket_pair(os::SocketKind::stream);
  const os::OpenFile file = os::open_file(::getpid(), writers_end.get());
  return {os::SignedReceiver(std::move(receiver)), std::move(writers_end), file, false};
}

OutputTap::OutputTap() : channels_{make_channel(), make_channel()} {}

void OutputTap::close_writers_ends() {
  for (Channel& channel : channels_) channel.writers_end.reset();
}

bool OutputTap::is_either(const os::OpenFile& file) const {
  return channels_[0].file == file || channels_[1].file == file;
}

void OutputTap::poll_in(os::Poller& poller) {
  poller_ = &poller;
  for (Channel& channel : channels_) {
    poller.add(channel.receiver.get());
    channel.is_polled = true;
  }
}

bool OutputTap::at_end() const {
  return channels_[0].receiver.at_end() && channels_[1].receiver.at_end();
}

void OutputTap::drain(const Take& take) {
  for (const Stream stream : {Stream::output, Stream::error}) {
    Channel& channel = channels_[stream == Stream::error];
    channel.receiver.drain([&](os::SignedBytes piece) { take(piece.writer, stream, piece.bytes); });
    // An ended stream stays readable forever.
    if (channel.receiver.at_end() && std::exchange(channel.is_polled, false))
      poller_->remove(channel.receiver.get());
  }
}

}  // namespace tracer
