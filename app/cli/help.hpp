#pragma once

#include <string>

#include "lessons/catalogue.hpp"

namespace app {

/// `mpdemo --help`: an overview and how to begin, on one screen.
std::string front_page(const lessons::Catalogue& catalogue);

/// The text below a lesson's options: its demos, the formats, examples.
std::string footer_of(const lessons::Lesson& lesson);

/// The text below the options of replay: its keys, the formats, examples.
std::string footer_of_replay();

/// The same for a traced program.
std::string footer_of_trace();

/// The text below the options of the other commands: examples.
std::string footer_of_help();
std::string footer_of_list();
std::string footer_of_show();

/// `help` with several empty lines reduced to one.
std::string without_gaps(std::string help);

}  // namespace app
