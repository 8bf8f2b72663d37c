#include "app/language/language.hpp"

#include <unistd.h>

#include <cctype>
#include <string>

#include "lessons/translation.hpp"

namespace app {

std::optional<Language> language_called(std::string_view tag) {
  // "zh_TW.UTF-8@euro": the character set and the variant do not matter.
  std::string subtags;
  for (const char letter : tag.substr(0, tag.find_first_of(".@")))
    subtags +=
        letter == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  subtags += '-';
  if (subtags.starts_with("en-")) return Language::english;
  for (const char* known : {"zh-hant-", "zh-tw-", "zh-hk-", "zh-mo-"})
    if (subtags.starts_with(known)) return Language::traditional_chinese;
  return std::nullopt;
}

Language language_of_locale(const view::Environment& environment) {
  if (!view::Terminal(STDOUT_FILENO, environment).unicode()) return Language::english;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string locale = environment(name).value_or("");
    if (!locale.empty()) return language_called(locale).value_or(Language::english);
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
