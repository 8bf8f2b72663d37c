#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lessons {

/// The source of one demo, byte for byte: comments are the prose, code is the listing. app
/// shows it. It is in C++ over mp, or an ordinary program in C, Python or shell.
class Page {
 public:
  constexpr Page(std::string_view file, std::string_view source) : file_(file), source_(source) {}

  enum class Language { cpp, c, python, shell };
  /// By the ending of its name.
  Language language() const;

  /// "lessons/fork/basic.cpp", as in the events of its run.
  std::string_view file() const { return file_; }
  std::string_view source() const { return source_; }

  /// The first sentence of the page, without its comment sign: its title.
  std::string_view title() const;

  /// The lines, without their newlines.
  std::vector<std::string_view> lines() const;
  /// Which of the lines are comments and nothing else.
  std::vector<bool> comments() const;

  /// Line `number`, from 1, without its newline; empty outside the page.
  std::string_view line(int number) const;

  /// The comment block directly above the code that contains line `number`,
  /// with its line breaks; empty if there is none.
  std::string_view prose(int number) const;

  /// What the page calls the objects that it shares, by the line that declares each:
  /// `mp::Queue<int> numbers(2);` or `auto pencil = mp::Lock();`. A line that makes
  /// several, or is in a loop, and so makes several, has no name for them.
  std::map<int, std::string> variables() const;

  /// All comment blocks of the page, in order, in the form of prose().
  std::vector<std::string_view> paragraphs() const;

 private:
  std::string_view file_;
  std::string_view source_;
};

/// One line of a comment without its signs and the spaces around it.
std::string_view without_signs(std::string_view line);

/// A comment block from prose() on one line, without its comment signs: the key
/// for its translation, and ready for wrapping.
std::string paragraph_of(std::string_view prose);

}  // namespace lessons
