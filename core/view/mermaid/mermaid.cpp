#include "core/view/mermaid/mermaid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/view/formatting/count.hpp"
#include "core/view/formatting/excerpt.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/mermaid/mermaid_text.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/standstill.hpp"
#include "core/view/model/standstill_lines.hpp"
#include "core/view/model/step_reader.hpp"

namespace view {
namespace {

using probe::Kind;

using Message = Step::Message;

// A note is as wide as its longest line: mermaid does not wrap.
constexpr std::size_t kNoteColumns = 48;
constexpr std::size_t kWideNoteColumns = 72;  // for lines that belong together
constexpr std::size_t kNoteRows = 8;
constexpr std::size_t kAliasColumns = 40;
constexpr std::size_t kMaxTextSize = 50'000;

/// Runs as a sequence diagram.
class Mermaid : public View {
 public:
  explicit Mermaid(const Style& style) : style_(style), reader_(style.pids) {}

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    ++run_;
    reader_ = StepReader(style_.pids);
    standstill_ = {};
    participants_.clear();
    count_ = 0;
    heading_ = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!listing.title.empty()) heading_ += "\n" + harmless(listing.title);
    return counted_in(open_document());
  }

  std::string event(const record::Event& event) override {
    const Step step = reader_.read(event);
    standstill_.on_event(event);
    std::string drawn;
    // It may have begun in an event that is not shown.
    if (!step.is_late && !participants_.contains(step.process))
      drawn += "  " + participant(step.process, event.pid);
    drawn += heading();
    drawn += step.is_late ? late(event, step) : drawing_of(event, step);
    for (const int process : step.gone) participants_.erase(process);
    return counted_in(drawn);
  }

  std::string pass(const record::Event& event) override {
    const Step step = reader_.read(event);
    standstill_.on_event(event);
    for (const int process : step.gone) participants_.erase(process);
    return {};
  }

  std::string end(const record::End& end) override {
    std::string drawn;
    if (count_ == 0) drawn += fmt::format("  participant {} as nobody\n", first());
    drawn += heading();
    const std::string ending = end.status == "deadlock" ? told_standstill() : "";
    const std::string sentence = ending.empty() ? verdict(end) : losses(end);
    if (!ending.empty()) drawn += note(first(), ending, kWideNoteColumns);
    if (!sentence.empty()) drawn += note(first(), sentence);
    return counted_in(drawn);
  }

  std::string finish() override {
    std::string opened = counted_in(open_document());
    if (length_ <= kMaxTextSize) return opened;
    return opened + fmt::format(
                        "%% {} characters: mermaid draws at most {}, unless its maxTextSize is "
                        "set to more\n",
                        grouped(length_), grouped(kMaxTextSize));
  }

 private:
  std::string open_document() {
    return std::exchange(is_open_, true) ? std::string() : "sequenceDiagram\n";
  }

  std::string counted_in(std::string drawn) {
    length_ += mermaid_length(drawn);
    return drawn;
  }

  /// The ID of the first process, which exists to the end of the run.
  std::string first() const { return fmt::format("p{}_1", run_); }

  /// A new participant. IDs cannot be reused, not even for a process that
  /// appears again after it was destroyed.
  std::string participant(int process, pid_t pid) {
    const auto id = participants_[process] = fmt::format("p{}_{}", run_, ++count_);
    const std::string name = excerpt(reader_.label_of(pid), kAliasColumns, style_.ascii);
    return fmt::format("participant {} as {}\n", id, mermaid_text(name));
  }

  std::string note(const std::string& id, std::string_view text,
                   std::size_t columns = kNoteColumns) const {
    const auto lines = excerpt_lines(text, columns, kNoteRows, style_.ascii);
    return fmt::format("  Note over {}: {}\n", id, mermaid_lines(lines));
  }

  std::string heading() {
    return heading_.empty() ? std::string() : note(first(), std::exchange(heading_, {}));
  }

  std::string drawing_of(const record::Event& event, const Step& step) {
    const std::string& own = participants_.at(step.process);
    const auto& message = step.message;
    if (message && step.born == message->to) {
      const std::string child = participant(message->to, *event.act.peer);
      return "  create " + child + arrow(*message);
    }
    if (message && participants_.contains(message->from) && participants_.contains(message->to)) {
      const auto& gone = step.gone;
      const bool destroys = message->kind == Message::Kind::reap &&
                            std::find(gone.begin(), gone.end(), message->from) != gone.end();
      return (destroys ? "  destroy " + participants_.at(message->from) + "\n" : "") +
             arrow(*message);
    }
    if (step.mark == Step::Mark::starts && step.is_first) return {};
    if (step.text.empty()) return note(own, "(an empty line)");
    if (step.mark == Step::Mark::hands_over)
      return note(own,
                  in_words(phrase_of(event, [this](pid_t pid) { return reader_.mention(pid); })));
    if (step.sender.empty()) return note(own, step.text);
    const bool is_received = event.act.kind == Kind::recv;
    return note(own, step.text + (is_received ? ", sent by " : ", put by ") + step.sender);
  }

  std::string arrow(const Message& message) const {
    const std::string_view shape = message.kind == Message::Kind::reap     ? "-->>"
                                   : message.kind == Message::Kind::signal ? "-x"
                                                                           : "->>";
    const std::string label = excerpt(message.labels.front(), kNoteColumns, style_.ascii);
    return fmt::format("  {}{}{}: {}\n", participants_.at(message.from), shape,
                       participants_.at(message.to), mermaid_text(label));
  }

  /// Output of a process that arrived after its lifeline was closed.
  std::string late(const record::Event& event, const Step& step) {
    std::string opened;
    if (count_ == 0) opened = "  " + participant(step.process, event.pid);
    return opened + note(first(), reader_.label_of(event.pid) + ": " + step.text);
  }

  std::string told_standstill() const {
    const std::string lines = standstill_lines(standstill_, reader_);
    const std::size_t begin = lines.find_first_not_of('\n');
    if (begin == lines.npos) return {};
    return lines.substr(begin, lines.find_last_not_of('\n') + 1 - begin);
  }

  Style style_;
  bool is_open_ = false;
  std::size_t length_ = 0;
  int run_ = 0;

  // Of the current run.
  StepReader reader_;
  Standstill standstill_;
  std::map<int, std::string> participants_;  // their ids, by ordinal
  int count_ = 0;
  std::string heading_;  // not drawn yet: a note needs a participant
};

}  // namespace

std::unique_ptr<View> mermaid(const Style& style) {
  return std::make_unique<Mermaid>(style);
}

}  // namespace view
