#include "lessons/translation.hpp"

#include "lessons/embedded_translations.hpp"

namespace lessons {
namespace {

constexpr std::string_view kMsgid = "msgid ";
constexpr std::string_view kMsgstr = "msgstr ";

std::string_view take_line(std::string_view& text) {
  const auto end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// The text between a line's first quote and its last.
std::string unquoted(std::string_view line) {
  line = line.substr(line.find('"') + 1);
  line = line.substr(0, line.rfind('"'));
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      ++i;
      text += line[i] == 'n' ? '\n' : line[i];
    } else {
      text += line[i];
    }
  }
  return text;
}

/// The part of an entry read so far.
struct Entry {
  std::string english;
  std::string translated;
  std::string* field = nullptr;  // the one that the next quoted line continues
  bool fuzzy = false;

  /// The header has an empty key and does not count.
  bool counts() const { return !english.empty() && !translated.empty() && !fuzzy; }
};

}  // namespace

void Translation::read(std::string_view po) {
  Entry entry;
  const auto keep = [&] {
    if (entry.counts()) entries_.try_emplace(entry.english, entry.translated);
    entry = {};
  };
  while (!po.empty()) {
    const std::string_view line = take_line(po);
    const bool is_comment = line.starts_with('#');
    const bool has_ended = entry.field == &entry.translated && !line.starts_with('"');
    if (has_ended) keep();
    if (is_comment) {
      entry.fuzzy |= line.starts_with("#,") && line.find("fuzzy") != std::string_view::npos;
    } else if (line.starts_with(kMsgid)) {
      entry.field = &entry.english;
    } else if (line.starts_with(kMsgstr)) {
      entry.field = &entry.translated;
    }
    if (!is_comment && !line.empty() && entry.field) *entry.field += unquoted(line);
  }
  keep();
}

std::optional<std::string_view> Translation::of(std::string_view english) const {
  const auto found = entries_.find(english);
  if (found != entries_.end()) return found->second;
  const auto sentence = entries_.find(std::string(english) + '.');
  if (sentence == entries_.end()) return std::nullopt;
  std::string_view title = sentence->second;
  for (const std::string_view stop : {"。", "."}) {
    if (title.ends_with(stop)) title.remove_suffix(stop.size());
  }
  return title;
}

namespace {

Translation& all_chinese() {
  static Translation all = [] {
    Translation translation;
    for (const auto po : embedded::zh_Hant) translation.read(po);
    return translation;
  }();
  return all;
}

}  // namespace

const Translation& traditional_chinese() {
  return all_chinese();
}

void learn_traditional_chinese(std::string_view po) {
  all_chinese().read(po);
}

}  // namespace lessons
