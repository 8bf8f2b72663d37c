#include "core/view/model/told_again.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "core/view/model/words.hpp"

namespace view {
namespace {

/// Sentences of one language. The first that fits a text is taken, so what is more special
/// comes first.
using Sentences = std::vector<std::string>;

Sentences sentences(std::initializer_list<std::string_view> all) {
  return {all.begin(), all.end()};
}

/// Why a run ended.
Sentences all_reasons(const Words& words) {
  const Words::Recorded& said = words.recorded;
  const std::string stuck(words.waits.nobody_goes_on);
  const std::string ended = stuck + std::string(words.waits.ended);
  const std::string no_end(words.waits.no_end);
  const std::string ended_it = no_end + std::string(words.waits.ended);
  const std::string who = std::string(words.waits.why) + "{who}";
  const std::string unless = filled(words.waits.all_wait_unless, "{help}") + who;
  return sentences({said.deadlock,
                    said.failed,
                    said.hung,
                    said.interrupted,
                    said.exited_with,
                    said.killed_by,
                    ended + who,
                    stuck + who,
                    ended_it + who,
                    no_end,
                    unless,
                    said.gave_up_on,
                    said.gave_up,
                    said.received,
                    said.by_reader,
                    said.process_exited,
                    said.process_killed,
                    said.process_ended,
                    said.too_many,
                    said.too_much});
}

/// What a process waits for or does, in the words of the wait graph.
Sentences all_of_processes(const Words& words) {
  const choice::WaitWords& said = words.waits;
  const auto by = [](std::string_view who) { return filled(who, "{holders}"); };
  const std::string waits(said.waits_for);
  // A process that "sleeps, or waits for something else" waits for nothing of that name.
  Sentences all =
      sentences({said.is_still, said.is_stopped, said.is_held, said.is_idle, said.computes,
                 said.reads_again, said.sleeps, said.runs, said.waits_for_notice,
                 said.waits_for_others, said.waits_for_child, waits + by(said.writable_by),
                 waits + by(said.readable_by), waits + by(said.held_by), said.waits_for});
  for (std::string& one : all) one.insert(0, "{} ");
  return all;
}

/// What may end a wait from outside.
Sentences all_help(const Words& words) {
  const choice::WaitWords& said = words.waits;
  return sentences({said.is_woken, said.is_opened, said.is_signalled, said.is_handled});
}

/// What stands in a list of holders and is no name.
Sentences all_nameless(const Words& words) {
  const choice::WaitWords& said = words.waits;
  return sentences({said.itself, said.any_opener, said.nobody});
}

Sentences all_ends(const Words& words) {
  const Words::Recorded& said = words.recorded;
  return sentences({said.has, said.end_as, said.reading_end, said.writing_end, said.first_end,
                    said.second_end, said.both_ends});
}

Sentences all_ends_of(const Words& words) {
  return sentences({words.recorded.end_of});
}

Sentences all_descriptors(const Words& words) {
  const Words::Recorded& said = words.recorded;
  return sentences(
      {said.standard_input, said.standard_output, said.standard_error, said.descriptor});
}

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

  std::string reason(std::string_view text) const { return told(all_reasons, text); }

  std::string of_ends(std::string_view text) const { return told(all_ends, text); }

  std::string of_processes(std::string_view text) const {
    return listed(all_of_processes, text, english().waits.between, said_.waits.between);
  }

 private:
  static const Words& english() { return words(Language::english); }

  using Table = Sentences(const Words&);

  std::string told(Table* table, std::string_view text) const {
    const Sentences recorded = table(english());
    for (std::size_t i = 0; i < recorded.size(); ++i) {
      if (const auto gaps = gaps_filled(recorded[i], text)) return with(*gaps, table(said_)[i]);
    }
    return std::string(text);
  }

  /// `text` is a list with `between` its members; in the language that is `instead`.
  std::string listed(Table* table, std::string_view text, std::string_view between,
                     std::string_view instead) const {
    std::string all;
    for (;;) {
      const auto end = text.find(between);
      const auto [sentence, place] = without_place(text.substr(0, end));
      all += named(told(table, sentence)) + place;
      if (end == text.npos) return all;
      all += instead;
      text.remove_prefix(end + between.size());
    }
  }

  /// "ann 7, ben 8 (ended) and itself".
  std::string holders(std::string_view text) const {
    const choice::WaitWords& recorded = english().waits;
    const auto last = text.rfind(recorded.and_last);
    if (last != text.npos)
      return holders(text.substr(0, last)) + std::string(said_.waits.and_last) +
             holders(text.substr(last + recorded.and_last.size()));
    const auto comma = text.find(recorded.list_comma);
    if (comma != text.npos)
      return holders(text.substr(0, comma)) + std::string(said_.waits.list_comma) +
             holders(text.substr(comma + recorded.list_comma.size()));
    const bool has_ended = text.ends_with(recorded.has_ended);
    if (has_ended) text.remove_suffix(recorded.has_ended.size());
    return named(told(all_nameless, text)) + std::string(has_ended ? said_.waits.has_ended : "");
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
      if (has_space)
        text = joined(language_, text, piece);
      else
        text += piece;
    }
    return text.append(sentence);
  }

  std::string told_in(const Filled& gap) const {
    if (gap.gap == "{who}") return of_processes(gap.text);
    if (gap.gap == "{help}") return told(all_help, gap.text);
    if (gap.gap == "{ends}")
      return listed(all_ends_of, gap.text, english().waits.list_comma, said_.waits.list_comma);
    if (gap.gap == "{end}") return told(all_ends, gap.text);
    if (gap.gap == "{descriptor}") return told(all_descriptors, gap.text);
    if (gap.gap == "{holders}") return holders(gap.text);
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
  std::string named(const std::string& text) const {
    if (const auto [object, place] = without_place(text); !place.empty())
      return named(std::string(object)) + place;
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
