#include "app/language.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "lessons/translation.hpp"

namespace app {

Language language_of_locale(const view::Environment& environment) {
  static constexpr std::array<std::string_view, 4> kTraditional = {"zh_TW", "zh_HK", "zh_MO",
                                                                   "zh_Hant"};
  if (!view::Terminal(STDOUT_FILENO, environment).unicode()) return Language::english;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string locale = environment(name).value_or("");
    if (locale.empty()) continue;
    const bool is_traditional =
        std::any_of(kTraditional.begin(), kTraditional.end(),
                    [&](std::string_view known) { return locale.starts_with(known); });
    return is_traditional ? Language::traditional_chinese : Language::english;
  }
  return Language::english;
}

std::optional<std::string_view> translation(Language language, std::string_view english) {
  if (language == Language::english) return std::nullopt;
  return lessons::traditional_chinese().of(english);
}

std::string_view in(Language language, std::string_view english) {
  return translation(language, english).value_or(english);
}

}  // namespace app
