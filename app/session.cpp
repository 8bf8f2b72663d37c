#include "app/session.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "app/diary.hpp"
#include "app/errors.hpp"
#include "app/run_writer.hpp"

namespace app {
namespace {

constexpr std::string_view kKeys =
    "Enter lets the process that is shown act, c lets everything run on, q ends.";
constexpr std::string_view kKnown = "\n\r cq";
constexpr char kEndOfInput = '\x04';
constexpr std::string_view kEraseLine = "\r\x1b[K";
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

std::string target_of(const probe::Act& act) {
  const std::string name = act.object.empty() ? "process" : act.object;
  return act.peer ? fmt::format("{} {}", name, *act.peer) : name;
}

}  // namespace

std::string listing_of(const lessons::Page& page, const probe::Act& act) {
  if (act.line == 0 || act.file != page.file()) return {};
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

std::string intent_of(const probe::Act& act) {
  switch (act.kind) {
    case probe::Kind::print:
      return "to print";
    case probe::Kind::fork:
      return act.value == "spawn" ? "to spawn" : "to fork";
    case probe::Kind::wait:
      return fmt::format("to wait for {}", target_of(act));
    case probe::Kind::reap:
      return fmt::format("to reap {}", target_of(act));
    case probe::Kind::exit:
      return fmt::format("to end, with exit code {}", act.status.value_or(0));
    default:
      return fmt::format("to {}", probe::name_of(act.kind));
  }
}

namespace {

os::TerminalMode open_terminal() {
  const bool talks =
      view::Terminal(STDIN_FILENO).is_terminal() && view::Terminal(STDOUT_FILENO).is_terminal();
  if (talks) return os::TerminalMode();
  throw EnvironmentError(
      "--step needs a terminal, to show each step and to read your keys. "
      "Leave it out, or take --auto.");
}

}  // namespace

Session::Session(const ViewOptions& options, bool colour)
    : options_(options),
      colour_(colour),
      erasable_(!options.plain && !view::Terminal(STDOUT_FILENO).dumb()),
      terminal_(open_terminal()) {}

void Session::open(const lessons::Demo& demo) {
  demo_ = &demo;
  terminal_.enter_raw();
}

void Session::close() {
  erase_prompt();
  terminal_.leave_raw();
}

void Session::offer(const stage::Point& point) {
  point_ = point;
  const stage::Role& role = point.roles[point.proposed];
  const std::string listing = listing_of(demo_->page, role.next);
  write_to_stdout(listing.empty() ? "\n" : "\n" + listing + "\n");
  prompt();
}

void Session::prompt() {
  const stage::Role& role = point_->roles[point_->proposed];
  const std::string who =
      options_.stable_ids ? role.name : fmt::format("{} {}", role.name, role.pid);
  if (!std::exchange(keys_explained_, true)) {
    write_to_stdout(fmt::format("{}\n", kKeys));
  }
  write_to_stdout(fmt::format("{}{}{} is about {}{}", colour_ ? kBold : "", who,
                              colour_ ? kNormal : "", intent_of(role.next),
                              erasable_ ? "  [Enter c q] " : ". Enter, c or q:\n"));
  prompted_ = true;
}

void Session::explain_keys() {
  erase_prompt();
  keys_explained_ = false;
  prompt();
}

void Session::erase_prompt() {
  if (std::exchange(prompted_, false) && erasable_) write_to_stdout(kEraseLine);
}

std::optional<stage::Answer> Session::answer() {
  while (const auto key = terminal_.next_key()) {
    const bool insists = *key == 'q' && typed_.ends_with('q');
    if (insists || *key == kEndOfInput) return quit();
    typed_ += *key;
  }
  while (point_ && !typed_.empty()) {
    // One complaint is enough for a key of several characters.
    if (const auto unknown = std::min(typed_.find_first_of(kKnown), typed_.size()); unknown > 0) {
      typed_.erase(0, unknown);
      explain_keys();
      continue;
    }
    const char key = typed_.front();
    typed_.erase(0, 1);
    return meaning_of(key);
  }
  // Nothing is shown, but q ends even so.
  if (typed_.starts_with('q')) return quit();
  return std::nullopt;
}

stage::Answer Session::meaning_of(char known) {
  using What = stage::Answer::What;
  if (known == 'q') return quit();
  erase_prompt();
  const std::size_t who = std::exchange(point_, std::nullopt)->proposed;
  return known == 'c' ? stage::Answer{What::run_on, 0} : stage::Answer{What::act, who};
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
