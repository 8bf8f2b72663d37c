#pragma once

#include <string>

#include "lessons/catalogue.hpp"

namespace app {

/// What a view's options leave to be said: the formats, one line each.
std::string formats_help();

/// What stands below a lesson's options: its demos, the formats, examples.
std::string footer_of(const lessons::Lesson& lesson);

/// What stands below the options of a replay: its keys, the formats, examples.
std::string footer_of_replay();

/// The same for a traced program.
std::string footer_of_trace();

}  // namespace app
