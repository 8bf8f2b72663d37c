#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// " Did you mean \"fork\"?" if one of `known` is close to `word`, otherwise
/// "": to be appended to an error about an unknown word.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

/// The index of an option's value in `words`. Throws UsageError, which lists
/// them, if it is none of them.
std::size_t choose(const std::string& option, const std::string& word,
                   const std::vector<std::string>& words);

}  // namespace app
