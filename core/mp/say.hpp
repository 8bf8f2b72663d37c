#pragma once

#include <fmt/core.h>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "core/probe/act.hpp"

namespace mp {

/// A format string, checked when the page is compiled, and the page's line.
template <typename... Args>
struct Sentence {
  template <typename Text>
  consteval Sentence(const Text& format, probe::Place at = probe::Place::here())
      : text(format), place(at) {}

  fmt::format_string<Args...> text;
  probe::Place place;
};

/// The address of a variable, as say() prints it.
template <typename T>
const void* address_of(const T& variable) {
  return std::addressof(variable);
}

/// Prints one line, given without its newline, in one write(2).
void say_line(std::string line, probe::Place place);

/// Prints one line: say("got {}", name). The format is fmt's, which is that of
/// std::format and of Python's str.format.
template <typename... Args>
void say(Sentence<std::type_identity_t<Args>...> sentence, Args&&... args) {
  say_line(fmt::format(sentence.text, std::forward<Args>(args)...), sentence.place);
}

}  // namespace mp
