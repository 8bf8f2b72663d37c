#include "app/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "app/choices.hpp"
#include "app/diary.hpp"
#include "app/errors.hpp"
#include "app/run_writer.hpp"
#include "app/step_terminal.hpp"
#include "core/stage/scheduler.hpp"
#include "core/view/display_width.hpp"

namespace app {
namespace {

constexpr std::string_view kKeys =
    "Enter lets the process that is shown act, a digit another one;\n"
    "b goes one act back, c lets everything run on, q ends.";
constexpr char kEndOfInput = '\x04';
constexpr std::string_view kEraseLine = "\r\x1b[K";
constexpr std::string_view kEraseLineAbove = "\x1b[1A\x1b[K";
constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kNormal = "\x1b[0m";

std::string_view without_sign(std::string_view line) {
  const auto first = line.find_first_not_of(" /");
  return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

/// Whether the statement that this line belongs to goes on in the next one.
bool goes_on(std::string_view line) {
  return !line.empty() && line.back() != ';' && line.back() != '{' && line.back() != '}';
}

}  // namespace

std::string listing_of(const lessons::Page& page, const probe::Act& act) {
  // A record may be of another version of the page.
  if (act.file != page.file() || page.line(act.line).empty()) return {};
  std::string text;
  for (std::string_view rest = page.prose(act.line); !rest.empty();) {
    const auto end = rest.find('\n');
    text += fmt::format("  {}\n", without_sign(rest.substr(0, end)));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  if (!text.empty()) text += '\n';
  constexpr int kMostLines = 6;
  for (int number = act.line; number < act.line + kMostLines; ++number) {
    const std::string_view line = page.line(number);
    text += fmt::format("{:>6}  {}\n", number, line);
    if (!goes_on(line)) break;
  }
  return text;
}

Session::Session(const ViewOptions& options, bool colour)
    : options_(options),
      colour_(colour),
      erasable_(!options.plain && !view::Terminal(STDOUT_FILENO).dumb()),
      terminal_(open_step_terminal()) {}

void Session::open(const lessons::Demo& demo, const stage::Schedule& proposed) {
  demo_ = &demo;
  proposed_ = proposed;
  terminal_.enter_raw();
}

void Session::close() {
  erase_prompt();
  terminal_.leave_raw();
}

void Session::offer(const stage::Point& point) {
  point_ = point;
  if (std::exchange(catching_up_, false)) {
    write_to_stdout(fmt::format("\nBack at choice {}. All processes are new ones{}.\n",
                                point.made + 1,
                                options_.stable_ids ? "" : ", with PIDs of their own"));
  }
  if (!anyone_may_act(point)) {
    write_to_stdout("\n");
    return prompt();
  }
  if (point.made < proposed_.size()) {
    try {
      point_->proposed = choice_of(proposed_, point);
    } catch (const stage::Misfit& misfit) {
      std::string sentence = misfit.what();
      sentence.front() = 'T';  // it begins with "the schedule"
      write_to_stdout(fmt::format("\n{}.\n", sentence));
      proposed_ = {};
    }
  }
  show(point_->roles[point_->proposed]);
  prompt();
}

void Session::show(const stage::Role& role) {
  const bool wakes = role.standing != stage::Standing::ready;
  const std::string listing = wakes ? "" : listing_of(demo_->page, role.next);
  write_to_stdout(listing.empty() ? "\n" : "\n" + listing + "\n");
}

void Session::prompt() {
  if (!std::exchange(keys_explained_, true)) write_to_stdout(fmt::format("{}\n", kKeys));
  const Choices choices(*point_, !options_.stable_ids);
  const bool is_end = !anyone_may_act(*point_);
  lines_above_ = 0;
  for (const auto& line : choices.others()) write_line("  " + line);
  const auto bold = [&](const std::string& text) {
    return colour_ ? fmt::format("{}{}{}", kBold, text, kNormal) : text;
  };
  const int number = choices.proposed_number();
  const std::string next =
      is_end ? bold("nobody") + " can go on"
             : fmt::format("{}{} is about {}", number > 0 ? fmt::format("{} ", number) : "",
                           bold(choices.proposed()), choices.intent());
  const std::string keys = is_end ? "Enter b" : choices.keys() + " b c";
  write_to_stdout(erasable_ ? fmt::format("{}  [{} q] ", next, keys)
                            : fmt::format("{}. Type {} or q:\n", next, keys));
  prompted_ = true;
}

/// A line that goes with the prompt; one that is too long for the terminal
/// stays, and all above it, since nobody knows how many lines it is there.
void Session::write_line(const std::string& line) {
  write_to_stdout(line + "\n");
  const bool fits =
      static_cast<int>(view::display_width(line)) < view::Terminal(STDOUT_FILENO).width();
  lines_above_ = fits ? lines_above_ + 1 : 0;
}

void Session::explain_keys() {
  erase_prompt();
  keys_explained_ = false;
  prompt();
}

void Session::erase_prompt() {
  if (!std::exchange(prompted_, false) || !erasable_) return;
  std::string erase(kEraseLine);
  for (int line = 0; line < lines_above_; ++line) erase += kEraseLineAbove;
  write_to_stdout(erase);
}

std::optional<stage::Answer> Session::answer() {
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
  // Nothing is shown, but q ends even so.
  if (typed_.starts_with('q')) return quit();
  return std::nullopt;
}

std::optional<stage::Answer> Session::meaning_of(Key key) {
  using What = stage::Answer::What;
  std::optional<std::size_t> who = point_->proposed;
  switch (key.means) {
    case Key::Means::quit:
      return quit();
    case Key::Means::back:
      return go_back();
    case Key::Means::choice:
      who = Choices(*point_, false).role_numbered(key.choice);
      break;
    case Key::Means::first:
    case Key::Means::last:
    case Key::Means::unknown:
      who.reset();
      break;
    default:
      break;
  }
  if (!who) {
    explain_keys();
    return std::nullopt;
  }
  erase_prompt();
  // Who takes another way leaves the one that was proposed.
  if (*who != point_->proposed) proposed_ = {};
  point_.reset();
  return stage::Answer{key.means == Key::Means::run_on ? What::run_on : What::act, *who};
}

std::optional<stage::Answer> Session::go_back() {
  erase_prompt();
  if (point_->made == 0) {
    write_to_stdout("This is where it begins.\n");
    prompt();
    return std::nullopt;
  }
  point_.reset();
  catching_up_ = true;
  return stage::Answer{stage::Answer::What::back, 0};
}

stage::Answer Session::quit() {
  erase_prompt();
  typed_.clear();
  return {stage::Answer::What::quit, 0};
}

void Session::withdraw() {
  erase_prompt();
  point_.reset();
}

void Session::ask_again() {
  if (point_ && !prompted_) prompt();
}

void Session::suspended() {
  erase_prompt();
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
