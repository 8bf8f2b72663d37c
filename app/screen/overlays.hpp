#pragma once

#include <string>
#include <string_view>

#include "app/language/wording.hpp"
#include "app/screen/frame.hpp"
#include "app/screen/keys.hpp"
#include "app/screen/scene.hpp"
#include "lessons/page.hpp"

namespace app {

// The overlays of a full-screen session, each shown by a key.

/// What a key does to an overlay that shows so many lines. False: it closes it.
bool turn_page(Overlay& overlay, Key key, std::size_t rows);
/// Scrolls the scene's text. False: all of it is visible.
bool scroll_text(Scene& scene, bool down, Size size);

// Those of `columns` break lines that are longer than that, for a screen that is not wide.

/// `text`: for who goes through a run, or a replay.
Overlay help_overlay(std::string_view text, const Wording& words, std::size_t columns);
Overlay python_overlay(const lessons::Page& twin);
/// The whole page, with its comments, and with their translations.
Overlay page_overlay(const lessons::Page& page, Language language);
/// `text`: what two pages differ in, painted.
Overlay difference_overlay(const std::string& text, const Wording& words);
/// `text` of another program.
Overlay text_overlay(std::string_view title, std::string_view text, std::size_t columns);
/// `text` as a command would write it, or the progress.
Overlay outcomes_overlay(const std::string& text, const Wording& words, std::size_t columns);
/// `text`, the picture of the run so far, as its view has painted it.
Overlay lanes_overlay(const std::string& text, const Wording& words);
/// `text` as its view has painted it.
Overlay map_overlay(const std::string& text, const Wording& words);

}  // namespace app
