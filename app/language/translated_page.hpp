#pragma once

#include <string>

#include "app/language/language.hpp"
#include "lessons/page.hpp"

namespace app {

/// A page, with the translation below each of its comments.
std::string with_translations(const lessons::Page& page, Language language);

}  // namespace app
