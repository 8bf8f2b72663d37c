#pragma once

#include <string>

#include "core/view/model/language.hpp"

namespace view {

/// "SIGKILL (9)"; "signal 40" if the number has no name.
std::string signal_name(int signal, Language language = Language::english);

}  // namespace view
