#include "tests/support/english_left.hpp"

#include <regex>

namespace support {
namespace {

const std::regex& names() {
  static const std::regex all(
      // A demo, a file, a command with its options, a placeholder of one.
      R"(\b[a-z-]+/[a-z-]+\b|\b[\w/-]+\.(cpp|py|sh|jsonl|hpp)\b|\bFILE\b)"
      R"(|\bmpdemo( (fork|process|pool|queue|pipe|shared|list|show|replay|trace)\b)?)"
      R"(|--[a-z-]+( [0-9a-z.'-]+)?)"
      // Processes and what they share.
      R"(|\bparent\b|\b[a-z]+-[0-9][0-9.]*\b)"
      // Calls, signals, streams, units of what is handed over.
      R"(|\b(fork|vfork|spawn|exec)\b|\bSIG[A-Z0-9]+\b|\bstd(in|out|err)\b)"
      R"(|\b[0-9,]+ (byte|item)s?\b)"
      // Keys, and languages.
      R"(|\b(Enter|Home|End|Page (Up|Down)|PageUp|PageDown|JavaScript|Python)\b|\bPIDs?\b|\bzh-Hant\b)"
      // Gaps of a sentence.
      R"(|\{[^}]*\})");
  return all;
}

}  // namespace

std::string english_left(std::string text) {
  text = std::regex_replace(text, names(), "\n");
  static const std::regex word("[A-Za-z]{3,}");
  std::string left;
  for (std::sregex_iterator one(text.begin(), text.end(), word), end; one != end; ++one)
    left += one->str() + "\n";
  return left;
}

}  // namespace support
