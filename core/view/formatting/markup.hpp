#pragma once

#include <string>
#include <string_view>

namespace view {

/// `text` escaped so that XML and HTML show it and nothing in it is markup: in
/// an element and in an attribute, with either kind of quotes. `text` must be
/// harmless; characters that XML does not allow (section 2.2, the last two
/// characters of a plane) become U+FFFD.
std::string escaped_markup(std::string_view text);

}  // namespace view
