#include "core/view/formatting/signal_name.hpp"

#include <fmt/format.h>
#include <string.h>

#include "core/view/model/words.hpp"

namespace view {

std::string signal_name(int signal, Language language) {
  const char* name = ::sigabbrev_np(signal);
  return name ? fmt::format("SIG{} ({})", name, signal)
              : filled(words(language).signal_number, signal);
}

}  // namespace view
