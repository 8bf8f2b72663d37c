#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"

namespace bench {

/// A terminal window with one process in it. A measure types in it, and reads
/// the output without interpreting it.
class Window {
 public:
  /// `inside` is what the process does; it ends with it.
  Window(unsigned short columns, unsigned short rows, const std::function<void()>& inside);
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  /// Kills the process.
  ~Window();

  void type(std::string_view keys) const;
  /// Reads until nothing has come for `silence`; returns when the last piece
  /// came. Throws if nothing comes.
  os::Stamp read_until_silent(std::chrono::milliseconds silence);
  /// Reads until the process has ended; throws unless it ended well.
  void read_to_end();
  /// The last piece read: the reason if the process has failed.
  const std::string& last_piece() const { return piece_; }

 private:
  bool read_piece();

  os::Fd terminal_;
  pid_t process_ = 0;
  std::string piece_;
};

}  // namespace bench
