#include "core/view/formatting/signal_name.hpp"

#include <fmt/format.h>
#include <string.h>

namespace view {

std::string signal_name(int signal) {
  const char* name = ::sigabbrev_np(signal);
  return name ? fmt::format("SIG{} ({})", name, signal) : fmt::format("signal {}", signal);
}

}  // namespace view
