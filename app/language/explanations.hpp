#pragma once

#include <string_view>

#include "app/language/language.hpp"
#include "core/probe/act.hpp"

namespace app {

/// What an act of a program does, in a sentence or two for a student: "fork() copies
/// this process ...". Empty: its kind needs none.
std::string_view explanation_of(const probe::Act& act, Language language);

}  // namespace app
