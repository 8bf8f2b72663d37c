#include "core/view/model/folding.hpp"

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/view/model/bytes_said.hpp"
#include "core/view/model/command_words.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;

bool is_pipe(const Act& act) {
  return act.object.type == probe::ObjectType::pipe;
}

std::string in_ascii(std::string text) {
  for (const auto& [drawn, typed] : {std::pair("←", "<-"), std::pair("→", "->")}) {
    const std::string_view mark(drawn);
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at))
      text.replace(at, mark.size(), typed);
  }
  return text;
}

}  // namespace

bool runs_shell(std::string_view command) {
  static constexpr std::string_view kShells[] = {"sh",  "bash", "dash", "ash",
                                                 "zsh", "ksh",  "mksh", "fish"};
  std::string_view name = base_of(first_word(command));
  if (name.starts_with('-')) name.remove_prefix(1);
  return std::find(std::begin(kShells), std::end(kShells), name) != std::end(kShells);
}

bool is_wiring(const Act& act) {
  if (!act.beneath.empty()) return true;
  if (act.kind == Kind::open) return is_pipe(act);
  const bool is_end = is_pipe(act) || act.object.type == probe::ObjectType::fifo;
  return is_end && (act.kind == Kind::close || act.kind == Kind::dup);
}

void Folding::begin(const record::Run& run) {
  *this = Folding(terms_);
  is_traced_ = record::is_traced(run);
  naming_.begin(run);
}

std::vector<Folding::Told> Folding::event(const record::Event& recorded) {
  Told told{recorded};
  if (!is_traced_) return {told};
  Act& act = told.event.act;
  const bool is_new = !processes_.contains(recorded.pid);
  Process& process = known_as(recorded);
  note(recorded.act, process);
  naming_.name(told.event);
  const bool is_told_so = terms_.telling != Telling::folded;
  if (act.kind == Kind::exec) {
    if (!is_told_so && std::exchange(process.is_wired_anew, false)) act.aside = wiring(process);
  } else if (act.kind == Kind::wait || act.kind == Kind::block) {
    act.aside = act.target().empty() ? words(terms_.language).any_child : act.target();
  } else {
    act.aside = bytes_said(act, terms_.language, terms_.ascii);
  }
  if (is_told_so) return {told};
  // What a library does for an act is told by that act; what a tool does to find the
  // program is nobody's business.
  told.is_silent = !act.beneath.empty() || (!is_new && is_silent(act, process));
  return in_order(std::move(told));
}

std::vector<Folding::Told> Folding::rest() {
  return released(false);
}

/// What was held back, as one event if it is the same several times. If a receipt tells the
/// first of them, only the others are told.
std::vector<Folding::Told> Folding::released(bool first_is_told) {
  std::vector<Told> out = std::exchange(held_, {});
  int times = 0;
  Told* last = nullptr;
  for (Told& one : out) {
    if (one.is_silent) continue;
    one.is_silent = true;
    if (std::exchange(first_is_told, false)) continue;
    last = &one;
    ++times;
  }
  if (last == nullptr) return out;
  last->is_silent = false;
  Act& act = last->event.act;
  if (act.kind == Kind::task) return out;
  on_their_way_[act.object.to_string()] += times;
  if (times > 1) act.aside = fmt::format("{} {} {}", times, terms_.ascii ? "x" : "×", act.aside);
  return out;
}

/// The process that acts. A fork makes another one, perhaps with a PID that had been used.
Folding::Process& Folding::known_as(const record::Event& event) {
  Process& process = processes_[event.pid];
  const Act& act = event.act;
  if (act.kind != Kind::fork || !act.peer || *act.peer == event.pid) return process;
  Process child = process;
  child.is_worker = false;
  processes_[*act.peer] = std::move(child);
  return processes_[event.pid];
}

/// What the act changes in its process.
void Folding::note(const Act& act, Process& process) {
  switch (act.kind) {
    case Kind::start:
      if (runs_shell(act.value)) process.is_shell = true;
      break;
    case Kind::exec:
      process.is_command = process.is_shell || process.is_command;
      process.is_shell = runs_shell(act.value.empty() ? act.program : act.value);
      break;
    case Kind::dup:
      if (!act.copy || *act.copy > 2) break;
      process.wired[*act.copy] = act;
      process.is_wired_anew = true;
      break;
    case Kind::close:
      unwire(act, process);
      break;
    case Kind::task:
      process.is_worker = true;
      break;
    default:
      break;
  }
}

