#include "lessons/page.hpp"

#include <algorithm>
#include <array>

namespace lessons {
namespace {

std::string_view trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

std::string_view sign_of(std::string_view file) {
  return file.ends_with(".py") ? "#" : "//";
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

std::string_view Page::title() const {
  std::string_view first = line(1);
  const std::string_view sign = sign_of(file_);
  if (!first.starts_with(sign)) return {};
  first = trimmed(first.substr(sign.size()));
  if (first.ends_with('.')) first.remove_suffix(1);
  return first;
}

std::string_view Page::line(int number) const {
  const auto lines = lines_of(source_);
  const auto index = static_cast<std::size_t>(number) - 1;
  return number >= 1 && index < lines.size() ? lines[index] : std::string_view();
}

std::string_view Page::prose(int number) const {
  const auto lines = lines_of(source_);
  if (number < 1 || static_cast<std::size_t>(number) > lines.size()) return {};
  const auto is_comment = [sign = sign_of(file_)](std::string_view line) {
    return trimmed(line).starts_with(sign);
  };
  // Goes up through the code of the line, then through the comment.
  auto first = static_cast<std::size_t>(number);
  while (first > 0 && !is_blank(lines[first - 1]) && !is_comment(lines[first - 1])) --first;
  const std::size_t last = first;
  while (first > 0 && is_comment(lines[first - 1])) --first;
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
  bool goes_on = false;
  for (const auto line : lines_of(source_)) {
    const bool is_comment = trimmed(line).starts_with(sign_of(file_));
    if (is_comment && goes_on) {
      blocks.back() = joined(blocks.back(), line);
    } else if (is_comment) {
      blocks.push_back(line);
    }
    goes_on = is_comment;
  }
  return blocks;
}

std::string paragraph_of(std::string_view prose) {
  std::string paragraph;
  for (auto line : lines_of(prose)) {
    line = trimmed(line);
    line = trimmed(line.substr(line.starts_with("//") ? 2 : 1));
    if (line.empty()) continue;
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += line;
  }
  return paragraph;
}

}  // namespace lessons
