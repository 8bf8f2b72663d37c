#include "core/view/model/told_again.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/view/model/words.hpp"

namespace view {
namespace {

using Recorded = Words::Recorded;
using Sentence = std::string_view Recorded::*;

// What is more special comes first: the first one that fits is taken.

constexpr Sentence kReasons[] = {
    &Recorded::deadlock,      &Recorded::failed,         &Recorded::hung,
    &Recorded::interrupted,   &Recorded::exited_with,    &Recorded::killed_by,
    &Recorded::mpdemo_ended,  &Recorded::nobody_goes_on, &Recorded::all_wait,
    &Recorded::gave_up_on,    &Recorded::gave_up,        &Recorded::received,
    &Recorded::by_reader,     &Recorded::process_exited, &Recorded::process_killed,
    &Recorded::process_ended, &Recorded::too_many};

constexpr Sentence kOfProcesses[] = {
    &Recorded::is_stopped,    &Recorded::is_held,       &Recorded::sleeps_or_waits,
    &Recorded::computes,      &Recorded::sleeps,        &Recorded::runs,
    &Recorded::awaits_writer, &Recorded::awaits_reader, &Recorded::awaits_holder,
    &Recorded::awaits_notice, &Recorded::awaits_others, &Recorded::waits,
    &Recorded::is_silent};

constexpr Sentence kHelp[] = {&Recorded::is_woken, &Recorded::is_opened, &Recorded::is_handled};

constexpr Sentence kNobodyByName[] = {&Recorded::itself, &Recorded::opener, &Recorded::nobody};

constexpr Sentence kEnds[] = {&Recorded::has,         &Recorded::end_as,    &Recorded::reading_end,
                              &Recorded::writing_end, &Recorded::first_end, &Recorded::second_end,
                              &Recorded::both_ends};

constexpr Sentence kEndOf[] = {&Recorded::end_of};

constexpr Sentence kDescriptors[] = {&Recorded::standard_input, &Recorded::standard_output,
                                     &Recorded::standard_error, &Recorded::descriptor};

/// What stood in a gap of a sentence, as that sentence names it: "{}", "{who}".
struct Filled {
  std::string_view gap;
  std::string_view text;
};

/// What fills the gaps of `sentence`, so that `text` comes of it; empty: nothing does.
std::optional<std::vector<Filled>> gaps_filled(std::string_view sentence, std::string_view text) {
  std::vector<Filled> gaps;
  for (;;) {
    const auto open = sentence.find('{');
    if (open == sentence.npos) {
      return sentence == text ? std::optional(gaps) : std::nullopt;
    }
    if (!text.starts_with(sentence.substr(0, open))) return std::nullopt;
    text.remove_prefix(open);
    const auto close = sentence.find('}', open);
    const std::string_view gap = sentence.substr(open, close + 1 - open);
    sentence.remove_prefix(close + 1);
    // Up to what comes next, which is the end where nothing does.
    const std::string_view next = sentence.substr(0, sentence.find('{'));
    const bool is_last = sentence.find('{') == sentence.npos;
    if (is_last && !text.ends_with(next)) return std::nullopt;
    const auto end = is_last ? text.size() - next.size() : text.find(next);
    if (end == text.npos || end == 0) return std::nullopt;
    gaps.push_back({gap, text.substr(0, end)});
    text.remove_prefix(end);
  }
}

/// Tells a record's sentences in one language. Made for one of them.
class Translator {
 public:
  explicit Translator(Language language) : language_(language), said_(words(language)) {}

  std::string reason(std::string_view text) const { return told(kReasons, text); }

  std::string of_ends(std::string_view text) const { return told(kEnds, text); }

  std::string of_processes(std::string_view text) const {
    return listed(kOfProcesses, text, english().waits.between, said_.waits.between);
  }

 private:
  static const Words& english() { return words(Language::english); }

