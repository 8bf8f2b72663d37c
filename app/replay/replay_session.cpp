#include "app/replay/replay_session.hpp"

#include <signal.h>

#include "app/cli/errors.hpp"

namespace app {

ReplaySession::ReplaySession(const ViewOptions& options, const lessons::Catalogue& catalogue,
                             const RecordedRuns& runs, os::TerminalMode& terminal)
    : runs_(runs),
      terminal_(terminal),
      signals_({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH}),
      screen_(options, catalogue, runs) {
  poller_.add(signals_.get());
  poller_.add(terminal_.get());
}

void ReplaySession::show() {
  terminal_.enter_raw();
  screen_.begin();
  while (obey_keys()) {
    poller_.wait(std::nullopt);
    handle_signals();
  }
  screen_.clear();
  terminal_.leave_raw();
}

void ReplaySession::handle_signals() {
  while (const auto signal = signals_.next()) {
    // A shell may have written anywhere, and another width wraps other lines.
    screen_.forget_rows();
    if (*signal == SIGWINCH) continue;
    screen_.clear();
    terminal_.leave_raw();
    if (*signal != SIGTSTP) throw Interrupted{*signal};
    os::suffer(SIGTSTP);
    terminal_.enter_raw();
    screen_.ask();
  }
}

bool ReplaySession::obey_keys() {
  bool has_ended = false;
  while (!has_ended) {
    const auto key = terminal_.next_key();
    if (!key) break;
    has_ended = *key == kEndOfInput;
    if (!has_ended) typed_ += *key;
  }
  while (const auto key = take_key(typed_)) {
    if (!obey(*key)) return false;
  }
  return !has_ended;
}

bool ReplaySession::obey(Key key) {
  const std::size_t at = screen_.at();
  const Wording& words = screen_.words();
  switch (key.means) {
    case Key::Means::forward:
      if (at + 1 == runs_.size()) return false;
      screen_.go_on(true);
      return true;
    case Key::Means::back:
      move_to(at == 0 ? at : at - 1,
              as_sentence(std::string(words.begins_here), screen_.language()));
      return true;
    case Key::Means::first:
      move_to(runs_.stop(at).first, words.first_event);
      return true;
    case Key::Means::last:
      move_to(runs_.stop(at).last, words.last_event);
      return true;
    case Key::Means::run_on:
      return run_on();
    case Key::Means::quit:
      return false;
    default:
      break;
  }
  screen_.explain_keys();
  return true;
}

void ReplaySession::move_to(std::size_t stop, std::string_view if_there) {
  stop == screen_.at() ? screen_.say(if_there) : screen_.go_to(stop);
}

/// Plays the rest of the run; then the next run waits at its first event.
bool ReplaySession::run_on() {
  const std::size_t last = runs_.stop(screen_.at()).last;
  while (screen_.at() < last) {
    screen_.go_on(false);
    handle_signals();
  }
  if (last + 1 == runs_.size()) return false;
  screen_.go_on(true);
  return true;
}

}  // namespace app
