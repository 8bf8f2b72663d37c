#include "app/screen/keys.hpp"

#include <algorithm>
#include <string_view>

namespace app {
namespace {

using Means = Key::Means;

constexpr char kEscape = '\x1b';

/// The length of the control sequence that `typed` begins with, see
/// console_codes(4): ESC [ parameters letter, or ESC O letter. 0: incomplete.
std::size_t sequence_length(std::string_view typed) {
  if (typed.size() < 2) return 0;
  if (typed[1] == 'O') return typed.size() < 3 ? 0 : 3;
  if (typed[1] != '[') return 1;
  const auto end =
      std::find_if(typed.begin() + 2, typed.end(), [](char c) { return c >= '@' && c <= '~'; });
  return end == typed.end() ? 0 : static_cast<std::size_t>(end - typed.begin()) + 1;
}

/// The different sequences that terminals send for a key.
struct Sequence {
  std::string_view text;
  Means means;
};
constexpr Sequence kSequences[] = {
    {"\x1b[C", Means::forward}, {"\x1bOC", Means::forward}, {"\x1b[6~", Means::forward},
    {"\x1b[D", Means::back},    {"\x1bOD", Means::back},    {"\x1b[5~", Means::back},
    {"\x1b[H", Means::first},   {"\x1bOH", Means::first},   {"\x1b[1~", Means::first},
    {"\x1b[F", Means::last},    {"\x1bOF", Means::last},    {"\x1b[4~", Means::last},
    {"\x1b[A", Means::up},      {"\x1bOA", Means::up},      {"\x1b[B", Means::down},
    {"\x1bOB", Means::down}};

Key sequence(std::string_view text) {
  for (const auto& known : kSequences) {
    if (text == known.text) return {known.means};
  }
  return {};
}

Key character(char c) {
  switch (c) {
    case '\n':
    case '\r':
    case ' ':
    case 'n':
      return {Means::forward};
    case 'b':
      return {Means::back};
    case 's':
      return {Means::skip};
    case 'c':
    case 'g':
      return {Means::run_on};
    case '+':
      return {Means::faster};
    case '-':
      return {Means::slower};
    case 'o':
      return {Means::outcomes};
    case 'm':
      return {Means::map};
    case 'p':
      return {Means::python};
    case 'l':
      return {Means::all_lanes};
    case 'v':
      return {Means::whole_page};
    case 'd':
      return {Means::difference};
    case 'e':
      return {Means::edit};
    case '\t':
      return {Means::next_file};
    case 'r':
      return {Means::goal};
    case '>':
      return {Means::next_nine};
    case '<':
      return {Means::nine_before};
    case '?':
      return {Means::help};
    case 'q':
      return {Means::quit};
    default:
      return c >= '1' && c <= '9' ? Key{Means::choice, c - '0'} : Key{};
  }
}

}  // namespace

std::optional<Key> take_key(std::string& typed) {
  bool is_unknown = false;
  while (!typed.empty()) {
    const bool escapes = typed.front() == kEscape;
    const std::size_t length = escapes ? sequence_length(typed) : 1;
    if (length == 0) break;
    const Key key = escapes ? sequence(typed.substr(0, length)) : character(typed.front());
    if (key.means != Means::unknown && is_unknown) break;
    typed.erase(0, length);
    if (key.means != Means::unknown) return key;
    is_unknown = true;
  }
  return is_unknown ? std::optional(Key{}) : std::nullopt;
}

}  // namespace app
