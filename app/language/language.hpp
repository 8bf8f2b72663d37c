#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/view/formatting/terminal.hpp"
#include "core/view/model/language.hpp"

namespace app {

/// What a reader is taught in: English, or Traditional Chinese beside it. Code,
/// options and what goes wrong are in English for everybody.
using view::Language;

/// What the locale asks for: LC_ALL, LC_MESSAGES or LANG, the first that is set
/// (see locale(7)). Chinese as it is written in Taiwan, Hong Kong and Macau,
/// where the locale's characters are UTF-8.
Language language_of_locale(const view::Environment& environment = view::process_environment);

/// The language with that tag (see BCP 47) or locale name: "zh-Hant", "zh_TW.UTF-8", "en-GB";
/// empty: none that mpdemo speaks. Whether letters are capitals makes no difference.
std::optional<Language> language_called(std::string_view tag);

/// A title, a paragraph of a page, or a piece of a question in that language;
/// empty: there is nothing but the English.
std::optional<std::string_view> translation(Language language, std::string_view english);

/// The same, or else the English.
std::string_view in(Language language, std::string_view english);

}  // namespace app
