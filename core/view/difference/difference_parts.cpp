#include "core/view/difference/difference_parts.hpp"

#include <algorithm>

#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/roster.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

std::size_t told_in(const std::vector<Folding::Told>& events) {
  return static_cast<std::size_t>(std::count_if(
      events.begin(), events.end(), [](const Folding::Told& told) { return !told.is_silent; }));
}

std::size_t over(std::size_t number, std::size_t most) {
  return number - std::min(number, most);
}

/// Passes all of them to the view; only those from the `from`-th told one on, before the
/// `end`-th, are shown.
std::string shown(View& view, const std::vector<Folding::Told>& events, std::size_t from,
                  std::size_t end) {
  std::string text;
  std::size_t told = 0;
  for (const Folding::Told& one : events) {
    const bool is_shown = !one.is_silent && told >= from && told < end;
    if (!one.is_silent) ++told;
    text += is_shown ? view.event(one.event) : view.pass(one.event);
  }
  return text;
}

}  // namespace

Style style_of_parts(Style style) {
  style.time = Time::none;
  style.pids = false;
  return style;
}

std::string part_before(const ComparedRun& run, MakeView make, const Style& style) {
  const auto view = make(style_of_parts(style));
  view->begin(run.run, {});
  return shown(*view, run.shared, hidden_before(run), run.shared.size());
}

std::string part_after(const ComparedRun& run, MakeView make, const Style& style) {
  const auto view = make(style_of_parts(style));
  view->begin(run.run, {});
  shown(*view, run.shared, run.shared.size(), run.shared.size());
  std::string text = shown(*view, run.rest, 0, kShownAfter);
  text += view->end(run.end);
  return text + view->finish();
}

std::size_t hidden_before(const ComparedRun& run) {
  return over(told_in(run.shared), kShownBefore);
}

std::size_t hidden_after(const ComparedRun& run) {
  return over(told_in(run.rest), kShownAfter);
}

std::string parting_of(const ComparedRun& run, Language language) {
  const Words& said = words(language);
  if (!run.first)
    return run.idle.empty() ? std::string(said.difference.over)
                            : filled(said.difference.nothing_more, harmless(run.idle));
  const record::Event& event = *run.first;
  const Mention mention = [&](pid_t) { return harmless(event.act.peer_name); };
  Phrase phrase = phrase_of(event, mention, language);
  if (phrase.quotes) {
    const auto lines = split_lines(phrase.rest);
    const std::string first(lines.empty() ? std::string_view() : lines.front());
    phrase.rest = "\"" + first + "\"";
  }
  std::string text = joined(language, harmless(event.name), in_words(phrase, language));
  if (event.act.line > 0) text += filled(said.difference.line, event.act.line);
  return text;
}

std::string title_of(const Compared& names, Language language) {
  return filled(words(language).difference.title, harmless(names.a), harmless(names.b));
}

}  // namespace view
