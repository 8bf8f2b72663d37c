#include "core/tracer/command_of.hpp"

#include <algorithm>
#include <string_view>

#include "core/os/process/proc_file.hpp"

namespace tracer {
namespace {

std::string one_typed(const std::string& word) {
  constexpr std::string_view kPlain = "_-,.:/=+@%";
  const auto is_plain = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kPlain.find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

std::string as_typed(const std::vector<std::string>& words, std::size_t most) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += one_typed(word);
  }
  return line.size() > most ? line.substr(0, most) + "..." : line;
}

Command command_of(pid_t pid) {
  Command command;
  command.name = os::proc_file(pid, "comm");
  if (command.name.ends_with('\n')) command.name.pop_back();
  command.line = as_typed(words_of(pid));
  return command;
}

std::vector<std::string> words_of(pid_t pid) {
  const std::string bytes = os::proc_file(pid, "cmdline");
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\0', begin), bytes.size());
    words.push_back(bytes.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace tracer
