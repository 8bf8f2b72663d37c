#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// " Did you mean \"fork\"?" when one of `known` is close to `word`, otherwise
/// nothing: to be put behind a complaint about an unknown word.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

/// Which of `words` the value of `option` is. Throws UsageError, which lists
/// them, when it is none.
std::size_t choose(const std::string& option, const std::string& word,
                   const std::vector<std::string>& words);

}  // namespace app
