#pragma once

#include <string>

#include "core/view/outcomes/map_picture.hpp"
#include "core/view/view.hpp"

namespace view {

// What all drawings of a map say. Everything is harmless, and on one line.

/// What was printed, or how it ends.
std::string words_of(const MapPicture::Row& row, Language language);

/// "… 230 outcomes go on from here"; "": nothing is left out.
std::string folded_words(const MapPicture::Row& row, const Style& style);

/// "queue/handover: 14 possible outcomes, all proved".
std::string headline_of(const record::OutcomeReport& report, Language language);

}  // namespace view
