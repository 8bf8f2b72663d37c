#pragma once

#include <sys/types.h>

#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "core/os/descriptors/poller.hpp"
#include "core/os/descriptors/signed_socket.hpp"
#include "core/os/ptrace/tracee.hpp"
#include "core/tracer/output/output_lines.hpp"

namespace tracer {

/// Sockets in place of a program's standard output and standard error; the kernel
/// signs each piece with the PID of its writer. The output observer, which sees
/// no calls, makes and drains it.
class OutputTap {
 public:
  using Take = std::function<void(pid_t writer, Stream stream, std::string_view bytes)>;

  OutputTap();

  /// The program's end of a stream; to be passed on, then closed here.
  const os::Fd& writers_end(Stream stream) const { return channel(stream).writers_end; }
  void close_writers_ends();

  /// Whether an open file is one of the two.
  bool is_either(const os::OpenFile& file) const;
  std::vector<os::OpenFile> files() const { return {channels_[0].file, channels_[1].file}; }

  /// From now on `poller`, which outlives this, polls our ends until their streams
  /// have ended.
  void poll_in(os::Poller& poller);
  /// No process can write to either stream any more.
  bool at_end() const;

  /// Passes on what was written before the call.
  void drain(const Take& take);

 private:
  struct Channel {
    os::SignedReceiver receiver;
    os::Fd writers_end;
    os::OpenFile file;
    bool is_polled = false;
  };
  static Channel make_channel();
  const Channel& channel(Stream stream) const { return channels_[stream == Stream::error]; }

  std::array<Channel, 2> channels_;
  os::Poller* poller_ = nullptr;
};

}  // namespace tracer
