#include "app/commands/menu.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>

#include "app/cli/errors.hpp"
#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/session/step_terminal.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/terminal.hpp"

namespace app {
namespace {

bool can_erase() {
  return !view::Terminal(STDOUT_FILENO).dumb();
}

}  // namespace

Menu::Menu(const lessons::Catalogue& catalogue, const FinishedDemos& finished, Language language)
    : catalogue_(catalogue),
      finished_(finished),
      language_(language),
      terminal_(open_step_terminal()),
      signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}),
      prompt_(can_erase(), language) {
  poller_.add(signals_.get());
  poller_.add(terminal_.get());
}

const lessons::Lesson* Menu::choose() {
  terminal_.enter_raw();
  show();
  ask();
  for (;;) {
    poller_.wait(std::nullopt);
    handle_signals();
    bool has_ended = false;
    while (const auto typed = has_ended ? std::nullopt : terminal_.next_key()) {
      typed_ += *typed;
      // A closed terminal returns the end of input forever.
      has_ended = *typed == kEndOfInput;
    }
    while (const auto key = next_key()) {
      const lessons::Lesson* chosen = nullptr;
      if (key->means == Key::Means::forward) chosen = &catalogue_[proposed()];
      const auto number = static_cast<std::size_t>(key->choice);
      if (key->means == Key::Means::choice && number >= 1 && number <= catalogue_.size())
        chosen = &catalogue_[number - 1];
      prompt_.erase();
      if (!chosen && key->means != Key::Means::quit) {
        prompt_.add_line(
            fmt::format(fmt::runtime(wording(language_).no_menu_key), catalogue_.size()));
        ask();
        continue;
      }
      terminal_.leave_raw();
      return chosen;
    }
    if (has_ended) return nullptr;
  }
}

std::optional<Key> Menu::next_key() {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto digit = [](char c) { return static_cast<std::size_t>(c - '0'); };
  if (typed_.empty() || !is_digit(typed_.front()) || typed_.front() == '0') return take_key(typed_);
  std::size_t number = digit(typed_.front());
  const bool may_go_on = 10 * number <= catalogue_.size();
  // 1 may become 12: then Enter, or another digit, says which is meant.
  if (may_go_on && typed_.size() == 1) return std::nullopt;
  const char next = typed_.size() > 1 ? typed_[1] : '\0';
  const bool goes_on = may_go_on && is_digit(next);
  if (goes_on) number = 10 * number + digit(next);
  const bool is_confirmed = may_go_on && (next == '\n' || next == '\r');
  typed_.erase(0, goes_on || is_confirmed ? 2 : 1);
  return Key{Key::Means::choice, static_cast<int>(number)};
}

void Menu::show() {
  const Wording& words = wording(language_);
  std::string text = fmt::format("\n{}\n\n", words.menu_title);
  for (std::size_t i = 0; i < catalogue_.size(); ++i) {
    const lessons::Lesson& lesson = catalogue_[i];
    const std::string title(in(language_, lesson.title));
    std::string line = fmt::format("{:>3}  {:<9} {} {}", i + 1, lesson.name,
                                   view::pad_right(title, 42), progress_in(lesson));
    while (line.ends_with(' ')) line.pop_back();
    text += line + "\n";
    if (translation(language_, lesson.title)) text += fmt::format("{:15}{}\n", "", lesson.title);
  }
  write_to_stdout(fmt::format("{}\n{}\n", text, words.menu_keys));
}

std::string Menu::progress_in(const lessons::Lesson& lesson) const {
  const Wording& words = wording(language_);
  const std::size_t finished = finished_in(lesson);
  if (finished == 0) return {};
  if (finished == lesson.demos.size()) return std::string(words.done);
  return fmt::format(fmt::runtime(words.some_done), finished, lesson.demos.size());
}

void Menu::ask() {
  prompt_.ask(fmt::format("{} {}", proposed() + 1, catalogue_[proposed()].name),
              fmt::format("Enter 1-{}", catalogue_.size()));
}

std::size_t Menu::proposed() const {
  const auto open = std::find_if(
      catalogue_.begin(), catalogue_.end(),
      [this](const lessons::Lesson& lesson) { return finished_in(lesson) < lesson.demos.size(); });
  return open == catalogue_.end() ? 0 : static_cast<std::size_t>(open - catalogue_.begin());
}

std::size_t Menu::finished_in(const lessons::Lesson& lesson) const {
  return static_cast<std::size_t>(std::count_if(
      lesson.demos.begin(), lesson.demos.end(),
      [&](const lessons::Demo& demo) { return finished_.has(lesson.name, demo.name); }));
}

void Menu::handle_signals() {
  while (const auto signal = signals_.next()) {
    prompt_.erase();
    terminal_.leave_raw();
    if (*signal != SIGTSTP) throw Interrupted{*signal};
    os::suffer(SIGTSTP);
    terminal_.enter_raw();
    ask();
  }
}

}  // namespace app
