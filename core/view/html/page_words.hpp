#pragma once

#include <string>
#include <string_view>

#include "core/view/model/language.hpp"

namespace view {

/// A piece of core/view/html/player/page.html with what it says in that language, where it has
/// the name of it: "@first@".
std::string with_words(std::string_view piece, Language language);

/// The element from which the page's program takes what it says: core/view/html/player/said.js
/// reads it.
std::string words_of_player(Language language);

}  // namespace view
