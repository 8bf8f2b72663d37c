#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace app {

/// " Did you mean \"fork\"?" when one of `known` is close to `word`, otherwise
/// nothing: to be put behind a complaint about an unknown word.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace app
