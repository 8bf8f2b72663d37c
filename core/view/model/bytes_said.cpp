#include "core/view/model/bytes_said.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "core/record/first_bytes.hpp"
#include "core/record/utf8.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

constexpr std::size_t kTextColumns = 24;
constexpr std::size_t kBinaryBytes = 8;

/// Of "6 bytes" and "1 byte".
std::optional<std::uint64_t> count_in(std::string_view value) {
  std::uint64_t count = 0;
  const char* const end = value.data() + value.size();
  const auto [rest, error] = std::from_chars(value.data(), end, count);
  if (error != std::errc()) return std::nullopt;
  const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
  if (unit != " bytes" && unit != " byte") return std::nullopt;
  return count;
}

/// One character as in a string of C.
std::string written(std::string_view character) {
  switch (character.front()) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    case '\0':
      return "\\0";
    case '\x1b':
      return "\\e";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    default:
      return std::string(character);
  }
}

struct Shown {
  std::string text;
  bool whole = false;
};

Shown quoted(std::string_view bytes, std::uint64_t all, std::string_view ellipsis) {
  std::string text = "\"";
  std::size_t columns = 0;
  std::size_t done = 0;
  while (done < bytes.size()) {
    const std::size_t length = record::decode_utf8(bytes.substr(done)).length;
    const std::string next = written(bytes.substr(done, length));
    columns += display_width(next);
    if (columns > kTextColumns) break;
    text += next;
    done += length;
  }
  // With names for PIDs they are as many as they were no longer.
  const bool whole = done == bytes.size() && all <= record::kFirstBytes;
  if (!whole) text += ellipsis;
  return {text + "\"", whole};
}

std::string in_pairs(std::string_view bytes, std::uint64_t all, std::string_view ellipsis) {
  const std::string_view first = bytes.substr(0, kBinaryBytes);
  std::string text;
  for (const char byte : first) {
    if (!text.empty()) text += ' ';
    text += record::in_hex({&byte, 1});
  }
  if (first.size() < all) text.append(" ").append(ellipsis);
  return text;
}

}  // namespace

std::string bytes_said(const probe::Act& act, Language language, bool ascii) {
  if (act.kind != probe::Kind::send && act.kind != probe::Kind::recv) return {};
  const auto count = count_in(act.value);
  if (!count) return {};
  const Words& said = words(language);
  std::string how_many = filled(*count == 1 ? said.bytes.one : said.bytes.some, *count);
  if (act.bytes.empty()) return how_many;
  const std::string_view ellipsis = ascii ? "..." : "…";
  if (!record::is_text(act.bytes))
    return filled(said.and_how_many, in_pairs(act.bytes, *count, ellipsis), how_many);
  const Shown shown = quoted(act.bytes, *count, ellipsis);
  return shown.whole ? shown.text : filled(said.and_how_many, shown.text, how_many);
}

std::string briefly(const std::string& said) {
  const bool is_text = said.starts_with('"');
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>(" (", ")"),
                                    std::pair<std::string_view, std::string_view>("（", "）")}) {
    const auto at = said.rfind(open);
    if (!said.ends_with(close) || at == said.npos || at == 0) continue;
    if (is_text) return said.substr(0, at);
    const auto begin = at + open.size();
    return said.substr(begin, said.size() - close.size() - begin);
  }
  return said;
}

}  // namespace view
