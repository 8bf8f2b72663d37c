#pragma once

#include <sys/types.h>

#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/os/signed_socket.hpp"
#include "core/os/tracee.hpp"

namespace observe {

enum class Stream { output, error };

/// Where the standard output and the standard error of a program arrive, each
/// piece signed by the kernel with the PID of its writer. An observer drains it,
/// and gets whole lines where lines are written.
class OutputTap {
 public:
  /// A line longer than this comes in pieces; bytes.
  static constexpr std::size_t kMaxLine = 1024 * 1024;
  /// Who writes so much at once floods us: its lines come together.
  static constexpr std::size_t kFlood = 16 * 1024;

  using Take = std::function<void(pid_t writer, Stream stream, std::string bytes)>;

  OutputTap();

  /// The program's end of a stream; ours to give away, and to close then.
  const os::Fd& writers_end(Stream stream) const { return channel(stream).writers_end; }
  void close_writers_ends();

  /// Which of the two streams a process has open there, if it is one of them.
  bool is(Stream stream, const os::OpenFile& file) const { return channel(stream).file == file; }
  bool is_either(const os::OpenFile& file) const;

  /// Our ends, to be polled.
  int get(Stream stream) const { return channel(stream).receiver.get(); }
  bool at_end(Stream stream) const { return channel(stream).receiver.at_end(); }

  /// Hands over what had been written before the call.
  void drain(const Take& take);

  /// What has been written of a line without finishing it.
  void flush(pid_t writer, const Take& take);
  void flush_all(const Take& take);
  bool has_unfinished() const { return !unfinished_.empty(); }

 private:
  struct Channel {
    os::SignedReceiver receiver;
    os::Fd writers_end;
    os::OpenFile file;
  };
  static Channel make_channel();
  const Channel& channel(Stream stream) const { return channels_[stream == Stream::error]; }
  void hear(Stream stream, os::SignedBytes piece, const Take& take);

  std::array<Channel, 2> channels_;
  std::map<std::pair<pid_t, Stream>, std::string> unfinished_;
};

}  // namespace observe
