#include "core/view/model/step_reader.hpp"

#include <fmt/format.h>

#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/signal_name.hpp"
#include "core/view/model/bytes_said.hpp"
#include "core/view/model/phrase.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;

// What comes back from a worker; the arrow's direction says as much.
constexpr std::string_view kResult = "result of ";

std::string ending_of(const Act& act, const std::string& phrase, Language language) {
  const Words& said = words(language);
  if (act.by_mpdemo) return std::string(said.ended_by_mpdemo);
  if (act.kind == Kind::exit && act.status && !act.signal)
    return filled(said.exit_code, *act.status);
  if (!act.signal) return phrase;
  return filled(said.killed_by, brief_signal(*act.signal, language));
}

}  // namespace

std::string brief_signal(int signal, Language language) {
  const std::string name = signal_name(signal, language);
  return name.substr(0, name.find(" ("));
}

Step StepReader::read(const record::Event& event) {
  const Roster::Member actor = roster_.add(event);
  const Act& act = event.act;
  Step step;
  step.process = actor.ordinal;
  step.is_late = act.kind == Kind::output && !shows(actor.ordinal);
  step.is_first = !step.is_late && open_.try_emplace(actor.ordinal).second;
  if (act.kind == Kind::fork && act.peer) {
    const int child = roster_.find(*act.peer)->ordinal;
    if (open_.try_emplace(child).second) step.born = child;
  }
  report(event, step);
  if (OpenArrows::leaves(act)) hand_over(event, step);
  if (OpenArrows::arrives(act)) receive(event, step);
  if (act.kind == Kind::task && !step.message) step.least = harmless(act.value);
  if (act.peer) reach_out(event, step);
  close_lifelines(event, step);
  return step;
}

void StepReader::report(const record::Event& event, Step& step) const {
  const Act& act = event.act;
  const Words& said = words(language_);
  const Phrase phrase = phrase_of(
      event, [this](pid_t pid) { return mention(pid); }, language_);
  step.text = in_words(phrase, language_);
  switch (act.kind) {
    case Kind::start:
      step.mark = Step::Mark::starts;
      break;
    case Kind::print:
    case Kind::output:
      step.mark = Step::Mark::prints;
      step.text = phrase.rest;
      // Its output may arrive after its end.
      if (step.is_late || open_.at(step.process).ended) step.state = Step::State::ended;
      break;
    case Kind::wait:
    case Kind::block:
      step.mark = Step::Mark::waits;
      step.state = Step::State::waiting;
      step.text = joined(language_, said.waits_for, phrase.rest);
      step.brief = filled(said.waits_briefly, phrase.rest);
      step.least = harmless(act.aside);
      break;
    case Kind::sleep:
      step.mark = Step::Mark::sleeps;
      step.state = Step::State::sleeping;
      break;
    case Kind::stop:
      // Until it resumes it is drawn like a sleeping one.
      step.mark = Step::Mark::sleeps;
      step.state = Step::State::sleeping;
      if (act.signal) step.brief = filled(said.stops_briefly, brief_signal(*act.signal, language_));
      break;
    case Kind::exit:
    case Kind::signal:
      step.mark = act.kind == Kind::exit && !act.signal ? Step::Mark::exits : Step::Mark::killed;
      step.state = Step::State::ended;
      step.text = ending_of(act, step.text, language_);
      if (act.signal) step.brief = brief_signal(*act.signal, language_);
      if (act.by_mpdemo) step.brief = said.ended_briefly;
      break;
    case Kind::exec:
      step.least = harmless(act.value.empty() ? act.program : act.value);
      if (!act.aside.empty())
        step.brief = step.least + std::string(said.colon) + harmless(act.aside);
      break;
    case Kind::recv:
      if (act.aside.empty()) break;
      step.least = briefly(harmless(act.aside));
      step.brief = joined(language_, said.receives, step.least);
      break;
    case Kind::task:
      step.brief = joined(language_, act.status ? said.finishes : said.takes, harmless(act.value));
      break;
    case Kind::notice:
      step.brief = fmt::format("{} {}", said.notices, harmless(act.peer_name));
      break;
    case Kind::reap:
      step.brief = fmt::format("{} {}", said.reaps, harmless(act.peer_name));
      break;
    default:
      break;
  }
}

