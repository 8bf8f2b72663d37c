#include "app/output/painted_source.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/view/formatting/harmless.hpp"

namespace app {
namespace {

constexpr std::string_view kComment = "\x1b[38;5;36m";
constexpr std::string_view kText = "\x1b[38;5;166m";
constexpr std::string_view kWord = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

/// Of C, C++, Python and shell together: a word of one is rarely a name in another.
constexpr std::array<std::string_view, 52> kWords = {
    "auto",   "bool",    "break",  "case",     "char",   "class",   "const",    "continue", "def",
    "do",     "done",    "elif",   "else",     "except", "fi",      "finally",  "for",      "from",
    "global", "if",      "import", "in",       "int",    "lambda",  "long",     "not",      "pass",
    "raise",  "return",  "short",  "signed",   "sizeof", "static",  "struct",   "switch",   "then",
    "try",    "typedef", "union",  "unsigned", "using",  "void",    "volatile", "while",    "with",
    "yield",  "None",    "True",   "False",    "NULL",   "nullptr", "size_t"};

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The end of the text that begins at `at`, on the same line.
std::size_t end_of_text(std::string_view line, std::size_t at) {
  const char quote = line[at];
  for (std::size_t i = at + 1; i < line.size(); ++i) {
    if (line[i] == '\\')
      ++i;
    else if (line[i] == quote)
      return i + 1;
  }
  return line.size();
}

std::string in_colour(std::string_view colour, std::string_view text) {
  return std::string(colour) + view::harmless(text) + std::string(kPlain);
}

std::string painted_code(std::string_view line, std::string_view sign) {
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view rest = line.substr(at);
    const bool is_apart = at == 0 || line[at - 1] == ' ';
    if (is_apart && rest.starts_with(sign)) return text + in_colour(kComment, rest);
    std::size_t end = at + 1;
    if (line[at] == '"' || line[at] == '\'') {
      end = end_of_text(line, at);
      text += in_colour(kText, line.substr(at, end - at));
    } else if (is_of_word(line[at])) {
      while (end < line.size() && is_of_word(line[end])) ++end;
      const std::string_view word = line.substr(at, end - at);
      const bool is_known = std::find(kWords.begin(), kWords.end(), word) != kWords.end();
      text += is_known ? in_colour(kWord, word) : std::string(word);
    } else {
      // What is not ASCII is several bytes.
      while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) ++end;
      text += view::harmless(line.substr(at, end - at));
    }
    at = end;
  }
  return text;
}

}  // namespace

std::string painted(const lessons::Page& page) {
  using In = lessons::Page::Language;
  const bool has_slashes = page.language() == In::cpp || page.language() == In::c;
  const auto lines = page.lines();
  const auto comments = page.comments();
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    text += comments[i] ? in_colour(kComment, lines[i])
                        : painted_code(lines[i], has_slashes ? "//" : "#");
    text += '\n';
  }
  return text;
}

}  // namespace app
