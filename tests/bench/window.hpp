#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "core/os/clock.hpp"
#include "core/os/descriptors/fd.hpp"

namespace bench {

/// A terminal window with one process in it, whose terminal it is. A measure
/// types in it, and reads what is drawn without looking at it.
class Window {
 public:
  /// `inside` is what the process does; it ends with it.
  Window(unsigned short columns, unsigned short rows, const std::function<void()>& inside);
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;
  /// Kills the process.
  ~Window();

  void type(std::string_view keys) const;
  /// Reads until nothing has come for `silence`; tells when the last piece came.
  /// Throws when nothing comes at all.
  os::Stamp read_until_silent(std::chrono::milliseconds silence);
  /// Reads until the process has ended, which must be a good end.
  void read_to_end();
  /// What has been read last: the reason, when a process has failed.
  const std::string& last_piece() const { return piece_; }

 private:
  bool read_piece();

  os::Fd terminal_;
  pid_t process_ = 0;
  std::string piece_;
};

}  // namespace bench
