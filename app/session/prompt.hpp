#pragma once

#include <string>

#include "app/language/language.hpp"

namespace app {

/// The last lines on the terminal while it waits for a key, which go when the
/// key has come; where nothing can be erased they stay. A session drives it,
/// and writes elsewhere on the screen only while no prompt stands there.
class Prompt {
 public:
  explicit Prompt(bool is_erasable, Language language = Language::english)
      : is_erasable_(is_erasable), language_(language) {}

  bool is_erasable() const { return is_erasable_; }
  bool stands() const { return stands_; }

  /// A line that goes with the prompt, and comes before it.
  void add_line(const std::string& line);
  /// "`what`  [`keys` q] "
  void ask(const std::string& what, const std::string& keys);
  /// Takes it away, and `more` lines above it.
  void erase(int more = 0);

 private:
  static std::size_t columns();

  bool is_erasable_;
  Language language_;
  bool stands_ = false;
  int lines_above_ = 0;  // that go with it
};

}  // namespace app
