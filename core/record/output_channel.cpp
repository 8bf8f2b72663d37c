#include "core/record/output_channel.hpp"

#include <string_view>

namespace record {

void OutputReceiver::drain(const Take& take) {
  receiver_.drain([&](os::SignedBytes piece) {
    std::string& line = unfinished_[piece.writer];
    std::string_view bytes = piece.bytes;
    for (std::size_t end = 0; (end = bytes.find('\n')) != std::string_view::npos;) {
      line += bytes.substr(0, end + 1);
      bytes.remove_prefix(end + 1);
      take(piece.writer, std::exchange(line, {}));
    }
    line += bytes;
    if (line.size() >= kMaxLine) take(piece.writer, std::exchange(line, {}));
    if (line.empty()) unfinished_.erase(piece.writer);
  });
}

void OutputReceiver::flush(pid_t writer, const Take& take) {
  auto found = unfinished_.extract(writer);
  if (!found.empty()) take(writer, std::move(found.mapped()));
}

void OutputReceiver::flush_all(const Take& take) {
  while (!unfinished_.empty()) flush(unfinished_.begin()->first, take);
}

OutputChannel make_output_channel() {
  auto [receiver, writers_end] = os::signed_socket_pair(os::SocketKind::stream);
  return {OutputReceiver(std::move(receiver)), std::move(writers_end)};
}

}  // namespace record
