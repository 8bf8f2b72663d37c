#pragma once

#include <string>

#include "app/screen/scene.hpp"
#include "app/language/wording.hpp"
#include "lessons/catalogue.hpp"

namespace app {

// What lies over a full-screen session when a key asks for it.

Sheet help_sheet(const Wording& words);
Sheet python_sheet(const lessons::Demo& demo);
/// `text` as a command would write it, or how far it is.
Sheet outcomes_sheet(const std::string& text);

}  // namespace app
