#include "core/choice/finding.hpp"

#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace choice {

// Seven bits a byte, the lowest first; all but the last byte have the eighth set.
void FindingWriter::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(0x80 | (value & 0x7f));
  bytes_ += static_cast<char>(value);
}

void FindingWriter::text(std::string_view text) {
  number(text.size());
  bytes_ += text;
}

void FindingWriter::digest(const Digest& digest) {
  const auto words = digest.words();
  bytes_.append(reinterpret_cast<const char*>(words.data()), sizeof words);
}

std::string FindingWriter::take() {
  return std::exchange(bytes_, {});
}

std::string_view FindingReader::bytes(std::size_t size) {
  if (size > left_.size()) throw std::runtime_error("what another process has found is cut short");
  const std::string_view taken = left_.substr(0, size);
  left_.remove_prefix(size);
  return taken;
}

std::uint64_t FindingReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes(1).front());
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if ((byte & 0x80U) == 0) break;
  }
  return value;
}

std::string FindingReader::text() {
  return std::string(bytes(number()));
}

Digest FindingReader::digest() {
  std::array<std::uint64_t, 2> words{};
  std::memcpy(words.data(), bytes(sizeof words).data(), sizeof words);
  return Digest(words);
}

}  // namespace choice
