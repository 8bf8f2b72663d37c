#pragma once

#include <cstddef>
#include <string>

#include "app/language/language.hpp"
#include "app/session/source_files.hpp"
#include "core/probe/act.hpp"
#include "lessons/page.hpp"

namespace app {

/// What a step shows above its prompt, in so many columns: the prose, in that
/// language and in English, and the code of an act, without colours; "" when
/// the act has no place on the page.
std::string listing_of(const lessons::Page& page, const probe::Act& act, Language language,
                       std::size_t columns);

/// The same for an act of the reader's own program: what it does, and its line.
std::string listing_of_program(SourceFiles& files, const probe::Act& act, Language language,
                               std::size_t columns);

}  // namespace app
