#pragma once

#include <string>

#include "app/language/language.hpp"

namespace app {

/// The last lines on the terminal while it waits for a key; they are erased
/// when the key has come, if the terminal can do that. A session drives it, and
/// writes to the terminal only while there is no prompt.
class Prompt {
 public:
  explicit Prompt(bool is_erasable, Language language = Language::english)
      : is_erasable_(is_erasable), language_(language) {}

  bool is_erasable() const { return is_erasable_; }
  bool stands() const { return stands_; }

  /// Adds a line above the prompt, which is erased with it.
  void add_line(const std::string& line);
  /// "`what`  [`keys` q] "
  void ask(const std::string& what, const std::string& keys);
  /// Erases the prompt, and `more` lines above it.
  void erase(int more = 0);

 private:
  static std::size_t columns();

  bool is_erasable_;
  Language language_;
  bool stands_ = false;
  int lines_above_ = 0;  // that are erased with it
};

}  // namespace app
