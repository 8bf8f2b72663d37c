#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// What the targets share. A target is one source with one function, which
// libFuzzer calls with bytes that it makes up, and the tests with the corpus of
// the target and with changes of it (drive.cpp).

/// Reads `size` bytes as a stranger's file, and checks the laws of what reads
/// them. Returns 0.
// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer calls it so.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Takes the first byte off; 0 when there is none.
std::uint8_t take_byte(std::string_view& bytes);

/// Ends the program with `law`, the sentence that does not hold, unless it holds.
void require(bool holds, const char* law);

/// Whether a text does nothing to a terminal but show characters and, where
/// `lines` are allowed, begin new lines.
bool is_harmless(std::string_view text, bool lines = false);

}  // namespace fuzz
