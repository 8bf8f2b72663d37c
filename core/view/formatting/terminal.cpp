#include "core/view/formatting/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace view {
namespace {

std::string value_of(const Environment& environment, const char* name) {
  return environment(name).value_or("");
}

bool forces_colour(const std::string& value) {
  return !value.empty() && value != "0";
}

/// "zh_TW.UTF-8", "C.utf8@variant": the part after the dot names the charset.
bool names_utf8(std::string_view locale) {
  std::string charset;
  for (const char c : locale.substr(std::min(locale.find('.'), locale.size()))) {
    if (c == '@') break;
    if (c >= 'A' && c <= 'Z') charset += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) charset += c;
  }
  return charset == "utf8";
}

bool speaks_unicode(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"})
    if (const auto locale = value_of(environment, name); !locale.empty()) return names_utf8(locale);
  return false;
}

bool is_dumb(const Environment& environment) {
  const auto term = value_of(environment, "TERM");
  return term.empty() || term == "dumb";
}

/// COLORFGBG is "15;0", or "0;default;15": the last one is the background, 0 to
/// 15.
Ground ground_of(const std::string& colours) {
  const std::string ground = colours.substr(colours.rfind(';') + 1);
  return ground == "7" || ground == "15" ? Ground::light : Ground::dark;
}

}  // namespace

std::optional<std::string> process_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? std::optional<std::string>(value) : std::nullopt;
}

Terminal::Terminal(int fd, Environment environment)
    : fd_(fd),
      environment_(std::move(environment)),
      is_terminal_(::isatty(fd) == 1),
      dumb_(is_dumb(environment_)),
      unicode_(speaks_unicode(environment_)),
      ground_(ground_of(value_of(environment_, "COLORFGBG"))) {}

bool Terminal::colour(Colour option) const {
  if (option != Colour::automatic) return option == Colour::always;
  if (!value_of(environment_, "NO_COLOR").empty()) return false;
  if (forces_colour(value_of(environment_, "CLICOLOR_FORCE"))) return true;
  if (forces_colour(value_of(environment_, "FORCE_COLOR"))) return true;
  if (value_of(environment_, "CLICOLOR") == "0" || dumb_) return false;
  return is_terminal_;
}

int Terminal::width() const {
  winsize size{};
  if (is_terminal_ && ::ioctl(fd_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const std::string columns = value_of(environment_, "COLUMNS");
  int width = 0;
  const char* const end = columns.data() + columns.size();
  const auto [stop, error] = std::from_chars(columns.data(), end, width);
  return error == std::errc() && stop == end && width > 0 ? width : 80;
}

int Terminal::height() const {
  winsize size{};
  return is_terminal_ && ::ioctl(fd_, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

}  // namespace view
