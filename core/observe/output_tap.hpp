#pragma once

#include <sys/types.h>

#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/os/poller.hpp"
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
  /// What somebody has begun to write is shown when no more of it comes for so long.
  static constexpr std::chrono::milliseconds kUnfinishedLimit{15};

  using Take = std::function<void(pid_t writer, Stream stream, std::string bytes)>;

  OutputTap();

  /// The program's end of a stream; ours to give away, and to close then.
  const os::Fd& writers_end(Stream stream) const { return channel(stream).writers_end; }
  void close_writers_ends();

  /// Which of the two streams a process has open there, if it is one of them.
  bool is(Stream stream, const os::OpenFile& file) const { return channel(stream).file == file; }
  bool is_either(const os::OpenFile& file) const;
  std::vector<os::OpenFile> files() const { return {channels_[0].file, channels_[1].file}; }

  /// From now on `poller`, which outlives this, polls our ends until their streams
  /// have ended.
  void poll_in(os::Poller& poller);
  /// Nobody can write to either stream any more.
  bool at_end() const;

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
    bool is_polled = false;
  };
  static Channel make_channel();
  const Channel& channel(Stream stream) const { return channels_[stream == Stream::error]; }
  void hear(Stream stream, os::SignedBytes piece, const Take& take);

  std::array<Channel, 2> channels_;
  os::Poller* poller_ = nullptr;
  std::map<std::pair<pid_t, Stream>, std::string> unfinished_;
};

}  // namespace observe
