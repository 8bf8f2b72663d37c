#include "core/view/plain_text.hpp"

#include <fmt/format.h>

#include "core/view/clock.hpp"
#include "core/view/harmless.hpp"
#include "core/view/indent.hpp"
#include "core/view/phrase.hpp"
#include "core/view/roster.hpp"

namespace view {
namespace {

/// The text view in sentences: "+0.212 ms: child-1, process 4277, prints: ...".
/// Whoever holds the run drives it.
class PlainText : public View {
 public:
  PlainText(std::string_view title, const Style& style)
      : title_(title), style_(style), clock_(style.time) {}

  std::string begin(const trace::Run& run) override {
    *this = PlainText(title_, style_);
    clock_.begin(run);
    std::string heading = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!title_.empty()) heading += ": " + harmless(title_);
    return heading + "\n";
  }

  std::string event(const trace::Event& event) override {
    roster_.meet(event);
    const Phrase phrase = phrase_of(event, [this](pid_t pid) { return mention(pid); });
    std::string sentence = clock_.at(event.t);
    if (!sentence.empty()) sentence += ": ";
    sentence += mention(event.pid);
    if (style_.pids) sentence += ',';
    sentence += ' ';
    sentence += phrase.verb;
    if (phrase.quotes) return sentence + quotation(phrase.rest) + "\n";
    if (!phrase.rest.empty()) sentence += " " + phrase.rest;
    return sentence + ".\n";
  }

  std::string end(const trace::End& end) override {
    const std::string sentence = verdict(end);
    return sentence.empty() ? "\n" : sentence + "\n\n";
  }

 private:
  std::string mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    if (!member) return fmt::format("process {}", pid);
    const std::string name = harmless(member->name);
    if (!style_.pids) return name.empty() ? fmt::format("process-{}", member->ordinal) : name;
    return name.empty() ? fmt::format("process {}", pid) : fmt::format("{}, process {}", name, pid);
  }

  /// What was printed. Lines after the first are moved in, so that they cannot
  /// be taken for sentences of ours.
  static std::string quotation(const std::string& text) {
    return text.empty() ? " an empty line." : ": " + indented(text, 2);
  }

  std::string title_;
  Style style_;
  Clock clock_;
  Roster roster_;
};

}  // namespace

std::unique_ptr<View> plain_text(std::string_view title, const Style& style) {
  return std::make_unique<PlainText>(title, style);
}

}  // namespace view
