#include "lessons/translation.hpp"

#include <string>

#include "tests/fuzz/fuzz.hpp"

// A PO file, as a translator leaves it.

namespace {

std::string quoted(std::string_view text) {
  std::string po = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') po += '\\';
    po += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return po + '"';
}

std::string written(const lessons::Translation& translation) {
  std::string po;
  for (const auto& [english, translated] : translation.entries())
    po += "msgid " + quoted(english) + "\nmsgstr " + quoted(translated) + "\n";
  return po;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto po = fuzz::text_of(data, size);
  lessons::Translation translation;
  translation.read(po);
  for (const auto& [english, translated] : translation.entries()) {
    fuzz::require(!english.empty() && !translated.empty(), "what is left out is not an entry");
    fuzz::require(translation.of(english) == translated, "an entry is found by its English");
  }
  const auto before = translation.entries();
  translation.read(po);
  fuzz::require(translation.entries() == before, "a file that is read twice adds nothing");
  lessons::Translation again;
  again.read(written(translation));
  fuzz::require(again.entries() == before, "entries that are written and read are the same");
  return 0;
}
