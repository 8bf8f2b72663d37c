#include "lessons/page.hpp"

#include <vector>

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
  // Up through the code that the line belongs to, then through the comment.
  auto first = static_cast<std::size_t>(number);
  while (first > 0 && !is_blank(lines[first - 1]) && !is_comment(lines[first - 1])) --first;
  const std::size_t last = first;
  while (first > 0 && is_comment(lines[first - 1])) --first;
  if (first == last) return {};
  const char* begin = lines[first].data();
  const char* end = lines[last - 1].data() + lines[last - 1].size();
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace lessons
