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
/// Whoever holds the run drives it.
class PlainText : public View {
 public:
  explicit PlainText(const Style& style) : style_(style), clock_(style.time) {}

  std::string begin(const record::Run& run, const Page& page) override {
    *this = PlainText(style_);
    clock_.begin(run);
    std::string heading = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!page.title.empty()) heading += ": " + harmless(page.title);
    return heading + "\n";
  }

  std::string event(const record::Event& event) override {
    roster_.add(event);
    standstill_.on_event(event);
    const Phrase phrase = phrase_of(
        event, [this](pid_t pid) { return mention(pid); }, style_.language);
    std::string sentence = clock_.at(event.t);
    if (!sentence.empty()) sentence += said().colon;
    sentence += subject(event.pid);
    sentence += phrase.verb;
    if (phrase.quotes) return sentence + quotation(phrase.rest) + "\n";
    if (!phrase.rest.empty()) sentence += " " + phrase.rest;
    return sentence.append(said().stop) + "\n";
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
    return filled(style_.pids ? said().subject : said().short_subject, mention(pid));
  }

  std::string short_mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    return member && !member->name.empty() ? harmless(member->name) : mention(pid);
  }

  /// A sentence for each process that waits, and one for the circle; empty when
  /// nobody is known to wait.
  std::string told_standstill() const {
    const choice::WaitGraph graph = standstill_.graph(roster_);
    if (graph.waits().empty()) return {};
    const choice::WaitWords& waits = said().waits;
    const Mention by_name = [this](pid_t pid) { return mention(pid); };
    std::string told = fmt::format("{}{}\n", graph.heading(waits, true), said().stop);
    for (const choice::Wait& wait : graph.waits())
      told += fmt::format("{}{}{}\n", subject(wait.pid), description(wait, waits, by_name),
                          said().stop);
    const std::vector<pid_t> circle = graph.circle();
    if (circle.empty()) return told;
    told += waits.circle;
    for (std::size_t i = 0; i < circle.size(); ++i) {
      const std::string next = short_mention(circle[(i + 1) % circle.size()]);
      const std::string& object = graph.find(circle[i])->object;
      told += fmt::format("{} {} ", short_mention(circle[i]), waits.waits_for);
      told += object.empty() ? next : object + filled(waits.held_by, next);
      told += i + 1 < circle.size() ? waits.between : said().stop;
    }
    return told + "\n";
  }

  const Words& said() const { return words(style_.language); }

  /// What was printed. Lines after the first are moved in, so that they cannot
  /// be taken for sentences of ours.
  std::string quotation(const std::string& text) const {
    if (text.empty()) return std::string(said().empty_line);
    return std::string(said().colon) + indented(text, 2);
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