void StepReader::hand_over(const record::Event& event, Step& step) {
  const Act& act = event.act;
  arrows_.leave(act, {step.process, mention(event.pid), event.seq});
  step.mark = Step::Mark::hands_over;
  const Words& said = words(language_);
  const std::string_view verb = act.kind == Kind::task   ? said.finish
                                : act.kind == Kind::send ? said.send
                                                         : said.put;
  const std::string value = harmless(value_said(act));
  step.brief = fmt::format("{} {}", verb, value);
  if (!act.aside.empty()) {
    step.least = briefly(value);
    step.brief = joined(language_, verb, step.least);
  }
  if (act.kind == Kind::task) return;
  step.text = joined(language_, verb, filled(said.into.whole, value, harmless(act.object.shown())));
}

void StepReader::receive(const record::Event& event, Step& step) {
  const Act& act = event.act;
  const auto origin = arrows_.arrive(act, step.process);
  if (!origin) return;
  step.sender = origin->name;
  step.sent_in = origin->seq;
  if (origin->ordinal == step.process) return;
  const std::string value = harmless(value_said(act));
  Step::Message& message = step.message.emplace();
  message.from = origin->ordinal;
  message.to = step.process;
  message.left_in = origin->seq;
  if (!act.object.empty()) message.labels.push_back(harmless(act.object.shown()) + ": " + value);
  message.labels.push_back(value);
  if (!act.aside.empty() && briefly(value) != value) message.labels.push_back(briefly(value));
  if (value.starts_with(kResult)) message.labels.push_back(value.substr(kResult.size()));
}

/// The arrows from and to another process itself.
void StepReader::reach_out(const record::Event& event, Step& step) const {
  const Act& act = event.act;
  const Roster::Member* peer = roster_.find(*act.peer);
  if (!peer || peer->ordinal == step.process) return;
  const Words& said = words(language_);
  if (act.kind == Kind::fork) {
    using probe::ForkMode;
    const std::string_view verb = act.fork_mode == ForkMode::spawn   ? said.spawn_label
                                  : act.fork_mode == ForkMode::vfork ? said.vfork_label
                                                                     : said.fork_label;
    step.message = {
        Message::Kind::fork, step.process, peer->ordinal, event.seq, {std::string(verb)}};
  } else if (act.kind == Kind::reap) {
    step.message = {
        Message::Kind::reap, peer->ordinal, step.process, 0, {std::string(said.reaped_label)}};
  } else if (act.kind == Kind::terminate || act.kind == Kind::kill) {
    const std::string signal =
        act.signal ? brief_signal(*act.signal, language_) : std::string(said.terminate_label);
    step.message = {Message::Kind::signal, step.process, peer->ordinal, event.seq, {signal}};
  }
}

void StepReader::close_lifelines(const record::Event& event, Step& step) {
  const auto leave = [&](int process) {
    if (open_.erase(process) != 0) step.gone.push_back(process);
  };
  const Act& act = event.act;
  if (act.kind == Kind::exit || act.kind == Kind::signal) {
    const Roster::Member* parent = roster_.find(event.ppid);
    const auto mother = parent ? open_.find(parent->ordinal) : open_.end();
    Lifeline& own = open_[step.process];
    own.ended = true;
    own.parent = parent ? parent->ordinal : 0;
    std::vector<int> abandoned;
    if (mother == open_.end() || mother->second.ended) abandoned.push_back(step.process);
    for (const auto& [child, lifeline] : open_)
      if (lifeline.ended && lifeline.parent == step.process) abandoned.push_back(child);
    for (const int process : abandoned) leave(process);
  }
  if (act.kind != Kind::reap || !act.peer) return;
  if (const Roster::Member* child = roster_.find(*act.peer)) leave(child->ordinal);
}

std::string StepReader::label_of(pid_t pid) const {
  const Roster::Member* member = roster_.find(pid);
  if (!member || member->name.empty() || !pids_) return mention(pid);
  return fmt::format("{} {}", harmless(member->name), pid);
}

std::string StepReader::mention(pid_t pid) const {
  const Roster::Member* member = roster_.find(pid);
  if (member && !member->name.empty()) return harmless(member->name);
  if (member && !pids_) return fmt::format("process-{}", member->ordinal);
  return filled(words(language_).process_of_id, pid);
}

}  // namespace view
