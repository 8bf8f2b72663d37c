#include "core/os/descriptors/pipe.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "core/os/error.hpp"

namespace os {

Pipe make_pipe() {
  std::array<int, 2> ends{};
  check(::pipe2(ends.data(), O_CLOEXEC), "cannot make a pipe");
  Fd reader(ends[0]);
  Fd writer(ends[1]);
  return {away_from_standard(std::move(reader)), away_from_standard(std::move(writer))};
}

std::size_t read_some(const Fd& from, void* to, std::size_t most) {
  const auto count = uninterrupted([&] { return ::read(from.get(), to, most); });
  return count > 0 ? static_cast<std::size_t>(count) : 0;
}

}  // namespace os
