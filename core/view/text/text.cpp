#include "core/view/text/text.hpp"

#include <fmt/format.h>

#include "core/view/formatting/clock.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/indent.hpp"
#include "core/view/formatting/palette.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/roster.hpp"
#include "core/view/model/standstill.hpp"
#include "core/view/model/standstill_lines.hpp"
#include "core/view/model/words.hpp"
#include "core/view/text/plain_text.hpp"

namespace view {
namespace {

/// A column that is never too narrow: a text that does not fit widens it from
/// there on, by a little more than needed if that would soon happen again.
class Column {
 public:
  explicit Column(std::size_t width, std::size_t reserve = 0) : width_(width), reserve_(reserve) {}

  std::size_t fit(const std::string& cell) {
    const std::size_t needed = display_width(cell);
    if (needed > width_) width_ = needed + reserve_;
    return width_;
  }

 private:
  std::size_t width_;
  std::size_t reserve_;
};

/// The text view in columns.
class Text : public View {
 public:
  explicit Text(const Style& style) : style_(style), clock_(style.time) {}

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    *this = Text(style_);
    clock_.begin(run);
    std::string heading = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!listing.title.empty()) heading += "   " + harmless(listing.title);
    return heading + "\n\n";
  }

  std::string event(const record::Event& event) override {
    const Roster::Member& actor = roster_.add(event);
    standstill_.on_event(event);
    Phrase phrase = phrase_of(
        event, [this](pid_t pid) { return mention(pid); }, style_.language);
    phrase.rest += sender_of(
        event, [this](pid_t pid) { return mention(pid); }, style_.language);
    const std::string when = when_cell(event);
    const std::string who = who_cell(event.name, event.pid);
    std::string verb(phrase.verb);
    if (!phrase.rest.empty()) verb = pad_right(verb, kVerb) + " ";

    const std::size_t indent = display_width(when) + display_width(who) + 2 + kVerb + 1;
    const std::string line =
        when + paint(who, actor.ordinal) + "  " + verb + indented(phrase.rest, indent);
    return line + "\n";
  }

  std::string pass(const record::Event& event) override {
    roster_.add(event);
    standstill_.on_event(event);
    return {};
  }

  std::string end(const record::End& end) override {
    const std::string drawn = end.status == "deadlock" ? drawn_standstill() : "";
    const std::string sentence =
        drawn.empty() ? verdict(end, style_.language) : losses(end, style_.language);
    return drawn + (sentence.empty() ? "\n" : "\n" + sentence + "\n\n");
  }

 private:
  // "terminates", the longest verb.
  static constexpr std::size_t kVerb = 10;
  // "+999.999 ms", and the time on the wall. From one second on there is one
  // digit less, so that the column does not move.
  static constexpr std::size_t kTime = 11;
  static constexpr std::size_t kWall = 15;

  /// The time, after its column's padding, which is the line's indent.
  std::string when_cell(const record::Event& event) {
    const std::string time =
        less_exact(clock_.at(event.t), style_.time == Time::wall ? kWall : kTime);
    return time.empty() ? "  " : pad_left(time, time_.fit(time)) + "  ";
  }

  std::string who_cell(std::string_view known_as, pid_t process) {
    const std::string name = harmless(known_as);
    std::string cell = pad_right(name, name_.fit(name));
    if (!style_.pids) return cell;
    const std::string pid = std::to_string(process);
    return cell + "  " + pad_left(pid, pid_.fit(pid));
  }

  /// What each process waits for, in the columns of the events.
  std::string drawn_standstill() {
    return standstill_lines(
        standstill_, roster_,
        [this](const Roster::Member& waiting, pid_t pid) {
          return paint(who_cell(waiting.name, pid), waiting.ordinal);
        },
        [this](pid_t pid) { return mention(pid); },
        [this](pid_t pid) { return short_mention(pid); }, style_.language);
  }

  /// A process in the middle of a line: its name, its PID, its colour.
  std::string mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    if (!member) return filled(words(style_.language).process_of_id, pid);
    const std::string name = harmless(member->name);
    if (!style_.pids)
      return paint(name.empty() ? fmt::format("process-{}", member->ordinal) : name,
                   member->ordinal);
    return paint(name.empty() ? filled(words(style_.language).process_of_id, pid)
                              : fmt::format("{} {}", name, pid),
                 member->ordinal);
  }

  /// Its name and its colour, when its PID is nearby.
  std::string short_mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    if (!member || member->name.empty()) return mention(pid);
    return paint(harmless(member->name), member->ordinal);
  }

  std::string paint(const std::string& text, int ordinal) const {
    return style_.colour ? painted(text, ordinal) : text;
  }

  Style style_;
  Clock clock_;
  Roster roster_;
  Standstill standstill_;
  Column time_{kTime, 2};
  Column name_{7};  // "child-1"
  Column pid_{4};
};

}  // namespace

std::unique_ptr<View> text(const Style& style) {
  if (style.plain) return plain_text(style);
  return std::make_unique<Text>(style);
}

}  // namespace view
