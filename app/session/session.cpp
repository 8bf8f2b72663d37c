#include "app/session/session.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

#include "app/language/translated_page.hpp"
#include "app/language/wording.hpp"
#include "app/output/log.hpp"
#include "app/output/progress.hpp"
#include "app/output/run_writer.hpp"
#include "app/quiz/quiz_text.hpp"
#include "app/session/choices.hpp"
#include "app/session/listing.hpp"
#include "app/session/step_terminal.hpp"
#include "app/survey/passive_audience.hpp"
#include "core/os/process/process.hpp"
#include "core/os/process/signals.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/formatting/split_lines.hpp"
#include "core/view/formatting/terminal.hpp"
#include "core/view/formatting/wrap.hpp"
#include "core/view/model/words.hpp"
#include "core/view/outcomes/map_text.hpp"
#include "core/view/outcomes/outcomes.hpp"

namespace app {
namespace {

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kNormal = "\x1b[0m";

std::size_t width() {
  return static_cast<std::size_t>(view::Terminal(STDOUT_FILENO).width());
}

/// `text`, with a mark for its kind before the first line, if any.
std::string with_mark(std::string text, bool colour) {
  for (const auto* mark : {"? ", "! "}) {
    const auto at = text.find(std::string("\n") + mark);
    const std::size_t from = text.starts_with(mark) ? 0 : at == text.npos ? at : at + 1;
    if (colour && from != text.npos) text.replace(from, 1, view::highlighted(text.substr(from, 1)));
  }
  return text;
}

/// Lines of another program, without what a terminal would obey.
std::string harmless_text(const std::string& text) {
  std::string lines;
  for (const auto line : view::split_lines(text)) lines += view::harmless(line) + "\n";
  return lines;
}

}  // namespace

Session::Session(const SessionTerms& terms, bool colour)
    : terms_(terms),
      colour_(colour),
      prompt_(!options_.plain && !view::Terminal(STDOUT_FILENO).dumb(), options_.language),
      terminal_(open_step_terminal(terms.input_is_taken, terms.instead, terms.option)),
      outlook_(terms.view.language),
      keeps_pace_(terms.pace.has_value()),
      pace_(terms.pace.value_or(std::chrono::seconds(1))) {
  input_.add(terminal_.get());
  input_.add(timer_.get());
}

const Wording& Session::words() const {
  return wording(options_.language);
}

void Session::open(const Subject& subject, const choice::Schedule& proposed) {
  subject_ = &subject;
  proposed_.follow(proposed);
  outlook_.forget();
  offers_outcomes_ = false;
  // An outcome was played: its reader directs the next demo again.
  if (std::exchange(is_playing_, false)) keeps_pace_ = false;
  if (const auto title = translation(options_.language, subject.title))
    write_to_stdout(fmt::format("\n{}\n", *title));
  if (challenge_) show_goal();
  terminal_.enter_raw();
}

std::optional<choice::Schedule> Session::again(choice::Result& result) {
  auto begin = next_run(result);
  if (begin) outlook_.begin_with(*begin);
  return begin;
}

std::optional<choice::Schedule> Session::next_run(choice::Result& result) {
  if (!result.back) {
    if (edit_.is_replay())
      write_to_stdout(
          fmt::format("{}\n", edit_.told(result.schedule.size(), words(), options_.language)));
    if (!challenge_ || !goes_back_from_end(result)) return std::nullopt;
  }
  if (wants_to_play_ != 0) {
    proposed_.follow(*outlook_.schedule_of(std::exchange(wants_to_play_, 0)));
    keeps_pace_ = is_playing_ = true;
    return choice::Schedule();
  }
  if (edit_.is_wanted()) return edit(result);
  const auto wanted = std::exchange(wants_, std::nullopt);
  if (!wanted) return ProposedSchedule::one_back(result);
  result.signal = show_outcomes(*wanted);
  return result.signal == 0 ? std::optional(result.schedule) : std::nullopt;
}

std::optional<choice::Schedule> Session::edit(choice::Result& result) {
  terminal_.leave_raw();
  const Edited& edited = edit_.edit(*subject_, result.schedule);
  result.signal = edited.signal;
  result.quit = edited.leaves;
  if (edited.signal != 0 || edited.leaves) return std::nullopt;
  if (!edited.messages.empty()) write_to_stdout("\n" + harmless_text(edited.messages));
  outlook_.forget();
  effect_.forget();
  terminal_.enter_raw();
  return result.schedule;
}

int Session::show_outcomes(Key::Means what) {
  os::leave_small_pids();
  terminal_.leave_raw();
  PassiveAudience audience;
  Progress progress{std::string(words().trying)};
  const auto survey = subject_->survey(audience, [&](const auto& how_far) {
    progress.show(how_far);
    return true;
  });
  const bool lists = what == Key::Means::outcomes;
  survey->explore();
  if (lists) survey->run_freely();
  progress.clear();
  const record::OutcomeReport report = survey->report();
  const view::Style style = style_on_terminal(options_);
  outlook_.learn(*subject_, report);
  write_to_stdout(
      "\n" + (lists ? view::outcomes_text(report, style) : view::map_text(outlook_.map(), style)));
  offers_outcomes_ = lists && outlook_.playable() > 0;
  terminal_.enter_raw();
  return survey->signal().value_or(0);
}

void Session::show_python() {
  if (subject_->python.source().empty()) return explain_keys();
  prompt_.erase();
  write_to_stdout(fmt::format("\n{}\n", subject_->python.source()));
  ask();
}

void Session::report(const std::string& line) {
  write_to_stdout(line);
}

void Session::announce(const std::string& sentence) {
  prompt_.erase();
  write_to_stdout(view::wrapped(sentence, std::min<std::size_t>(width(), 72), 0) + "\n");
  ask_again();
}

void Session::close() {
  prompt_.erase();
  terminal_.leave_raw();
}

void Session::offer(const choice::Point& point) {
  point_ = point;
  naming_.name(*point_);
  turned_ = 0;
  outlook_.come_to(point);
  if (challenge_) challenge_->come_to(point);
  if (const auto unseen = effect_.at(*point_, words(), !options_.stable_ids); unseen && !only_asks_)
    write_to_stdout(fmt::format("\n  {}\n", unseen->sentence));
  const bool is_back = std::exchange(catching_up_, false);
  if (edit_.is_replay()) {
    write_to_stdout(fmt::format("\n{}\n", edit_.told(point.made, words(), options_.language)));
  } else if (is_back) {
    write_to_stdout(fmt::format("\n{}{}{}\n", view::filled(words().back_at_choice, point.steps + 1),
                                options_.stable_ids ? "" : words().with_new_pids,
                                view::words(options_.language).stop));
  }
  if (subject_->turning_point > 0 && point.made + 1 == subject_->turning_point)
    write_to_stdout(fmt::format("\n{}\n", words().turning_point_here));
  if (!anyone_may_act(point)) return present();
  if (const std::string misfit = proposed_.propose(*point_); !misfit.empty())
    write_to_stdout(fmt::format("\n{}\n", misfit));
  present();
}

void Session::present() {
  if (offers_outcomes_) return ask();
  if (quiz_prompt_) quiz_prompt_->come_to(subject_->page, *point_);
  if (quiz_prompt_ && quiz_prompt_->asks()) {
    // Keys typed before the question was shown cannot be answers.
    if (only_asks_) typed_.clear();
    write_to_stdout("\n" + with_mark(quiz_prompt_->text(width()), colour_));
  } else if (plays_on()) {
    return;
  } else if (anyone_may_act(*point_)) {
    show(point_->roles[point_->proposed]);
    if (keeps_pace_) return timer_.set(pace_);
  } else {
    write_to_stdout("\n");
    keeps_pace_ = false;
  }
  ask();
}

void Session::add_questions(Quiz& quiz, bool only) {
  quiz_prompt_.emplace(quiz, options_.language);
  only_asks_ = only;
}

void Session::report_news(const std::vector<Prediction>& news, bool has_ended) const {
  for (const auto& one : news) {
    // A run ends with an empty line, and a step begins with one.
    const char* above = has_ended ? "" : "\n";
    const char* below = has_ended || only_asks_ ? "\n" : "";
    write_to_stdout(above + with_mark(verdict_text(one, width(), options_.language), colour_) +
                    below);
  }
}

void Session::report_summary(const std::vector<Prediction>& predictions) {
  const std::string summary = summary_text(predictions, width(), options_.language);
  if (!summary.empty()) write_to_stdout("\n" + summary);
}

/// Whether this point passes without a prompt.
bool Session::plays_on() const {
  return only_asks_ && !quiz_prompt_->asks();
}

void Session::show(const choice::Role& role) {
  if (const std::string warning = outlook_.warning(); !warning.empty())
    write_to_stdout(fmt::format("\n{}\n", warning));
  const bool wakes = role.standing != choice::Standing::ready;
  std::string listing;
  const bool is_on_page = subject_->is_on_page(role.next);
  if (!wakes && is_on_page)
    listing = listing_of(subject_->page, role.next, options_.language, width());
  if (!wakes && !is_on_page)
    listing = listing_of_program(*subject_->files, role.next, options_.language, width());
  write_to_stdout(listing.empty() ? "\n" : "\n" + listing + "\n");
}

void Session::ask() {
  if (offers_outcomes_) return ask_for_outcome();
  if (quiz_prompt_ && quiz_prompt_->asks()) return ask_for_answer();
  if (!std::exchange(keys_explained_, true))
    write_to_stdout(view::wrapped(challenge_ ? words().challenge_help : words().line_help,
                                  std::min<std::size_t>(width(), 72), 0) +
                    "\n");
  Choices choices(*point_, !options_.stable_ids, words(), turned_);
  choices.add_leaves(outlook_.leaves(*point_));
  const bool is_end = !anyone_may_act(*point_);
  if (is_end) return ask_at_standstill();
  for (const auto& line : choices.others()) prompt_.add_line("  " + line);
  const auto bold = [&](const std::string& text) {
    return colour_ ? fmt::format("{}{}{}", kBold, text, kNormal) : text;
  };
  const int number = choices.proposed_number();
  const std::string act =
      view::filled(words().next_act, number > 0 ? fmt::format("{} ", number) : "",
                   bold(choices.proposed()), choices.intent());
  const std::string leaves = choices.leaves();
  prompt_.ask(
      leaves.empty() ? act : view::filled(words().what_leaves, act, leaves),
      choices.keys() + (choices.has_more() ? " < >" : "") + (challenge_ ? " b r c" : " b c"));
}

void Session::ask_for_outcome() {
  std::string keys = "Enter";
  for (int number = 1; number <= outlook_.playable(); ++number) {
    if (outlook_.schedule_of(number)) keys += fmt::format(" {}", number);
  }
  prompt_.ask(std::string(words().pick_outcome), keys);
}

std::optional<choice::Answer> Session::pick_outcome(Key key) {
  if (key.means == Key::Means::quit) return quit();
  prompt_.erase();
  offers_outcomes_ = false;
  if (key.means != Key::Means::choice || !outlook_.schedule_of(key.choice)) {
    present();
    return std::nullopt;
  }
  wants_to_play_ = key.choice;
  point_.reset();
  return choice::Answer{choice::Answer::What::back, 0};
}

void Session::show_goal() {
  const std::size_t columns = std::min<std::size_t>(width(), 72);
  write_to_stdout("\n" + challenge_->text(outlook_.made(), columns));
}

bool Session::goes_back_from_end(choice::Result& result) {
  if (result.quit || result.signal != 0 || result.misfit) return false;
  write_to_stdout(view::wrapped(challenge_->verdict(), std::min<std::size_t>(width(), 72), 0) +
                  "\n");
  if (challenge_->has_reached() || result.schedule.empty()) return false;
  os::SignalFd signals({SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP});
  os::Poller poller;
  poller.add(signals.get());
  poller.add(terminal_.get());
  prompt_.ask(std::string(words().may_go_back), "Enter b");
  for (;; poller.wait(std::nullopt)) {
    while (const auto signal = signals.next()) {
      prompt_.erase();
      terminal_.leave_raw();
      if (*signal != SIGTSTP) result.signal = *signal;
      if (result.signal != 0) return false;
      os::suffer(SIGTSTP);
      terminal_.enter_raw();
      prompt_.ask(std::string(words().may_go_back), "Enter b");
    }
    while (const auto key = terminal_.next_key()) typed_ += *key == kEndOfInput ? 'q' : *key;
    while (const auto key = take_key(typed_)) {
      const bool goes_back = key->means == Key::Means::back;
      result.quit = key->means == Key::Means::quit;
      if (!goes_back && !result.quit && key->means != Key::Means::forward) continue;
      prompt_.erase();
      effect_.forget();
      catching_up_ = goes_back;
      return goes_back;
    }
  }
}

/// No process can be chosen: the reader can only wait, or leave.
void Session::ask_at_standstill() {
  const choice::WaitGraph& graph = point_->waits;
  const choice::Mention mention = graph.mention(!options_.stable_ids);
  for (const choice::Wait& wait : graph.waits()) {
    const std::string text =
        fmt::format("    {} {}", mention(wait.pid), description(wait, words().waits, mention));
    std::istringstream lines(view::wrapped(view::harmless(text), width(), 6));
    for (std::string line; std::getline(lines, line);) prompt_.add_line(line);
  }
  const std::string nobody(words().nobody);
  const std::string who = colour_ ? fmt::format("{}{}{}", kBold, nobody, kNormal) : nobody;
  prompt_.ask(view::filled(point_->is_final ? words().nobody_goes_on : words().nobody_is_held, who),
              point_->is_final ? "Enter b" : "b");
}

void Session::ask_for_answer() {
  if (!std::exchange(answers_explained_, true)) {
    write_to_stdout(fmt::format("  {}\n", quiz_prompt_->explanation()));
  }
  prompt_.ask(std::string(words().your_answer),
              quiz_prompt_->keys() + (only_asks_ ? "" : " b") + " c");
}

/// Any key stops a session that plays by itself.
void Session::hold() {
  keeps_pace_ = false;
  timer_.stop();
  ask();
}

void Session::explain_keys() {
  prompt_.erase();
  (quiz_prompt_ && quiz_prompt_->asks() ? answers_explained_ : keys_explained_) = false;
  ask();
}

std::optional<choice::Answer> Session::answer() {
  const bool is_time = timer_.take();
  while (const auto key = terminal_.next_key()) {
    const bool insists = *key == 'q' && typed_.ends_with('q');
    if (insists || *key == kEndOfInput) return quit();
    typed_ += *key;
  }
  while (point_) {
    if (plays_on() && !typed_.starts_with('q')) {
      typed_.clear();
      return act_by({Key::Means::forward});
    }
    const auto key = take_key(typed_);
    if (!key && is_time && keeps_pace_) return act_by({Key::Means::forward});
    if (!key) break;
    if (keeps_pace_ && key->means != Key::Means::quit) {
      hold();
      continue;
    }
    if (const auto answer = meaning_of(*key)) return answer;
  }
  // There is no prompt, but q still quits.
  if (typed_.starts_with('q')) return quit();
  return std::nullopt;
}

std::optional<choice::Answer> Session::meaning_of(Key key) {
  if (offers_outcomes_) return pick_outcome(key);
  if (quiz_prompt_ && quiz_prompt_->asks() && is_reply(key)) return std::nullopt;
  return act_by(key);
}

bool Session::is_reply(Key key) {
  if (const auto reply = quiz_prompt_->reply(key)) {
    prompt_.erase();
    write_to_stdout(fmt::format("  {}\n", *reply));
    present();
    return true;
  }
  if (key.means == Key::Means::run_on) quiz_prompt_->drop();
  if (key.means == Key::Means::quit || key.means == Key::Means::run_on) return false;
  // With --quiz only, going back would play forward to this point again.
  if (key.means == Key::Means::back && !only_asks_) return false;
  explain_keys();
  return true;
}

std::optional<choice::Answer> Session::act_by(Key key) {
  using What = choice::Answer::What;
  std::optional<std::size_t> who = point_->proposed;
  switch (key.means) {
    case Key::Means::quit:
      return quit();
    case Key::Means::back:
      return go_back();
    case Key::Means::choice:
      who = Choices(*point_, false, words(), turned_).role_numbered(key.choice);
      break;
    case Key::Means::python:
      show_python();
      return std::nullopt;
    case Key::Means::next_nine:
    case Key::Means::nine_before: {
      const Choices choices(*point_, false);
      if (!choices.has_more()) {
        who.reset();
        break;
      }
      // Before the first nine are the last.
      const auto nines = static_cast<std::size_t>((choices.count() + 8) / 9);
      turned_ += key.means == Key::Means::next_nine ? 1 : nines - 1;
      prompt_.erase();
      ask();
      return std::nullopt;
    }
    case Key::Means::goal:
      if (!challenge_) {
        who.reset();
        break;
      }
      prompt_.erase();
      show_goal();
      ask();
      return std::nullopt;
    case Key::Means::whole_page:
      if (subject_->page.source().empty()) {
        who.reset();
        break;
      }
      prompt_.erase();
      write_to_stdout(fmt::format("\n{}\n", with_translations(subject_->page, options_.language)));
      ask();
      return std::nullopt;
    case Key::Means::difference:
      if (subject_->cures.empty()) {
        who.reset();
        break;
      }
      prompt_.erase();
      write_to_stdout("\n" + difference_text(subject_->cures, options_.language, colour_) + "\n");
      ask();
      return std::nullopt;
    case Key::Means::map:
    case Key::Means::outcomes:
      if (!subject_->survey) {
        who.reset();
        break;
      }
      // The outcomes need the stage for themselves: this run is repeated
      // afterwards.
      prompt_.erase();
      point_.reset();
      wants_ = key.means;
      catching_up_ = true;
      return choice::Answer{What::back, 0};
    case Key::Means::edit:
      if (!subject_->edit) {
        who.reset();
        break;
      }
      prompt_.erase();
      edit_.want(&*point_, "");
      point_.reset();
      return choice::Answer{What::back, 0};
    case Key::Means::forward:
    case Key::Means::run_on:
      break;
    default:
      who.reset();
      break;
  }
  if (!who) {
    explain_keys();
    return std::nullopt;
  }
  prompt_.erase();
  proposed_.take(*point_, *who);
  outlook_.act(*point_, *who);
  if (challenge_) challenge_->act(*point_, *who);
  effect_.choose(*point_, *who);
  point_.reset();
  if (key.means != Key::Means::run_on) return choice::Answer{What::act, *who};
  keeps_pace_ = terms_.pace.has_value();
  return choice::Answer{keeps_pace_ ? What::act : What::run_on, *who};
}

std::optional<choice::Answer> Session::go_back() {
  prompt_.erase();
  if (point_->made == 0) {
    write_to_stdout(as_sentence(std::string(words().begins_here), options_.language) + "\n");
    ask();
    return std::nullopt;
  }
  point_.reset();
  effect_.forget();
  catching_up_ = true;
  return choice::Answer{choice::Answer::What::back, 0};
}

choice::Answer Session::quit() {
  prompt_.erase();
  typed_.clear();
  return {choice::Answer::What::quit, 0};
}

void Session::withdraw() {
  prompt_.erase();
  point_.reset();
}

void Session::ask_again() {
  if (point_ && !keeps_pace_ && !prompt_.stands()) ask();
}

void Session::suspended() {
  prompt_.erase();
  terminal_.leave_raw();
}

void Session::resumed() {
  terminal_.enter_raw();
  ask_again();
}

void Session::interrupted(int signal) {
  hurry(signal);
}

void Session::remark(std::string_view line) {
  note(line);
}

}  // namespace app
