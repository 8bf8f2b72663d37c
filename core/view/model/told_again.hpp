#pragma once

#include <string>
#include <string_view>

#include "core/view/model/language.hpp"

namespace view {

/// Why a run ended, or how, in that language. A record has it in English, and a view for
/// people gives it what stands there: "nobody can go on: parent 4276 waits for lock-1".
/// Names, numbers and a sentence that is not in the words stay as they are.
std::string told_again(Language language, std::string_view recorded);

/// The same of sentences about processes, with "; " between them.
std::string told_again_of_processes(Language language, std::string_view recorded);

/// The same of ends of pipes: "writing end, as standard output", "with both ends of pipe-1".
std::string told_again_of_ends(Language language, std::string_view recorded);

}  // namespace view
