#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/view/model/language.hpp"

namespace view {

/// Appends `text` to `json` as a JSON string that is safe in a script element
/// of a page: what could end the element or begin a comment is escaped.
void append_script_string(std::string& json, std::string_view text);

/// `text`, or its first `limit` characters and a note, in that language, of how many it has.
/// `text` is UTF-8.
std::string with_at_most(std::size_t limit, std::string text, Language language);

}  // namespace view
