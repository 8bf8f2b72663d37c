#pragma once

#include <string>

#include "app/language/wording.hpp"
#include "app/screen/scene.hpp"
#include "lessons/page.hpp"

namespace app {

// What lies over a full-screen session when a key asks for it.

Overlay help_overlay(const Wording& words);
Overlay python_overlay(const lessons::Page& twin);
/// `text` as a command would write it, or how far it is.
Overlay outcomes_overlay(const std::string& text, const Wording& words);

}  // namespace app
