#include "lessons/page.hpp"

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
