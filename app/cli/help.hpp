#pragma once

#include <string>

#include "app/cli/reference.hpp"
#include "lessons/catalogue.hpp"

namespace app {

/// `mpdemo --help`: what there is and how to begin, on one screen.
std::string front_page(const lessons::Catalogue& catalogue);

/// What stands below a lesson's options: its demos, the formats, examples.
std::string footer_of(const lessons::Lesson& lesson);

/// What stands below the options of a replay: its keys, the formats, examples.
std::string footer_of_replay();

/// The same for a traced program.
std::string footer_of_trace();

/// What stands below the options of the other commands: examples.
std::string footer_of_help();
std::string footer_of_list();
std::string footer_of_show();
std::string footer_of_completion();
std::string footer_of_manual();
std::string footer_of_doctor();

/// `mpdemo help commands`: what is no lesson, and what else there is to read.
std::string commands_and_topics(const Reference& all, const lessons::Catalogue& catalogue);

/// `help` with one empty line where there were more.
std::string without_gaps(std::string help);

}  // namespace app
