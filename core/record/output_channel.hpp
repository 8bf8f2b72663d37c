#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/os/descriptors/signed_socket.hpp"

namespace record {

/// Receives the standard output and error of a demo's processes, signed by the
/// kernel; this works for any program. The director drains it and gets whole
/// lines, each of one writer.
class OutputReceiver {
 public:
  /// A line longer than this comes in pieces; bytes.
  static constexpr std::size_t kMaxLine = 1024 * 1024;

  /// Gets the writer's PID and its bytes: a line with its newline or, if a line
  /// is too long or was never finished, a piece without one.
  using Take = std::function<void(pid_t writer, std::string line)>;

  explicit OutputReceiver(os::Fd fd) : receiver_(std::move(fd)) {}

  int get() const { return receiver_.get(); }
  /// No process holds the other end any more.
  bool at_end() const { return receiver_.at_end(); }

  /// Passes on every line written before the call.
  void drain(const Take& take);

  /// Passes on the unfinished line of `writer`, which has ended.
  void flush(pid_t writer, const Take& take);
  void flush_all(const Take& take);

 private:
  os::SignedReceiver receiver_;
  std::unordered_map<pid_t, std::string> unfinished_;
};

struct OutputChannel {
  OutputReceiver receiver;
  os::Fd writers_end;
};
OutputChannel make_output_channel();

}  // namespace record
