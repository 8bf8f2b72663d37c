#pragma once

#include <string>

#include "lessons/page.hpp"

namespace app {

/// The source of a page with colours for a terminal: its comments, which are what is read,
/// its texts, and the words of its language.
std::string painted(const lessons::Page& page);

}  // namespace app
