#include "app/cli/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "app/cli/args/quiz_args.hpp"
#include "app/cli/args/view_args.hpp"
#include "app/cli/did_you_mean.hpp"
#include "app/cli/errors.hpp"
#include "app/cli/xdg_folder.hpp"
#include "core/view/formatting/harmless.hpp"

namespace app {
namespace {

const std::vector<std::string> kNames = {"lang", "theme", "quiz"};

/// A value, and where it stands, as a complaint begins with it.
struct Setting {
  std::string value;
  std::string where;
};

std::string trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r";
  const auto begin = text.find_first_not_of(kWhite);
  if (begin == text.npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(kWhite) - begin + 1));
}

/// Takes up what a line of the file sets; a later line counts before an earlier one.
void read_line(const std::string& line, const std::string& place,
               std::map<std::string, Setting>& settings) {
  const std::string text = trimmed(line);
  if (text.empty() || text.starts_with('#')) return;
  const auto sign = text.find('=');
  if (sign == text.npos) {
    throw UsageError(
        fmt::format("{}: \"{}\" sets nothing: write it like \"lang = en\", or remove it.", place,
                    view::harmless(text)));
  }
  const std::string name = trimmed(text.substr(0, sign));
  if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) {
    throw UsageError(fmt::format("{}: there is no setting \"{}\".{} There are {}.", place,
                                 view::harmless(name), did_you_mean(name, kNames),
                                 fmt::join(kNames, ", ")));
  }
  settings[name] = {view::harmless(trimmed(text.substr(sign + 1))),
                    fmt::format("{}: {}", place, name)};
}

void read_file(const std::filesystem::path& path, std::map<std::string, Setting>& settings) {
  std::error_code none;
  if (!std::filesystem::exists(path, none)) return;
  std::ifstream file(path);
  int number = 0;
  for (std::string line; std::getline(file, line);)
    read_line(line, fmt::format("{}:{}", path.string(), ++number), settings);
  if (file.eof()) return;
  throw EnvironmentError(fmt::format("the settings in {} cannot be read ({}): fix or remove it.",
                                     path.string(), std::strerror(errno)));
}

void read_environment(const view::Environment& environment,
                      std::map<std::string, Setting>& settings) {
  for (const auto& name : kNames) {
    std::string variable = "MPDEMO_";
    for (const char letter : name) variable += static_cast<char>(letter - 'a' + 'A');
    const std::string value = environment(variable.c_str()).value_or("");
    if (!value.empty()) settings[name] = {value, variable};
  }
}

}  // namespace

Language language_meant(const std::string& where, const std::string& word) {
  if (const auto called = language_called(word)) return *called;
  return static_cast<Language>(choose(where, word, {"en", "zh-Hant"}));
}

Settings Settings::read(const view::Environment& environment) {
  std::map<std::string, Setting> found;
  const auto folder = xdg_folder(environment, "XDG_CONFIG_HOME", ".config");
  if (!folder.empty()) read_file(folder / "mpdemo" / "config", found);
  read_environment(environment, found);
  Settings settings;
  for (const auto& [name, setting] : found) {
    if (name == "lang") settings.language = language_meant(setting.where, setting.value);
    if (name == "theme") settings.theme = theme_meant(setting.where, setting.value);
    if (name == "quiz") settings.quiz = quiz_meant(setting.where, setting.value);
  }
  return settings;
}

}  // namespace app
