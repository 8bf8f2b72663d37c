#pragma once

#include <string>

#include "app/cli/reference.hpp"
#include "lessons/catalogue.hpp"

namespace app {

enum class ManualPage { mpdemo, mpdemo_trace };

/// A page of the manual in section 1, in the language of mdoc(7): the same facts as
/// the help, so that a command or an option which joins there is in it at once.
std::string manual_page(ManualPage page, const Reference& all, const lessons::Catalogue& catalogue);

}  // namespace app
