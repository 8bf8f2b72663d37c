#include "app/menu.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>

#include "app/destination.hpp"
#include "app/errors.hpp"
#include "app/keys.hpp"
#include "app/step_terminal.hpp"
#include "core/view/terminal.hpp"

namespace app {
namespace {

constexpr char kEndOfInput = '\x04';

bool can_erase() {
  return !view::Terminal(STDOUT_FILENO).dumb();
}

}  // namespace

Menu::Menu(const lessons::Catalogue& catalogue, const FinishedDemos& finished)
    : catalogue_(catalogue),
      finished_(finished),
      terminal_(open_step_terminal()),
      signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP}),
      prompt_(can_erase()) {
  poller_.add(signals_.get());
  poller_.add(terminal_.get());
}

const lessons::Lesson* Menu::choose() {
  terminal_.enter_raw();
  show();
  ask();
  for (;;) {
    poller_.wait(std::nullopt);
    heed_signals();
    bool has_ended = false;
    while (const auto typed = has_ended ? std::nullopt : terminal_.next_key()) {
      typed_ += *typed;
      // A terminal that has gone says so for ever.
      has_ended = *typed == kEndOfInput;
    }
    while (const auto key = take_key(typed_)) {
      const lessons::Lesson* chosen = nullptr;
      if (key->means == Key::Means::forward) chosen = &catalogue_[proposed()];
      const auto number = static_cast<std::size_t>(key->choice);
      if (key->means == Key::Means::choice && number <= catalogue_.size())
        chosen = &catalogue_[number - 1];
      if (!chosen && key->means != Key::Means::quit) continue;
      prompt_.erase();
      terminal_.leave_raw();
      return chosen;
    }
    if (has_ended) return nullptr;
  }
}

void Menu::show() {
  std::string text = "\nmpdemo: multi-process programming, shown on real processes\n\n";
  for (std::size_t i = 0; i < catalogue_.size(); ++i) {
    const lessons::Lesson& lesson = catalogue_[i];
    const std::size_t finished = finished_in(lesson);
    const std::string done = finished == 0 ? ""
                             : finished == lesson.demos.size()
                                 ? "done"
                                 : fmt::format("{} of {} done", finished, lesson.demos.size());
    std::string line = fmt::format("  {}  {:<9} {:<42} {}", i + 1, lesson.name, lesson.title, done);
    while (line.ends_with(' ')) line.pop_back();
    text += line + "\n";
  }
  write_to_stdout(text + "\nA digit starts that lesson, Enter the one that is shown, q ends.\n");
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

void Menu::heed_signals() {
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
