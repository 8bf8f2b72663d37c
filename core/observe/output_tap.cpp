#include "core/observe/output_tap.hpp"

#include <unistd.h>

namespace observe {

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
  return is(Stream::output, file) || is(Stream::error, file);
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
    channel.receiver.drain([&](os::SignedBytes piece) { hear(stream, piece, take); });
    // An ended stream is readable for ever.
    if (channel.receiver.at_end() && std::exchange(channel.is_polled, false))
      poller_->remove(channel.receiver.get());
  }
}

void OutputTap::hear(Stream stream, os::SignedBytes piece, const Take& take) {
  const auto key = std::pair(piece.writer, stream);
  std::string line;
  if (auto begun = unfinished_.extract(key)) line = std::move(begun.mapped());
  std::string_view bytes = piece.bytes;
  if (bytes.size() >= kFlood) {
    const auto end = bytes.rfind('\n') + 1;  // 0: it has none
    line += bytes.substr(0, end);
    bytes.remove_prefix(end);
    if (end > 0) take(piece.writer, stream, std::exchange(line, {}));
  }
  for (std::size_t end = 0; (end = bytes.find('\n')) != std::string_view::npos;) {
    line += bytes.substr(0, end + 1);
    bytes.remove_prefix(end + 1);
    take(piece.writer, stream, std::exchange(line, {}));
  }
  line += bytes;
  if (line.size() >= kMaxLine) take(piece.writer, stream, std::exchange(line, {}));
  if (!line.empty()) unfinished_.emplace(key, std::move(line));
}

void OutputTap::flush(pid_t writer, const Take& take) {
  if (unfinished_.empty()) return;
  for (const Stream stream : {Stream::output, Stream::error}) {
    if (auto found = unfinished_.extract({writer, stream}))
      take(writer, stream, std::move(found.mapped()));
  }
}

void OutputTap::flush_all(const Take& take) {
  while (!unfinished_.empty()) flush(unfinished_.begin()->first.first, take);
}

}  // namespace observe
