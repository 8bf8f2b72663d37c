#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/view/formatting/terminal.hpp"
#include "core/view/model/language.hpp"

namespace app {

/// The language of the lessons: English, or Traditional Chinese beside it.
/// Code, options and errors are always in English.
using view::Language;

/// The language of the locale: LC_ALL, LC_MESSAGES or LANG, the first that is
/// set (see locale(7)). Chinese for Taiwan, Hong Kong and Macau, if the
/// locale's characters are UTF-8.
Language language_of_locale(const view::Environment& environment = view::process_environment);

/// The language with that tag (see BCP 47) or locale name: "zh-Hant", "zh_TW.UTF-8", "en-GB";
/// empty: not supported. Capitals make no difference.
std::optional<Language> language_called(std::string_view tag);

/// A title, a paragraph of a page, or a piece of a question in that language;
/// empty: there is only the English.
std::optional<std::string_view> translation(Language language, std::string_view english);

/// The same, or else the English.
std::string_view in(Language language, std::string_view english);

}  // namespace app
