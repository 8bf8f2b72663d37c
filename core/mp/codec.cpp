#include "core/mp/codec.hpp"

#include <fmt/core.h>

namespace mp {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from))
    text.replace(at, from.size(), to);
}

/// A type as its author wrote it: the compilers spell std::string out.
std::string readable(std::string_view type) {
  std::string text(type);
  replace_all(text, "std::__cxx11::", "std::");
  replace_all(text, "std::basic_string<char>", "std::string");
  replace_all(text, " >", ">");
  return text;
}

}  // namespace

void Writer::overflow(std::string_view piece) {
  if (!to_.empty()) overflow_->take(to_);
  to_.clear();
  if (piece.size() > most_) {
    overflow_->take(piece);
  } else {
    to_.append(piece);
  }
}

std::size_t Reader::length(std::size_t size) {
  std::uint64_t count = 0;
  std::memcpy(&count, bytes(sizeof count).data(), sizeof count);
  if (count > rest_.size() / size) [[unlikely]]
    refuse(fmt::format("{} items are said to follow, in {} bytes", count, rest_.size()));
  return count;
}

void Reader::refuse(std::string_view why) const {
  throw DecodeError(
      fmt::format("cannot read a message of {} bytes as {}: {}; both ends must use the same type",
                  size_, readable(type_), why));
}

}  // namespace mp
