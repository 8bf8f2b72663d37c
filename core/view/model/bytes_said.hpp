#pragma once

#include <string>

#include "core/probe/act.hpp"
#include "core/view/model/language.hpp"

namespace view {

/// What a traced program sends or receives, as people read it: "\"b\na\n\"" if it is text,
/// "80 04 4e 2e (4 bytes)" if it is not, cut after a few characters, "6 bytes" if no call
/// shows it. Empty: the act hands over no bytes.
std::string bytes_said(const probe::Act& act, Language language, bool ascii);

/// The same for where there is less room: the text, or how many there are.
std::string briefly(const std::string& said);

}  // namespace view
