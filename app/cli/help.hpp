#pragma once

#include <string>

#include "app/cli/reference.hpp"
#include "lessons/catalogue.hpp"

namespace app {

/// `mpdemo --help`: an overview and how to begin, on one screen.
std::string front_page(const lessons::Catalogue& catalogue);

/// The text below a lesson's options: its demos, the formats, examples.
std::string footer_of(const lessons::Lesson& lesson);

/// The same for a program of the reader's own, and for a recorded run: also their keys.
std::string footer_of_trace();
std::string footer_of_try();
std::string footer_of_replay();

/// The text below the options of the other commands: examples.
std::string footer_of_check();
std::string footer_of_practice();
std::string footer_of_diff();
std::string footer_of_report();
std::string footer_of_help();
std::string footer_of_list();
std::string footer_of_lesson();
std::string footer_of_show();
std::string footer_of_completion();
std::string footer_of_manual();
std::string footer_of_doctor();

/// `mpdemo help commands`: what is no lesson, and what else there is to read.
std::string commands_and_topics(const Reference& all, const lessons::Catalogue& catalogue);

/// `help` with several empty lines reduced to one.
std::string without_gaps(std::string help);

}  // namespace app