/// It has closed that end of a pipe, by all its descriptors.
void Folding::unwire(const Act& close, Process& process) {
  std::erase_if(process.wired, [&](const auto& stream) {
    return stream.second.object == close.object && stream.second.pipe_end == close.pipe_end;
  });
}

/// "stdin ← pipe-1, stdout → pipe-2".
std::string Folding::wiring(const Process& process) const {
  const Words& said = words(terms_.language);
  std::string all;
  for (const auto& [descriptor, copy] : process.wired) {
    const std::string_view how = descriptor == 0   ? said.reads_from
                                 : descriptor == 1 ? said.writes_to
                                                   : said.complains_to;
    if (!all.empty()) all += said.waits.list_comma;
    all += filled(how, copy.object.shown());
  }
  return terms_.ascii ? in_ascii(all) : all;
}

bool Folding::is_silent(const Act& act, const Process& process) const {
  if (is_wiring(act)) return true;
  switch (act.kind) {
    case Kind::start:
      return true;
    case Kind::wait:
    case Kind::reap:
      return process.is_shell;
    case Kind::exit:
      return process.is_worker && act.status == 0;
    case Kind::block:
      if (act.object.type == probe::ObjectType::pool) return true;
      return process.is_command &&
             std::any_of(process.wired.begin(), process.wired.end(),
                         [&](const auto& stream) { return stream.second.object == act.object; });
    case Kind::handle:
      return process.is_shell && act.signal == SIGCHLD;
    default:
      return false;
  }
}

/// Whether it receives what was sent and is held back.
bool Folding::answers(const record::Event& receipt) const {
  if (held_.empty() || receipt.act.kind != Kind::recv) return false;
  const record::Event& sent = held_.front().event;
  const auto earlier = on_their_way_.find(sent.act.object.to_string());
  return receipt.act.object.to_string() == sent.act.object.to_string() &&
         receipt.act.value == sent.act.value &&
         (earlier == on_their_way_.end() || earlier->second == 0);
}

/// Whether it is the end of a task whose beginning is held back.
bool Folding::finishes(const record::Event& done) const {
  if (held_.empty() || done.act.kind != Kind::task || !done.act.status) return false;
  const record::Event& taken = held_.front().event;
  return taken.act.kind == Kind::task && taken.pid == done.pid && taken.act.value == done.act.value;
}

/// Whether it sends once more what is held back.
bool Folding::repeats(const record::Event& sending) const {
  if (held_.empty() || sending.act.kind != Kind::send) return false;
  const record::Event& sent = held_.front().event;
  return sending.pid == sent.pid && sending.act == sent.act;
}

std::vector<Folding::Told> Folding::in_order(Told told) {
  const bool is_held = !held_.empty() && (told.is_silent || repeats(told.event));
  if (is_held) {
    held_.push_back(std::move(told));
    return {};
  }
  if (told.is_silent) return {std::move(told)};
  const bool tells_both = answers(told.event);
  if (finishes(told.event)) {
    std::vector<Told> out = released(true);
    out.push_back(std::move(told));
    return out;
  }
  if (tells_both) {
    told.event.act.peer = held_.front().event.pid;
    told.event.act.peer_name = held_.front().event.name;
  }
  std::vector<Told> out = released(tells_both);
  const Act& act = told.event.act;
  const auto earlier = on_their_way_.find(act.object.to_string());
  if (act.kind == Kind::recv && !tells_both && earlier != on_their_way_.end() &&
      earlier->second > 0)
    --earlier->second;
  const bool may_be_told_with_next =
      act.kind == Kind::send || (act.kind == Kind::task && !act.status);
  (may_be_told_with_next ? held_ : out).push_back(std::move(told));
  return out;
}

record::Timeline folded(const record::Timeline& run, const Folding::Terms& terms) {
  Folding folding(terms);
  folding.begin(run.run);
  record::Timeline told{run.run, {}, {}};
  const auto take = [&](std::vector<Folding::Told> events) {
    for (Folding::Told& one : events)
      if (!one.is_silent) told.events.push_back(std::move(one.event));
  };
  for (const record::Event& event : run.events) take(folding.event(event));
  take(folding.rest());
  told.end = folding.end(run.end);
  return told;
}

}  // namespace view
