#include "core/view/lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/view/clock.hpp"
#include "core/view/display_width.hpp"
#include "core/view/fit.hpp"
#include "core/view/harmless.hpp"
#include "core/view/lane_canvas.hpp"
#include "core/view/lane_time.hpp"
#include "core/view/open_arrows.hpp"
#include "core/view/phrase.hpp"
#include "core/view/plain_text.hpp"
#include "core/view/roster.hpp"
#include "core/view/signal_name.hpp"
#include "core/view/standstill.hpp"
#include "core/view/standstill_lines.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;

using State = LaneCanvas::State;

constexpr std::size_t kNarrowest = 60;

// What comes back from a worker; the arrow's direction says as much.
constexpr std::string_view kResult = "result of ";

/// "SIGTERM", without the number.
std::string brief_name(int signal) {
  const std::string name = signal_name(signal);
  return name.substr(0, name.find(" ("));
}

/// The lanes of a run. Whoever holds the run drives it.
class Lanes : public View {
 public:
  Lanes(std::string_view title, const Style& style)
      : title_(title),
        style_(style),
        width_(std::max(kNarrowest, static_cast<std::size_t>(std::max(style.width, 0)))),
        time_(style.time),
        canvas_(style.ascii ? kAsciiGlyphs : kDrawnGlyphs, style.colour, width_, time_.width()) {}

  std::string begin(const trace::Run& run) override {
    *this = Lanes(title_, style_);
    time_.begin(run);
    std::string heading = harmless(run.lesson) + "/" + harmless(run.demo);
    if (!title_.empty()) heading += "   " + harmless(title_);
    return block_fitting(heading, width_) + "\n";
  }

  std::string event(const trace::Event& event) override {
    const Roster::Member actor = roster_.meet(event);
    standstill_.heed(event);
    const bool late = event.act.kind == Kind::output && !canvas_.knows(actor.ordinal);
    std::string drawn = canvas_.names_after_a_screenful(time_.unit());
    const bool fresh = !late && !canvas_.knows(actor.ordinal);
    if (!late) drawn += enter(actor.ordinal, event.pid);
    if (event.act.kind == Kind::fork && event.act.peer)
      drawn += enter(roster_.find(*event.act.peer)->ordinal, *event.act.peer);

    LaneCanvas::Drawing drawing = late ? found_late(event, actor) : drawing_of(event, actor, fresh);
    drawing.time = time_.at(event.t);
    drawn += canvas_.draw(drawing);
    leave(event, actor);
    return drawn;
  }

  std::string end(const trace::End& end) override {
    const std::string drawn = end.status == "deadlock" ? drawn_standstill() : "";
    const std::string sentence = drawn.empty() ? verdict(end) : losses(end);
    return drawn + (sentence.empty() ? "\n" : "\n" + block_fitting(sentence, width_) + "\n");
  }

 private:
  /// A column for the process if it has none; the names again if columns moved.
  std::string enter(int process, pid_t pid) {
    std::string names;
    if (!canvas_.knows(process)) names = canvas_.admit(process, time_.unit());
    canvas_.call(process, label_of(pid), mention(pid));
    return names;
  }

  LaneCanvas::Drawing drawing_of(const trace::Event& event, const Roster::Member& actor,
                                 bool fresh) {
    const Act& act = event.act;
    const LaneGlyphs& glyphs = canvas_.glyphs();
    const Phrase phrase = phrase_of(event, [this](pid_t pid) { return mention(pid); });
    std::string said(phrase.verb);
    if (!phrase.rest.empty()) said += " " + phrase.rest;
    LaneCanvas::Drawing drawing;
    drawing.process = actor.ordinal;
    drawing.state = State::running;
    switch (act.kind) {
      case Kind::start:
        drawing.glyph = fresh ? glyphs.born : glyphs.act;
        drawing.text = fresh ? label_of(event.pid) : said;
        drawing.is_label = fresh;
        break;
      case Kind::print:
      case Kind::output:
        drawing.glyph = glyphs.running;
        drawing.text = phrase.rest;
        drawing.is_print = true;
        break;
      case Kind::wait:
      case Kind::block:
        drawing.glyph = glyphs.waiting;
        drawing.text = "waits for " + phrase.rest;
        drawing.brief = "waits: " + phrase.rest;
        drawing.state = State::waiting;
        break;
      case Kind::sleep:
        drawing.glyph = glyphs.falls_asleep;
        drawing.text = said;
        drawing.state = State::sleeping;
        break;
      case Kind::exit:
      case Kind::signal:
        drawing.glyph = act.kind == Kind::exit && !act.signal ? glyphs.ended : glyphs.killed;
        drawing.text = ending_of(act, said);
        if (act.signal) drawing.brief = brief_name(*act.signal);
        drawing.state = State::ended;
        break;
      case Kind::reap:
        drawing.brief = "reaps " + harmless(act.object);
        [[fallthrough]];
      default:
        drawing.glyph = glyphs.act;
        drawing.text = said;
    }
    if (OpenArrows::leaves(act)) hand_over(act, actor, drawing);
    if (OpenArrows::arrives(act)) receive(act, actor, drawing);
    if (act.peer) reach_out(act, drawing);
    return drawing;
  }

