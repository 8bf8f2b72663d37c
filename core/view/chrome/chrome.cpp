#include "core/view/chrome/chrome.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/record/act_text.hpp"
#include "core/view/chrome/chrome_clock.hpp"
#include "core/view/chrome/chrome_events.hpp"
#include "core/view/chrome/chrome_flows.hpp"
#include "core/view/chrome/chrome_track.hpp"
#include "core/view/formatting/excerpt.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/script_data.hpp"
#include "core/view/model/distinct_pids.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/step_reader.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;

using State = Step::State;
using Moment = ChromeEvents::Moment;

constexpr std::size_t kNameColumns = 80;
// An end takes time, too: it is inside the life that it ends.
constexpr std::int64_t kEnding = 1;

/// "\"seq\":1,...": the fields of the event's record.
std::string args_of(const record::Event& event) {
  const Act& act = event.act;
  std::string args = fmt::format("\"seq\":{}", event.seq);
  const auto add = [&args](std::string_view key, std::string_view value) {
    if (value.empty()) return;
    args.append(",\"").append(key).append("\":");
    append_script_string(args, harmless_lines(value));
  };
  add("file", act.file);
  if (act.line != 0) args += fmt::format(",\"line\":{}", act.line);
  add("object", record::object_text(act));
  if (act.object.type != probe::ObjectType::other) add("variable", act.object.name);
  add("value", record::value_text(act));
  add("text", act.text);
  return args;
}

/// Runs as trace events.
class Chrome : public View {
 public:
  explicit Chrome(const Style& style) : style_(style), reader_(style.pids) {}

  std::string begin(const record::Run& run, const SourceListing&) override {
    demo_ = harmless(run.lesson) + "/" + harmless(run.demo);
    reader_ = StepReader(style_.pids);
    flows_ = {};
    first_.reset();
    clock_.begin_run();
    pids_.begin_run();
    return open_document();
  }

  std::string event(const record::Event& event) override {
    const Step step = reader_.read(event);
    std::int64_t at = clock_.at(event.t);
    std::string json;
    const bool is_new = !step.is_late && !tracks_.contains(step.process);
    const bool is_birth = is_new && event.act.kind == Kind::start;
    if (is_new) {
      json += enter(event, step.process, at);
      // Its life begins here. Unless the event says just that, the act comes
      // after.
      if (!is_birth) at = clock_.tick();
    }
    const Moment now{pids_.of(event.pid), at};
    if (!first_) first_ = now;
    const auto own = tracks_.find(step.process);
    const bool lives = own != tracks_.end() && !own->second.has_ended();
    if (own != tracks_.end()) json += own->second.call(reader_.mention(event.pid));
    // Output may arrive while its process waits, or after its end.
    if (step.mark == Step::Mark::prints || !lives)
      json += events_.instant(now, name_of(event, step), args_of(event));
    else if (!is_birth)
      json += act(event, step, now, own->second);
    for (const int process : step.gone) json += leave(process);
    return json;
  }

  std::string pass(const record::Event& event) override {
    const Step step = reader_.read(event);
    const Moment now{pids_.of(event.pid), clock_.at(event.t)};
    flows_.leave(step, event.seq, now);
    std::string json;
    for (const int process : step.gone) json += leave(process);
    return json;
  }

  std::string end(const record::End& end) override {
    std::string json;
    while (!tracks_.empty()) json += leave(tracks_.begin()->first);
    const std::string sentence = verdict(end);
    if (sentence.empty() || !first_) return json;
    std::string args = "\"demo\":";
    append_script_string(args, demo_);
    args += ",\"text\":";
    append_script_string(args, sentence);
    return json + events_.instant({first_->pid, clock_.now()},
                                  excerpt(sentence, kNameColumns, style_.ascii), args, true);
  }

  std::string finish() override { return open_document() + ChromeEvents::foot(); }

 private:
  std::string open_document() {
    return std::exchange(is_open_, true) ? std::string() : ChromeEvents::head();
  }

  /// Adds the process.
  std::string enter(const record::Event& event, int process, std::int64_t at) {
    const Moment born{pids_.enter(event.pid), at};
    const std::string life = demo_ + ": " + reader_.mention(event.pid);
    ChromeTrack& track =
        tracks_.try_emplace(process, events_, born, excerpt(life, kNameColumns, style_.ascii))
            .first->second;
    std::string json = events_.about(born.pid, "process_labels", demo_);
    if (const auto fork = flows_.fork_of(process)) track.born_of(flow_from(*fork, json));
    return json;
  }

  /// "puts Tony into queue-1", "prints I am process 4276".
  std::string name_of(const record::Event& event, const Step& step) const {
    const Mention mention = [this](pid_t pid) { return reader_.mention(pid); };
    const bool hands_over = step.mark == Step::Mark::hands_over;
    const bool prints = step.mark == Step::Mark::prints;
    const std::string name = hands_over || prints ? in_words(phrase_of(event, mention)) : step.text;
    return excerpt(name, kNameColumns, style_.ascii);
  }

  std::string act(const record::Event& event, const Step& step, Moment now, ChromeTrack& track) {
    const bool lasts = step.state == State::waiting || step.state == State::sleeping;
    std::string json = track.act(now.at, name_of(event, step), args_of(event), lasts);
    flows_.leave(step, event.seq, now);
    if (const auto origin = flows_.arriving(step)) track.arrive(flow_from(*origin, json));
    if (step.state != State::ended) return json;
    if (const auto signal = flows_.signal_to(step.process)) track.arrive(flow_from(*signal, json));
    flows_.leave_by_end(step.process, now);
    return json + track.end(now.at + kEnding);
  }

  /// A new arrow begins there; the act that it starts from must be written
  /// first.
  ChromeTrack::Arrival flow_from(const ChromeFlows::Origin& origin, std::string& json) {
    if (const auto sender = tracks_.find(origin.process); sender != tracks_.end())
      json += sender->second.written(origin.moment.at, clock_.now());
    const ChromeTrack::Arrival arrival{events_.new_flow(), origin.name};
    json += events_.flow_start(origin.moment, arrival.flow, arrival.name);
    return arrival;
  }

  std::string leave(int process) {
    flows_.forget(process);
    const auto found = tracks_.find(process);
    if (found == tracks_.end()) return {};
    std::string json = found->second.end(clock_.now());
    tracks_.erase(found);
    return json;
  }

  Style style_;
  bool is_open_ = false;
  ChromeEvents events_;
  ChromeClock clock_;
  DistinctPids pids_;

  // Of the current run.
  std::string demo_;
  StepReader reader_;
  ChromeFlows flows_;
  std::map<int, ChromeTrack> tracks_;  // by ordinal
  std::optional<Moment> first_;
};

}  // namespace

std::unique_ptr<View> chrome(const Style& style) {
  return std::make_unique<Chrome>(style);
}

}  // namespace view
