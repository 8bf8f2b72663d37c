#include "lessons/page.hpp"

#include <algorithm>
#include <array>

namespace lessons {
namespace {

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

bool is_blank(std::string_view line) {
  return trimmed(line).empty();
}

std::vector<std::string_view> lines_of(std::string_view source) {
  std::vector<std::string_view> lines;
  while (!source.empty()) {
    const auto end = source.find('\n');
    lines.push_back(source.substr(0, end));
    source.remove_prefix(end == std::string_view::npos ? source.size() : end + 1);
  }
  return lines;
}

/// Which of the lines are comments and nothing else.
std::vector<bool> comments_in(const std::vector<std::string_view>& lines, Page::Language language) {
  const bool has_slashes = language == Page::Language::cpp || language == Page::Language::c;
  std::vector<bool> comments;
  comments.reserve(lines.size());
  bool is_in_block = false;
  for (std::string_view line : lines) {
    line = trimmed(line);
    const bool is_in = is_in_block || (has_slashes && line.starts_with("/*"));
    comments.push_back(is_in || line.starts_with(has_slashes ? "//" : "#"));
    const std::string_view rest =
        is_in_block ? line : line.substr(std::min<std::size_t>(2, line.size()));
    is_in_block = is_in && rest.find("*/") == rest.npos;
  }
  return comments;
}

/// A script's "#!/bin/bash" is for the kernel, not for readers.
bool is_for_kernel(const std::vector<std::string_view>& lines, std::size_t index) {
  return index == 0 && lines[0].starts_with("#!");
}

/// Joins adjacent lines of one source into one text.
std::string_view joined(std::string_view first, std::string_view last) {
  const char* end = last.data() + last.size();
  return {first.data(), static_cast<std::size_t>(end - first.data())};
}

std::size_t indent_of(std::string_view line) {
  return line.size() - trimmed(line).size();
}

bool begins_with_word(std::string_view text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  return text.size() == word.size() || text[word.size()] == ' ' || text[word.size()] == '(';
}

/// Whether line `index` is inside of a loop, as its indentation and that of the lines
/// above it tell.
bool is_in_loop(const std::vector<std::string_view>& lines, std::size_t index) {
  std::size_t indent = indent_of(lines[index]);
  for (std::size_t i = index; i-- > 0 && indent > 0;) {
    if (is_blank(lines[i]) || indent_of(lines[i]) >= indent) continue;
    indent = indent_of(lines[i]);
    const std::string_view opens = trimmed(lines[i]);
    for (const std::string_view loop : {"for", "while", "do"}) {
      if (begins_with_word(opens, loop)) return true;
    }
  }
  return false;
}

/// Whether what follows a variable's name completes the declaration, on this line or a
/// later one, and declares no other variable.
bool completes_one(std::string_view rest) {
  int depth = 0;
  for (const char c : rest.substr(0, rest.find("//"))) {
    if (c == '(' || c == '{' || c == '[' || c == '<') ++depth;
    if (c == ')' || c == '}' || c == ']' || c == '>') --depth;
    if (c == ',' && depth == 0) return false;
  }
  return true;
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::string_view take_word(std::string_view& text) {
  const auto is_of_a_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const auto end = std::find_if_not(text.begin(), text.end(), is_of_a_word);
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(word.size());
  return word;
}

/// "mp::Lock", "mp::Queue<int>": what makes an object that is shared. Not a pipe: what is
/// declared there are its ends.
bool take_maker(std::string_view& text) {
  constexpr std::array<std::string_view, 10> kMakers = {
      "Queue",     "Value",   "Array",     "Lock",  "RLock",
      "Condition", "Barrier", "Semaphore", "Event", "Pool"};
  if (!take(text, "mp::")) return false;
  const std::string_view maker = take_word(text);
  if (std::find(kMakers.begin(), kMakers.end(), maker) == kMakers.end()) return false;
  int depth = 0;
  do {
    if (text.starts_with('<')) ++depth;
    if (text.starts_with('>')) --depth;
    if (depth > 0 || text.starts_with('>')) text.remove_prefix(1);
  } while (depth > 0 && !text.empty());
  return true;
}

/// The variable that a line declares for an object that is shared; empty: none, or several.
std::string_view variable_in(std::string_view line) {
  std::string_view text = trimmed(line);
  while (take(text, "static ") || take(text, "const ")) continue;
  std::string_view name;
  if (take(text, "auto ")) {
    name = take_word(text);
    if (!take(text, " = ") || !take_maker(text)) return {};
  } else {
    if (!take_maker(text) || !take(text, " ")) return {};
    name = take_word(text);
    const bool is_declared =
        text.empty() || text.starts_with(';') || text.starts_with('(') || text.starts_with('{');
    if (!is_declared) return {};
  }
  return completes_one(text) ? name : std::string_view();
}

}  // namespace

Page::Language Page::language() const {
  if (file_.ends_with(".py")) return Language::python;
  if (file_.ends_with(".sh")) return Language::shell;
  return file_.ends_with(".c") ? Language::c : Language::cpp;
}

std::string_view Page::title() const {
  const auto lines = lines_of(source_);
  std::size_t first = 0;
  if (!lines.empty() && is_for_kernel(lines, 0)) first = 1;
  const auto comments = comments_in(lines, language());
  // A block may begin with a line that has nothing but its sign.
  while (first < lines.size() && comments[first] && without_signs(lines[first]).empty()) ++first;
  if (first >= lines.size() || !comments[first]) return {};
  std::string_view title = without_signs(lines[first]);
  if (title.ends_with('.')) title.remove_suffix(1);
  return title;
}

std::vector<std::string_view> Page::lines() const {
  return lines_of(source_);
}

std::vector<bool> Page::comments() const {
  return comments_in(lines_of(source_), language());
}

std::string_view Page::line(int number) const {
  const auto lines = lines_of(source_);
  const auto index = static_cast<std::size_t>(number) - 1;
  return number >= 1 && index < lines.size() ? lines[index] : std::string_view();
}

std::string_view Page::prose(int number) const {
  const auto lines = lines_of(source_);
  if (number < 1 || static_cast<std::size_t>(number) > lines.size()) return {};
  const auto comments = comments_in(lines, language());
  // Goes up through the code of the line, then through the comment.
  auto first = static_cast<std::size_t>(number);
  while (first > 0 && !is_blank(lines[first - 1]) && !comments[first - 1]) --first;
  const std::size_t last = first;
  while (first > 0 && comments[first - 1] && !is_for_kernel(lines, first - 1)) --first;
  return first == last ? std::string_view() : joined(lines[first], lines[last - 1]);
}

std::map<int, std::string> Page::variables() const {
  std::map<int, std::string> variables;
  const auto lines = lines_of(source_);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view variable = variable_in(lines[i]);
    if (!variable.empty() && !is_in_loop(lines, i))
      variables.emplace(static_cast<int>(i) + 1, variable);
  }
  return variables;
}

std::vector<std::string_view> Page::paragraphs() const {
  std::vector<std::string_view> blocks;
  const auto lines = lines_of(source_);
  const auto comments = comments_in(lines, language());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!comments[i] || is_for_kernel(lines, i)) continue;
    if (i > 0 && comments[i - 1] && !is_for_kernel(lines, i - 1))
      blocks.back() = joined(blocks.back(), lines[i]);
    else
      blocks.push_back(lines[i]);
  }
  return blocks;
}

std::string_view without_signs(std::string_view line) {
  line = trimmed(line);
  for (const std::string_view sign : {"//", "/*", "*/", "*", "#"}) {
    if (!line.starts_with(sign)) continue;
    line.remove_prefix(sign.size());
    break;
  }
  if (line.ends_with("*/")) line.remove_suffix(2);
  const auto last = line.find_last_not_of(" \t");
  return trimmed(line.substr(0, last == line.npos ? 0 : last + 1));
}

std::string paragraph_of(std::string_view prose) {
  std::string paragraph;
  for (auto line : lines_of(prose)) {
    line = without_signs(line);
    if (line.empty()) continue;
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += line;
  }
  return paragraph;
}

}  // namespace lessons