  static std::string ending_of(const Act& act, const std::string& said) {
    if (act.kind == Kind::exit && act.status && !act.signal)
      return fmt::format("exit {}", *act.status);
    return act.signal ? "killed by " + brief_name(*act.signal) : said;
  }

  void hand_over(const Act& act, const Roster::Member& actor, LaneCanvas::Drawing& drawing) {
    arrows_.leave(act, {actor.ordinal, harmless(actor.name)});
    drawing.glyph = canvas_.glyphs().hands_over;
    drawing.brief = fmt::format("{} {}", act.kind == Kind::task ? "done:" : name_of(act.kind),
                                harmless(act.value));
    if (act.kind == Kind::task) return;
    drawing.text = fmt::format("{} {} {} {}", name_of(act.kind), harmless(act.value),
                               canvas_.glyphs().into, harmless(act.object));
  }

  void receive(const Act& act, const Roster::Member& actor, LaneCanvas::Drawing& drawing) {
    const auto origin = arrows_.arrive(act, actor.ordinal);
    if (!origin) return;
    if (origin->ordinal != actor.ordinal && canvas_.can_join(origin->ordinal, actor.ordinal)) {
      const std::string value = harmless(act.value);
      drawing.arrow = {origin->ordinal, actor.ordinal, {value}};
      if (!act.object.empty()) drawing.arrow->labels = {harmless(act.object) + ": " + value, value};
      if (value.starts_with(kResult)) drawing.arrow->labels.push_back(value.substr(kResult.size()));
      drawing.arrow->carries_value = true;
    } else if (!origin->name.empty()) {
      drawing.text += (act.kind == Kind::recv ? ", sent by " : ", put by ") + origin->name;
    }
  }

  /// The arrows from and to another process itself.
  void reach_out(const Act& act, LaneCanvas::Drawing& drawing) {
    const Roster::Member* peer = roster_.find(*act.peer);
    if (!peer || peer->ordinal == drawing.process) return;
    if (!canvas_.can_join(drawing.process, peer->ordinal)) return;
    if (act.kind == Kind::fork) {
      const std::string verb = act.value == "spawn" ? "spawn" : "fork";
      drawing.arrow = {drawing.process, peer->ordinal, {verb}, true};
    } else if (act.kind == Kind::reap) {
      drawing.arrow = {peer->ordinal, drawing.process, {"reaped"}};
    } else if (act.kind == Kind::terminate) {
      const std::string signal = act.signal ? brief_name(*act.signal) : "terminate";
      drawing.arrow = {drawing.process, peer->ordinal, {signal}};
    }
  }

  /// What a process wrote, found after its column was closed.
  LaneCanvas::Drawing found_late(const trace::Event& event, const Roster::Member& actor) {
    LaneCanvas::Drawing drawing;
    drawing.process = actor.ordinal;
    drawing.text = label_of(event.pid) + ": " + phrase_of(event, nullptr).rest;
    drawing.is_print = true;
    return drawing;
  }

  void leave(const trace::Event& event, const Roster::Member& actor) {
    const Act& act = event.act;
    if (act.kind == Kind::exit || act.kind == Kind::signal) {
      const Roster::Member* parent = roster_.find(event.ppid);
      canvas_.end(actor.ordinal, parent ? parent->ordinal : 0);
    }
    if (act.kind != Kind::reap || !act.peer) return;
    if (const Roster::Member* child = roster_.find(*act.peer)) canvas_.dismiss(child->ordinal);
  }

  std::string drawn_standstill() {
    const Mention mention = [this](pid_t pid) { return label_of(pid); };
    const Mention brief = [this](pid_t pid) { return this->mention(pid); };
    std::size_t widest = 0;
    for (const auto& row : standstill_.picture(roster_, mention).rows)
      widest = std::max(widest, display_width(label_of(row.pid)));
    const LineHead head = [&](const Roster::Member&, pid_t pid) {
      return pad_right(label_of(pid), widest);
    };
    std::string lines = standstill_lines(standstill_, roster_, head, mention, brief);
    if (lines.empty()) return {};
    lines.pop_back();
    return block_fitting(lines, width_);
  }

  /// "child-1 4277": where a process is introduced.
  std::string label_of(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    if (!member || member->name.empty() || !style_.pids) return mention(pid);
    return fmt::format("{} {}", harmless(member->name), pid);
  }

  /// "child-1": where it has been introduced.
  std::string mention(pid_t pid) const {
    const Roster::Member* member = roster_.find(pid);
    if (member && !member->name.empty()) return harmless(member->name);
    if (member && !style_.pids) return fmt::format("process-{}", member->ordinal);
    return fmt::format("process {}", pid);
  }

  std::string title_;
  Style style_;
  std::size_t width_;
  LaneTime time_;
  LaneCanvas canvas_;
  Roster roster_;
  Standstill standstill_;
  OpenArrows arrows_;
};

}  // namespace

std::unique_ptr<View> lanes(std::string_view title, const Style& style) {
  if (style.plain) return plain_text(title, style);
  return std::make_unique<Lanes>(title, style);
}

}  // namespace view
