#include "core/view/text/plain_text.hpp"

#include <fmt/format.h>

#include "core/view/formatting/clock.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/indent.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/roster.hpp"
#include "core/view/model/standstill.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

/// The text view in sentences: "+0.212 ms: child-1, process 4277, prints: ...".
class PlainText : public View {
 public:
  explicit PlainText(const Style& style) : style_(style), clock_(style.time) {}

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    *this = PlainText(style_);
    clock_.begin(run);
    std::string heading = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!listing.title.empty()) heading += ": " + harmless(listing.title);
    return heading + "\n";
  }

  std::string event(const record::Event& event) override {
    roster_.add(event);
    standstill_.on_event(event);
    Phrase phrase = phrase_of(
        event, [this](pid_t pid) { return mention(pid); }, style_.language);
    phrase.rest += sender_of(
        event, [this](pid_t pid) { return mention(pid); }, style_.language);
    std::string sentence = clock_.at(event.t);
    if (!sentence.empty()) sentence += said().colon;
    if (phrase.quotes) return sentence + quotation(event.pid, phrase) + "\n";
    sentence += joined(style_.language, subject(event.pid), in_words(phrase, style_.language));
    return sentence.append(said().stop) + "\n";
  }

  std::string pass(const record::Event& event) override {
    roster_.add(event);
    standstill_.on_event(event);
    return {};
  }

  std::string end(const record::End& end) override {
    const std::string told = end.status == "deadlock" ? told_standstill() : "";
    const std::string sentence =
        told.empty() ? verdict(end, style_.language) : losses(end, style_.language);
    return told + (sentence.empty() ? "\n" : sentence + "\n\n");
  }

 private:
  std::string mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    if (!member) return filled(said().process_of_id, pid);
    const std::string name = harmless(member->name);
    if (!style_.pids) return name.empty() ? fmt::format("process-{}", member->ordinal) : name;
    return name.empty() ? filled(said().process_of_id, pid)
                        : filled(said().named_process, name, pid);
  }

  /// A process at the beginning of a sentence.
  std::string subject(pid_t pid) const {
    return style_.pids ? filled(said().subject, mention(pid)) : mention(pid);
  }

  std::string short_mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    return member && !member->name.empty() ? harmless(member->name) : mention(pid);
  }

  /// A sentence for each process that waits, and one for the circle; empty if
  /// none is known to wait.
  std::string told_standstill() const {
    const choice::WaitGraph graph = standstill_.graph(roster_);
    if (graph.waits().empty()) return {};
    const choice::WaitWords& waits = said().waits;
    const Mention by_name = [this](pid_t pid) { return mention(pid); };
    std::string told = fmt::format("{}{}\n", graph.heading(waits, true), said().stop);
    for (const choice::Wait& wait : graph.waits())
      told += fmt::format(
          "{}{}\n", joined(style_.language, subject(wait.pid), description(wait, waits, by_name)),
          said().stop);
    const std::vector<pid_t> circle = graph.circle();
    if (circle.empty()) return told;
    told += waits.circle;
    for (std::size_t i = 0; i < circle.size(); ++i) {
      const std::string next = short_mention(circle[(i + 1) % circle.size()]);
      const std::string& object = graph.find(circle[i])->object;
      told += short_mention(circle[i]) + " ";
      told += filled(waits.waits_for, object.empty() ? next : object);
      if (!object.empty()) told += filled(waits.held_by, next);
      told += i + 1 < circle.size() ? waits.between : said().stop;
    }
    return told + "\n";
  }

  const Words& said() const { return words(style_.language); }

  /// Printed text. Lines after the first are indented, so that they cannot be
  /// mistaken for our own sentences.
  std::string quotation(pid_t pid, const Phrase& phrase) const {
    std::string sentence = joined(style_.language, subject(pid), phrase.verb);
    if (!phrase.rest.empty()) return sentence.append(said().colon) + indented(phrase.rest, 2);
    return joined(style_.language, sentence, said().empty_line).append(said().stop);
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