  std::string told(std::span<const Sentence> sentences, std::string_view text) const {
    for (const Sentence sentence : sentences) {
      if (const auto gaps = gaps_filled(english().recorded.*sentence, text))
        return with(*gaps, said_.recorded.*sentence);
    }
    return std::string(text);
  }

  std::string listed(std::span<const Sentence> sentences, std::string_view text,
                     std::string_view between, std::string_view instead) const {
    std::string all;
    for (;;) {
      const auto end = text.find(between);
      const auto [sentence, place] = without_place(text.substr(0, end));
      all += named(told(sentences, sentence)) + place;
      if (end == text.npos) return all;
      all += instead;
      text.remove_prefix(end + between.size());
    }
  }

  /// `sentence` with these in its gaps, which may stand in another order.
  std::string with(const std::vector<Filled>& gaps, std::string_view sentence) const {
    std::string text;
    std::size_t next = 0;
    for (auto open = sentence.find('{'); open != sentence.npos; open = sentence.find('{')) {
      text += sentence.substr(0, open);
      const auto close = sentence.find('}', open);
      const std::string_view gap = sentence.substr(open, close + 1 - open);
      sentence.remove_prefix(close + 1);
      const auto is_it = [&](const Filled& one) { return one.gap == gap; };
      const auto from = gaps.begin() + static_cast<std::ptrdiff_t>(gap == "{}" ? next : 0);
      const auto found = std::find_if(from, gaps.end(), is_it);
      if (found == gaps.end()) continue;
      if (gap == "{}") next = static_cast<std::size_t>(found - gaps.begin()) + 1;
      const std::string piece = told_in(*found);
      const bool has_space = text.size() > 1 && text.ends_with(' ');
      if (has_space) text.pop_back();
      text = has_space ? joined(language_, text, piece) : text + piece;
    }
    return text.append(sentence);
  }

  std::string told_in(const Filled& gap) const {
    if (gap.gap == "{who}") return of_processes(gap.text);
    if (gap.gap == "{help}") return told(kHelp, gap.text);
    if (gap.gap == "{ends}")
      return listed(kEndOf, gap.text, english().waits.list_comma, said_.waits.list_comma);
    if (gap.gap == "{end}") return told(kEnds, gap.text);
    if (gap.gap == "{descriptor}") return told(kDescriptors, gap.text);
    if (gap.gap == "{holders}")
      return listed(kNobodyByName, gap.text, english().waits.and_last, said_.waits.and_last);
    return named(std::string(gap.text));
  }

  /// What stands before " (line 12)" at the end of a text, and that in the language.
  std::pair<std::string_view, std::string> without_place(std::string_view text) const {
    const std::string_view pattern = english().waits.at_line;
    const auto from = text.rfind(pattern.substr(0, pattern.find('{')));
    const auto number = from == text.npos ? std::nullopt : gaps_filled(pattern, text.substr(from));
    if (!number) return {text, {}};
    return {text.substr(0, from), filled(said_.waits.at_line, number->front().text)};
  }

  /// A process that has no name, or what a process waits for, with its place.
  std::string named(std::string text) const {
    if (const auto [object, place] = without_place(text); !place.empty())
      return named(std::string(object)) + place;
    if (text == english().any_child) return std::string(said_.any_child);
    const auto number = gaps_filled(english().process_of_id, text);
    return number ? filled(said_.process_of_id, number->front().text) : text;
  }

  Language language_;
  const Words& said_;
};

}  // namespace

std::string told_again(Language language, std::string_view recorded) {
  if (language == Language::english) return std::string(recorded);
  return Translator(language).reason(recorded);
}

std::string told_again_of_processes(Language language, std::string_view recorded) {
  if (language == Language::english) return std::string(recorded);
  return Translator(language).of_processes(recorded);
}

std::string told_again_of_ends(Language language, std::string_view recorded) {
  if (language == Language::english) return std::string(recorded);
  return Translator(language).of_ends(recorded);
}

}  // namespace view
