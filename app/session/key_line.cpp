#include "app/session/key_line.hpp"

#include <string>

namespace app {
namespace {

KeyHint hint(std::string_view key, std::string_view does) {
  return {std::string(key), std::string(does)};
}

std::vector<KeyHint> keys_at_point(const Moment& moment, const Wording& words) {
  const bool is_over = moment.has_next_demo && moment.phase == Phase::ended;
  const std::string_view at_end = is_over ? words.next_demo : words.ends;
  std::vector<KeyHint> keys = {hint("Enter", moment.choices > 0 ? words.next : at_end)};
  if (moment.choices > 1) keys.push_back(hint("1-9", words.choose));
  if (moment.choices > 9) keys.push_back(hint("< >", words.others));
  keys.push_back(hint("b", words.back));
  if (moment.has_goal) keys.push_back(hint("r", words.goal));
  // A line has room for so many: help has the others.
  if (moment.choices > 0 && !moment.has_files) keys.push_back(hint("g", words.run_on));
  if (moment.has_outcomes) keys.push_back(hint("o", words.outcomes));
  if (moment.has_python) keys.push_back(hint("p", words.python));
  if (moment.may_edit && !moment.has_files) keys.push_back(hint("e", words.edit));
  if (moment.has_files) keys.push_back(hint("Tab", words.next_file));
  keys.push_back(hint("?", words.help));
  if (moment.has_cures) keys.push_back(hint("d", words.difference));
  keys.push_back(hint("q", words.quit));
  return keys;
}

}  // namespace

std::vector<KeyHint> keys_at(const Moment& moment, const Wording& words) {
  if (moment.has_overlay) {
    std::vector<KeyHint> keys = {hint("q", words.closes), hint("PageDown", words.page_on),
                                 hint("PageUp", words.page_back)};
    if (moment.playable > 0) {
      keys.insert(keys.begin(), hint("1-9", words.plays_it));
      keys.push_back(hint("m", words.map));
    }
    return keys;
  }
  switch (moment.phase) {
    case Phase::running_on:
      return {hint(words.any_key, words.holds), hint("+", words.faster), hint("-", words.slower),
              hint("q", words.quit)};
    case Phase::at_work:
      return {hint("q", words.quit)};
    case Phase::exploring:
      return {hint(words.any_key, words.enough)};
    case Phase::asked:
    case Phase::ended:
      break;
  }
  if (moment.has_question)
    return {hint("1-9", words.answer), hint("Enter", words.skips), hint("b", words.back),
            hint("g", words.run_on),   hint("?", words.help),      hint("q", words.quit)};
  return keys_at_point(moment, words);
}

}  // namespace app
