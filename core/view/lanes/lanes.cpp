#include "core/view/lanes/lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "core/view/formatting/clock.hpp"
#include "core/view/formatting/display_width.hpp"
#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/lanes/lane_canvas.hpp"
#include "core/view/lanes/lane_time.hpp"
#include "core/view/model/bytes_said.hpp"
#include "core/view/model/folding.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/standstill.hpp"
#include "core/view/model/standstill_lines.hpp"
#include "core/view/model/step_reader.hpp"
#include "core/view/model/words.hpp"
#include "core/view/text/plain_text.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;

using State = Step::State;

/// Columns for a shell and what it runs at once: more do not fit into 80.
constexpr std::size_t kInPipeline = 5;

/// The lanes of a run.
class Lanes : public LanesView {
 public:
  Lanes(const Style& style, bool is_window)
      : style_(style),
        width_(static_cast<std::size_t>(std::max(style.width, kNarrowestLanes))),
        time_(style.time),
        canvas_(style.ascii ? kAsciiGlyphs : kDrawnGlyphs, style.colour, width_, time_.width(),
                is_window, style.language),
        is_window_(is_window),
        reader_(style.pids, style.language) {}

  std::string begin(const record::Run& run, const SourceListing& listing) override {
    const std::size_t expected = expected_;
    *this = Lanes(style_, is_window_);
    if (record::is_traced(run) && !is_window_) canvas_.columns().tighten();
    has_seats_ = expected > 0;
    if (has_seats_) canvas_.columns().follow(canvas_.columns().seating_for(expected));
    time_.begin(run);
    std::string heading = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!listing.title.empty()) heading += "   " + harmless(listing.title);
    return block_fitting(heading, width_) + "\n";
  }

  std::string event(const record::Event& event) override {
    if (event.act.bytes.empty() || !event.act.aside.empty()) return told(event);
    // Who drives a window has no Folding.
    record::Event said = event;
    said.act.aside = bytes_said(event.act, style_.language, style_.ascii);
    return told(said);
  }

  std::string pass(const record::Event& event) override {
    const Step step = reader_.read(event);
    standstill_.on_event(event);
    if (step.is_first) unseen_[step.process] = {event.pid};
    if (step.born) unseen_[*step.born] = {*event.act.peer};
    if (const auto found = unseen_.find(step.process); found != unseen_.end())
      found->second.state = step.state;
    canvas_.turn(step.process, step.state);
    for (const int process : step.gone) {
      unseen_.erase(process);
      canvas_.dismiss(process);
    }
    return {};
  }

  std::string end(const record::End& end) override {
    const std::string drawn = end.status == "deadlock" ? drawn_standstill() : "";
    const std::string sentence =
        drawn.empty() ? verdict(end, style_.language) : losses(end, style_.language);
    return drawn + (sentence.empty() ? "\n" : "\n" + block_fitting(sentence, width_) + "\n");
  }

  void expect(std::size_t processes) override { expected_ = processes; }

  std::string heads() const override { return canvas_.heads(time_.unit()); }
  Seating seating() const override { return canvas_.columns().seating(); }
  void follow(const Seating& seating) override { canvas_.columns().follow(seating); }
  bool take_move() override { return canvas_.take_move(); }
  void begin_anew() override { canvas_.begin_anew(); }

  void skip_process() override { reader_.skip(); }

 private:
  std::string told(const record::Event& event) {
    const Step step = reader_.read(event);
    standstill_.on_event(event);
    make_room_for_pipeline(event);
    std::string drawn = introduce_unseen();
    drawn += canvas_.names_after_a_screenful(time_.unit());
    if (!step.is_late) drawn += enter(step.process, event.pid, step.is_first);
    if (event.act.kind == Kind::fork && event.act.peer) {
      const int child = reader_.roster().find(*event.act.peer)->ordinal;
      drawn += enter(child, *event.act.peer, step.born == child);
    }
    LaneCanvas::Drawing drawing = step.is_late ? found_late(event, step) : drawing_of(event, step);
    drawing.time = time_.at(event.t);
    drawn += canvas_.draw(drawing);
    if (step.state == State::ended) canvas_.end(step.process);
    for (const int process : step.gone) canvas_.dismiss(process);
    return drawn;
  }

  /// A shell runs several programs side by side, so that columns would soon move.
  void make_room_for_pipeline(const record::Event& event) {
    const bool is_first = event.act.kind == Kind::start && reader_.roster().find(event.pid) &&
                          reader_.open_lifelines() == 1;
    if (!is_first || has_seats_ || is_window_ || !runs_shell(event.act.value)) return;
    canvas_.columns().follow(canvas_.columns().seating_for(kInPipeline));
  }

  /// Columns and names for processes that began in events that were not drawn.
  std::string introduce_unseen() {
    if (unseen_.empty()) return {};
    for (const auto& [process, unseen] : unseen_) {
      canvas_.admit(process, time_.unit());
      canvas_.call(process, reader_.label_of(unseen.pid), reader_.mention(unseen.pid));
      canvas_.turn(process, unseen.state);
    }
    unseen_.clear();
    return canvas_.names_again(time_.unit());
  }

  /// Gives the process a column if it has none; returns the names again if
  /// columns moved.
  std::string enter(int process, pid_t pid, bool is_new) {
    std::string names;
    if (is_new) names = canvas_.admit(process, time_.unit());
    canvas_.call(process, reader_.label_of(pid), reader_.mention(pid));
    return names;
  }

  LaneCanvas::Drawing drawing_of(const record::Event& event, const Step& step) const {
    const Words& said = words(style_.language);
    const Act& act = event.act;
    LaneCanvas::Drawing drawing;
    drawing.process = step.process;
    drawing.glyph = glyph_of(step, act.kind == Kind::exec);
    drawing.text = step.text;
    drawing.brief = step.brief;
    drawing.least = step.least;
    drawing.is_print = step.mark == Step::Mark::prints;
    drawing.is_label = step.mark == Step::Mark::starts && step.is_first;
    drawing.state = step.state;
    if (drawing.is_label) drawing.text = reader_.label_of(event.pid);
    if (act.kind == Kind::put || act.kind == Kind::send)
      drawing.text = fmt::format("{} {} {} {}", act.kind == Kind::put ? said.put : said.send,
                                 harmless(value_said(act)), canvas_.glyphs().into,
                                 harmless(act.object.shown()));
    const auto& message = step.message;
    if (message && canvas_.can_join(message->from, message->to)) {
      const bool is_value = message->kind == Step::Message::Kind::value;
      drawing.arrow = {message->from, message->to, message->labels,
                       message->kind == Step::Message::Kind::fork, is_value};
    } else if (!step.sender.empty()) {
      drawing.text += filled(act.kind == Kind::recv ? said.sent_by : said.put_by, step.sender);
    }
    return drawing;
  }

  std::string_view glyph_of(const Step& step, bool is_exec) const {
    const LaneGlyphs& glyphs = canvas_.glyphs();
    switch (step.mark) {
      case Step::Mark::starts:
        return step.is_first ? glyphs.born : glyphs.act;
      case Step::Mark::prints:
        return glyphs.running;
      case Step::Mark::waits:
        return glyphs.waiting;
      case Step::Mark::sleeps:
        return glyphs.falls_asleep;
      case Step::Mark::hands_over:
        return glyphs.hands_over;
      case Step::Mark::exits:
        return glyphs.ended;
      case Step::Mark::killed:
        return glyphs.killed;
      case Step::Mark::acts:
        break;
    }
    return is_exec ? glyphs.named : glyphs.act;
  }

  /// Output of a process that arrived after its column was closed.
  LaneCanvas::Drawing found_late(const record::Event& event, const Step& step) const {
    LaneCanvas::Drawing drawing;
    drawing.process = step.process;
    drawing.text = reader_.label_of(event.pid) + ": " + step.text;
    drawing.is_print = true;
    return drawing;
  }

  std::string drawn_standstill() {
    const Mention mention = [this](pid_t pid) { return reader_.label_of(pid); };
    const Mention brief = [this](pid_t pid) { return reader_.mention(pid); };
    std::size_t widest = 0;
    const choice::WaitGraph graph = standstill_.graph(reader_.roster());
    for (const choice::Wait& wait : graph.waits())
      widest = std::max(widest, display_width(reader_.label_of(wait.pid)));
    const LineHead head = [&](const Roster::Member&, pid_t pid) {
      return pad_right(reader_.label_of(pid), widest);
    };
    std::string lines =
        standstill_lines(standstill_, reader_.roster(), head, mention, brief, style_.language);
    if (lines.empty()) return {};
    lines.pop_back();
    return block_fitting(lines, width_);
  }

  Style style_;
  std::size_t width_;
  LaneTime time_;
  LaneCanvas canvas_;
  bool is_window_;
  std::size_t expected_ = 0;  // processes at once, in the next run
  bool has_seats_ = false;    // for those of this run
  StepReader reader_;
  Standstill standstill_;
  /// A process that lives, and has no column yet.
  struct Unseen {
    pid_t pid = 0;
    State state = State::running;
  };
  std::map<int, Unseen> unseen_;
};

}  // namespace

std::unique_ptr<View> lanes(const Style& style) {
  if (style.plain) return plain_text(style);
  return std::make_unique<Lanes>(style, false);
}

std::unique_ptr<LanesView> lanes_in_window(const Style& style) {
  return std::make_unique<Lanes>(style, true);
}

}  // namespace view
