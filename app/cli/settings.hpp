#pragma once

#include <optional>
#include <string>

#include "app/cli/options.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {

/// What a reader has set for all runs, in the environment or in the file
/// mpdemo/config of the folder for configuration; a variable counts before a line of
/// that file. The grammar asks it where an option is not given.
struct Settings {
  std::optional<Language> language;         ///< lang, MPDEMO_LANG
  std::optional<view::Ground> theme;        ///< theme, MPDEMO_THEME
  std::optional<LessonCommand::Quiz> quiz;  ///< quiz, MPDEMO_QUIZ

  /// Throws UsageError, which names the variable, or the file and its line, that
  /// sets what there is not; EnvironmentError when the file cannot be read.
  static Settings read(const view::Environment& environment = view::process_environment);
};

/// What --lang says, or a setting: `where` is what the complaint about it begins with.
Language language_meant(const std::string& where, const std::string& word);

}  // namespace app
