#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/choice/digest.hpp"

namespace choice {

/// Writes down, as bytes, what one process has to tell another that runs the same
/// program: numbers, texts and digests, one after another. A StateGraph and the worker of
/// an Explorer drive it.
class FindingWriter {
 public:
  void number(std::uint64_t value);
  void text(std::string_view text);
  void digest(const Digest& digest);
  /// What was written so far; from then on it is empty.
  std::string take();
  bool empty() const { return bytes_.empty(); }

 private:
  std::string bytes_;
};

/// Reads what a FindingWriter has written, in the same order. It throws std::runtime_error
/// where that ends too early, as the other process may have been killed.
class FindingReader {
 public:
  explicit FindingReader(std::string_view bytes) : left_(bytes) {}

  bool at_end() const { return left_.empty(); }
  std::uint64_t number();
  std::string text();
  Digest digest();

 private:
  std::string_view bytes(std::size_t size);

  std::string_view left_;
};

}  // namespace choice
