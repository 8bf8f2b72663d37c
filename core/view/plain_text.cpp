#include "core/view/plain_text.hpp"

#include <fmt/format.h>

#include "core/view/clock.hpp"
#include "core/view/harmless.hpp"
#include "core/view/indent.hpp"
#include "core/view/phrase.hpp"
#include "core/view/roster.hpp"
#include "core/view/standstill.hpp"

namespace view {
namespace {

/// The text view in sentences: "+0.212 ms: child-1, process 4277, prints: ...".
/// Whoever holds the run drives it.
class PlainText : public View {
 public:
  explicit PlainText(const Style& style) : style_(style), clock_(style.time) {}

  std::string begin(const trace::Run& run, const Page& page) override {
    *this = PlainText(style_);
    clock_.begin(run);
    std::string heading = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!page.title.empty()) heading += ": " + harmless(page.title);
    return heading + "\n";
  }

  std::string event(const trace::Event& event) override {
    roster_.meet(event);
    standstill_.heed(event);
    const Phrase phrase = phrase_of(event, [this](pid_t pid) { return mention(pid); });
    std::string sentence = clock_.at(event.t);
    if (!sentence.empty()) sentence += ": ";
    sentence += subject(event.pid);
    sentence += phrase.verb;
    if (phrase.quotes) return sentence + quotation(phrase.rest) + "\n";
    if (!phrase.rest.empty()) sentence += " " + phrase.rest;
    return sentence + ".\n";
  }

  std::string end(const trace::End& end) override {
    const std::string told = end.status == "deadlock" ? told_standstill() : "";
    const std::string sentence = told.empty() ? verdict(end) : losses(end);
    return told + (sentence.empty() ? "\n" : sentence + "\n\n");
  }

 private:
  std::string mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    if (!member) return fmt::format("process {}", pid);
    const std::string name = harmless(member->name);
    if (!style_.pids) return name.empty() ? fmt::format("process-{}", member->ordinal) : name;
    return name.empty() ? fmt::format("process {}", pid) : fmt::format("{}, process {}", name, pid);
  }

  /// A process at the beginning of a sentence.
  std::string subject(pid_t pid) const { return mention(pid) + (style_.pids ? ", " : " "); }

  std::string short_mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    return member && !member->name.empty() ? harmless(member->name) : mention(pid);
  }

  /// A sentence for each process that waits, and one for the circle; empty when
  /// nobody is known to wait.
  std::string told_standstill() const {
    const Standstill::Picture picture =
        standstill_.picture(roster_, [this](pid_t pid) { return mention(pid); });
    if (picture.rows.empty()) return {};
    std::string told = fmt::format("{}.\n", picture.head());
    for (const auto& [pid, what] : picture.rows) told += subject(pid) + what + ".\n";
    if (picture.circle.empty()) return told;
    told += "the circle: ";
    const auto& circle = picture.circle;
    for (std::size_t i = 0; i < circle.size(); ++i) {
      const std::string next = short_mention(circle[(i + 1) % circle.size()].pid);
      told += short_mention(circle[i].pid) + " waits for ";
      told += circle[i].object.empty() ? next : harmless(circle[i].object) + ", held by " + next;
      told += i + 1 < circle.size() ? "; " : ".\n";
    }
    return told;
  }

  /// What was printed. Lines after the first are moved in, so that they cannot
  /// be taken for sentences of ours.
  static std::string quotation(const std::string& text) {
    return text.empty() ? " an empty line." : ": " + indented(text, 2);
  }

  Style style_;
  Clock clock_;
  Roster roster_;
  Standstill standstill_;
};

}  // namespace

std::unique_ptr<View> plain_text(const Style& style) {
  return std::make_unique<PlainText>(style);
}

}  // namespace view
