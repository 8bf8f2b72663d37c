#pragma once

#include "app/practice/programs/generators.hpp"
#include "app/practice/programs/program_text.hpp"

namespace app::practice {

/// Writes statements that print one letter after the other, and remembers them in the order
/// of the source: what a reader may take for the output.
class Printing {
 public:
  explicit Printing(ProgramText& text) : text_(text) {}

  void operator()() {
    in_order_.lines.push_back(letters_.next());
    text_.print(in_order_.lines.back());
  }
  /// A letter that something else prints there.
  std::string elsewhere() {
    in_order_.lines.push_back(letters_.next());
    return in_order_.lines.back();
  }
  std::size_t count() const { return in_order_.lines.size(); }
  const Output& in_order() const { return in_order_; }

 private:
  ProgramText& text_;
  Letters letters_;
  Output in_order_;
};

}  // namespace app::practice
