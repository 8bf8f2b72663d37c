#include "app/practice/dialogue.hpp"

#include <unistd.h>

#include <algorithm>

#include "app/language/practice_words.hpp"
#include "app/output/destination.hpp"
#include "app/practice/line_reader.hpp"
#include "app/practice/practice_text.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/words.hpp"

namespace app::practice {
namespace {

using view::filled;

std::size_t columns() {
  constexpr int kNarrow = 20;
  constexpr int kWide = 100;
  return static_cast<std::size_t>(
      std::clamp(view::Terminal(STDOUT_FILENO).width() - 2, kNarrow, kWide));
}

}  // namespace

void Dialogue::run(const Make& make, const Watch& watch) {
  for (std::size_t number = 1; number <= count_; ++number) {
    const Problem problem = make(number, difficulty_.level());
    if (!ask(problem, number, watch)) return;
  }
}

bool Dialogue::ask(const Problem& problem, std::size_t number, const Watch& watch) {
  write_to_stdout("\n" + problem_text(problem, number, count_, columns(), language_) + "\n");
  const auto typed = answer_to(problem);
  if (!typed) return false;
  judge(problem, *typed);
  if (typed->means == Typed::Means::answer && typed->numbers == problem.answer()) return true;
  const auto shown = run_against(problem, typed->numbers);
  return !shown || offer_run(*shown, watch);
}

std::optional<Typed> Dialogue::answer_to(const Problem& problem) const {
  const PracticeWords& words = practice_words(language_);
  const std::size_t last = problem.options.size();
  const std::string prompt = problem.options.empty()      ? std::string(words.prompt_number)
                             : problem.may_have_several() ? filled(words.prompt_several, last)
                                                          : filled(words.prompt_one, last);
  for (;;) {
    const auto line = asked_line(prompt);
    if (!line) return std::nullopt;
    Typed typed = typed_for(problem, *line);
    if (typed.means == Typed::Means::quit) return std::nullopt;
    if (typed.means == Typed::Means::answer || typed.means == Typed::Means::skip) return typed;
    say(problem.options.empty()      ? std::string(words.no_number)
        : problem.may_have_several() ? filled(words.no_options, last)
                                     : filled(words.no_option, last));
  }
}

void Dialogue::judge(const Problem& problem, const Typed& typed) {
  const PracticeWords& words = practice_words(language_);
  const std::string answer = answer_text(problem);
  const int level = difficulty_.level();
  const bool is_skipped = typed.means == Typed::Means::skip;
  const bool is_right = !is_skipped && typed.numbers == problem.answer();
  std::string text = filled(is_skipped ? words.is_skipped
                            : is_right ? words.is_right
                                       : words.is_wrong,
                            answer);
  if (is_skipped) {
    ++skipped_;
    difficulty_.note_skipped();
  } else {
    ++answered_;
    right_ += is_right ? 1 : 0;
    difficulty_.note(is_right);
  }
  const auto add = [&](const std::string& more) {
    if (!more.empty()) text += (language_ == Language::english ? " " : "") + more;
  };
  if (!is_skipped) add(remarks(problem, typed.numbers, language_));
  add(explanation(problem, language_));
  say("\n! " + view::wrapped(text, columns() - 2, 2));
  if (difficulty_.level() > level) say("  " + filled(words.next_level, difficulty_.level()));
  if (difficulty_.level() < level) say("  " + filled(words.level_again, difficulty_.level()));
}

bool Dialogue::offer_run(const Shown& shown, const Watch& watch) const {
  const PracticeWords& words = practice_words(language_);
  const std::string prompt = "  " + (shown.option > 0 ? filled(words.offers_option, shown.option)
                                                      : std::string(words.offers_run));
  for (;;) {
    const auto line = asked_line(prompt);
    if (!line || *line == "q") return false;
    if (*line != "w") return true;
    watch(shown);
  }
}

void Dialogue::say(const std::string& text) const {
  write_to_stdout(text + "\n");
}

std::string Dialogue::score() const {
  const PracticeWords& words = practice_words(language_);
  if (answered_ + skipped_ == 0) return {};
  const std::size_t asked = answered_ + skipped_;
  return skipped_ == 0 ? filled(words.score, right_, asked)
                       : filled(words.score_skipped, right_, asked, skipped_);
}

}  // namespace app::practice
