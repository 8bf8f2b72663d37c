#include "core/view/formatting/script_data.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/record/json_string.hpp"
#include "core/view/formatting/count.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

// The characters of markup. JSON has none of these outside strings.
constexpr std::string_view kMarkup = "<>&";

bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
}

}  // namespace

void append_script_string(std::string& json, std::string_view text) {
  if (text.find_first_of(kMarkup) == std::string_view::npos) {
    record::append_json_string(json, text);
    return;
  }
  std::string string;
  record::append_json_string(string, text);
  std::string_view rest = string;
  while (!rest.empty()) {
    const std::size_t stop = std::min(rest.find_first_of(kMarkup), rest.size());
    json += rest.substr(0, stop);
    rest.remove_prefix(stop);
    if (rest.empty()) break;
    json += fmt::format("\\u{:04x}", static_cast<unsigned>(rest.front()));
    rest.remove_prefix(1);
  }
}

std::string with_at_most(std::size_t limit, std::string text, Language language) {
  if (text.size() <= limit) return text;
  const auto characters =
      static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
  if (characters <= limit) return text;
  std::size_t seen = 0;
  const auto cut = std::find_if(text.begin(), text.end(), [&](char byte) {
    return begins_character(byte) && seen++ == limit;
  });
  text.erase(cut, text.end());
  return text + filled(words(language).cut_of_characters, grouped(characters));
}

}  // namespace view
