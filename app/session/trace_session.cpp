#include "app/session/trace_session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string_view>
#include <utility>

#include "app/language/wording.hpp"
#include "app/output/destination.hpp"
#include "app/session/choices.hpp"
#include "app/session/halt_point.hpp"
#include "app/session/step_terminal.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

constexpr std::string_view kKeys =
    "Enter lets the process that is shown make its call, a digit another one; "
    "g lets all go on, q ends the program.";
constexpr std::string_view kNoWayBack =
    "There is no way back: the program would have to run again, and may go another way.";

std::size_t width() {
  constexpr std::size_t kWidest = 72;
  return std::min(static_cast<std::size_t>(view::Terminal(STDOUT_FILENO).width()), kWidest);
}

}  // namespace

TraceSession::TraceSession(const ViewOptions& options, const lessons::Catalogue& catalogue)
    : options_(on_terminal(options)),
      colour_(view::Terminal(STDOUT_FILENO).colour(options.colour)),
      prompt_(!options.plain && !view::Terminal(STDOUT_FILENO).dumb()),
      terminal_(open_step_terminal(true, "Leave it out.")),
      screen_(options_, catalogue) {}

// ---- the run

void TraceSession::begin(const record::Run& run) {
  terminal_.enter_raw();
  screen_.begin(run);
}

void TraceSession::event(const record::Event& event) {
  prompt_.erase();
  screen_.event(event);
  ask_again();
}

void TraceSession::end(const record::End& end) {
  withdraw();
  screen_.end(end);
  terminal_.leave_raw();
}

void TraceSession::report_standstill(const tracer::Standstill& standstill) {
  // At a halt it is asked about, too.
  if (!runs_on_) return;
  std::string sentence = standstill.sentence();
  sentence.front() = static_cast<char>(std::toupper(sentence.front()));
  say(fmt::format("{}. q ends the program.", sentence));
}

void TraceSession::say(const std::string& line) {
  write_to_stdout(view::wrapped(view::harmless(line), width(), 0) + "\n");
}

// ---- halts

void TraceSession::offer(const tracer::Halt& halt) {
  point_ = point_of(halt);
  who_waits_ = halt.who_waits;
  is_for_ever_ = halt.is_for_ever;
  ask();
}

void TraceSession::ask() {
  if (!anyone_may_act(*point_)) return ask_for_end();
  if (!std::exchange(keys_explained_, true)) say(std::string(kKeys));
  const Wording& words = wording(options_.language);
  const Choices choices(*point_, !options_.stable_ids, words);
  for (const auto& line : choices.others()) prompt_.add_line("  " + line);
  const int number = choices.proposed_number();
  const std::string who =
      colour_ ? fmt::format("\x1b[1m{}\x1b[0m", choices.proposed()) : choices.proposed();
  prompt_.ask(view::filled(words.next_act, number > 0 ? fmt::format("{} ", number) : "", who,
                           choices.intent()),
              choices.keys() + " g");
}

/// Nobody is held: there is nothing to choose, but to wait, or not to.
void TraceSession::ask_for_end() {
  const std::string sentence =
      fmt::format("{}: {}. q ends the program.",
                  is_for_ever_ ? "Nobody can go on" : "Nobody waits for you", who_waits_);
  std::istringstream lines(view::wrapped(view::harmless(sentence), width(), 2));
  for (std::string line; std::getline(lines, line);) prompt_.add_line(line);
  prompt_.ask("Nobody is held", "?");
}

void TraceSession::ask_again() {
  if (point_ && !prompt_.stands()) ask();
}

void TraceSession::explain_keys() {
  prompt_.erase();
  keys_explained_ = true;
  say(std::string(kKeys));
  ask();
}

// ---- keys

std::optional<tracer::Answer> TraceSession::answer() {
  while (const auto key = terminal_.next_key()) {
    const bool insists = *key == 'q' && typed_.ends_with('q');
    if (insists || *key == kEndOfInput) return quit();
    typed_ += *key;
  }
  while (point_) {
    const auto key = take_key(typed_);
    if (!key) break;
    if (const auto answer = meaning_of(*key)) return answer;
  }
  if (typed_.starts_with('q')) return quit();
  // Nobody is asked any more, so nothing else has a meaning.
  if (runs_on_) typed_.clear();
  return std::nullopt;
}

std::optional<tracer::Answer> TraceSession::meaning_of(Key key) {
  using What = tracer::Answer::What;
  std::optional<std::size_t> who;
  switch (key.means) {
    case Key::Means::quit:
      return quit();
    case Key::Means::run_on:
      withdraw();
      runs_on_ = true;
      return tracer::Answer{What::run_on, 0};
    case Key::Means::back:
      prompt_.erase();
      say(std::string(kNoWayBack));
      ask();
      return std::nullopt;
    case Key::Means::forward:
      if (anyone_may_act(*point_)) who = point_->proposed;
      break;
    case Key::Means::choice:
      who = Choices(*point_, false).role_numbered(key.choice);
      break;
    default:
      break;
  }
  if (!who) {
    explain_keys();
    return std::nullopt;
  }
  const pid_t thread = point_->roles[*who].pid;
  withdraw();
  return tracer::Answer{What::go, thread};
}

tracer::Answer TraceSession::quit() {
  withdraw();
  typed_.clear();
  return {tracer::Answer::What::quit, 0};
}

void TraceSession::withdraw() {
  prompt_.erase();
  point_.reset();
}

void TraceSession::suspended() {
  prompt_.erase();
  terminal_.leave_raw();
}

void TraceSession::resumed() {
  terminal_.enter_raw();
  ask_again();
}

void TraceSession::interrupted(int signal) {
  withdraw();
  hurry(signal);
}

}  // namespace app
