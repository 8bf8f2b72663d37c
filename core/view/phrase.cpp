#include "core/view/phrase.hpp"

#include <fmt/format.h>
#include <signal.h>

#include "core/view/harmless.hpp"
#include "core/view/signal_name.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;

std::string process_of(const Act& act, const Mention& mention) {
  if (act.peer && *act.peer > 0) return mention(*act.peer);
  return harmless(act.object);
}

/// "Tony into queue-1"; either part may be missing.
std::string handed(const Act& act, std::string_view preposition) {
  std::string text = harmless(act.value);
  if (act.object.empty()) return text;
  if (!text.empty()) text += ' ';
  return fmt::format("{}{} {}", text, preposition, harmless(act.object));
}

std::string reaped(const Act& act, const Mention& mention) {
  std::string process = process_of(act, mention);
  if (act.signal) return fmt::format("{}, killed by {}", process, signal_name(*act.signal));
  if (act.status) return fmt::format("{}, which exited with {}", process, *act.status);
  return process;
}

std::string quoted_text(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return harmless_lines(text);
}

Phrase ending(const Act& act) {
  if (act.kind == Kind::signal && act.value == probe::kByMpdemo) return {"is ended", "by mpdemo"};
  if (act.signal) return {"is killed", "by " + signal_name(*act.signal)};
  if (act.kind == Kind::signal) return {"is killed", {}};
  return {"exits", act.status ? fmt::format("with {}", *act.status) : ""};
}

Phrase waiting(const Act& act, const Mention& mention) {
  const std::string process = process_of(act, mention);
  return {"waits for", process.empty() ? "any child" : process};
}

/// A process wakes what others wait for, or wakes itself.
Phrase waking(const Act& act, const Mention& mention) {
  const std::string woken = process_of(act, mention);
  if (woken.empty()) return {"wakes up", ""};
  return {"wakes", woken};
}

Phrase terminating(const Act& act, const Mention& mention) {
  std::string process = process_of(act, mention);
  if (act.signal) process += " with " + signal_name(*act.signal);
  return {"terminates", process};
}

Phrase signalling(const Act& act, const Mention& mention) {
  std::string process = process_of(act, mention);
  if (act.signal) process += " with " + signal_name(*act.signal);
  return {"signals", process};
}

Phrase handling(const Act& act, const Mention& mention) {
  std::string signal = act.signal ? signal_name(*act.signal) : "a signal";
  if (act.peer) signal += " from " + process_of(act, mention);
  return {"handles", signal};
}

Phrase noticing(const Act& act, const Mention& mention) {
  const std::string process = process_of(act, mention);
  const int signal = act.signal.value_or(0);
  if (signal == 0) return {"notices", process};
  const std::string_view how = signal == SIGCONT ? "continued" : "stopped";
  return {"notices", fmt::format("{}, {} by {}", process, how, signal_name(signal))};
}

/// How a fork was made, in the third person.
std::string_view forking(const Act& act) {
  if (act.value == "spawn") return "spawns";
  return act.value == "vfork" ? "vforks" : "forks";
}

/// "pipe-1", or one end of it.
std::string end_of(const Act& act) {
  const std::string object = harmless(act.object);
  return act.value.empty() ? object : object + ": " + harmless(act.value);
}

/// What a traced program has written: where no call shows it, how much it was.
std::string written(const Act& act) {
  if (act.text.empty() && !act.value.empty()) return act.value + " that no call shows";
  return quoted_text(act.text);
}

/// A task that has a status has been done.
Phrase working(const Act& act) {
  if (act.status) return {"finishes", handed(act, "of")};
  return {"takes", handed(act, "from")};
}

Phrase deed_of(const Act& act, const Mention& mention) {
  switch (act.kind) {
    case Kind::start:
      return {"starts", harmless(act.value)};
    case Kind::print:
      return {"prints", quoted_text(act.text), true};
    case Kind::output:
      return {act.object == "stderr" ? "to stderr" : "writes", written(act), true};
    case Kind::fork:
      return {forking(act), process_of(act, mention)};
    case Kind::wait:
      return waiting(act, mention);
    case Kind::reap:
      return {"reaps", reaped(act, mention)};
    case Kind::exit:
    case Kind::signal:
      return ending(act);
    case Kind::sleep:
      return {"sleeps", harmless(act.value)};
    case Kind::put:
      return {"puts", handed(act, "into")};
    case Kind::get:
      return {"gets", handed(act, "from")};
    case Kind::send:
      return {"sends", handed(act, "through")};
    case Kind::recv:
      return {"receives", handed(act, "from")};
    case Kind::lock:
      return {"locks", harmless(act.object)};
    case Kind::unlock:
      return {"unlocks", harmless(act.object)};
    case Kind::terminate:
      return terminating(act, mention);
    case Kind::task:
      return working(act);
    case Kind::close:
      return {"closes", end_of(act)};
    case Kind::block:
      return {"blocks on", process_of(act, mention)};
    case Kind::exec:
      return {"executes", harmless(act.value.empty() ? act.object : act.value)};
    case Kind::kill:
      return signalling(act, mention);
    case Kind::handle:
      return handling(act, mention);
    case Kind::open:
      return {"opens", end_of(act)};
    case Kind::dup:
      return {"duplicates", end_of(act)};
    case Kind::thread:
      return {act.value == "end" ? "ends" : "starts", harmless(act.object)};
    case Kind::stop:
      return {"stops", act.signal ? "by " + signal_name(*act.signal) : ""};
    case Kind::resume:
      return {"resumes", {}};
    case Kind::notice:
      return noticing(act, mention);
    case Kind::fail:
      return {"fails", fmt::format("to execute {}", end_of(act))};
    case Kind::wake:
      return waking(act, mention);
  }
  return {"acts", {}};
}

}  // namespace

Phrase phrase_of(const trace::Event& event, const Mention& mention) {
  Phrase phrase = deed_of(event.act, mention);
  if (event.act.thread.empty()) return phrase;
  if (!phrase.rest.empty()) phrase.rest += ' ';
  phrase.rest += "(" + harmless(event.act.thread) + ")";
  return phrase;
}

std::string in_words(const Phrase& phrase) {
  const std::string verb(phrase.verb);
  return phrase.rest.empty() ? verb : verb + " " + phrase.rest;
}

std::string verdict(const trace::End& end) {
  std::string text;
  if (end.status != "ok") {
    text = end.status == "failed"        ? "The demo failed"
           : end.status == "hung"        ? "The run hung"
           : end.status == "deadlock"    ? "The demo is in a deadlock"
           : end.status == "interrupted" ? "The run was interrupted"
                                         : "The run ended: " + harmless(end.status);
    std::string reason = harmless(end.reason);
    if (!reason.empty() && reason.back() == '.') reason.pop_back();
    text += reason.empty() ? "." : ": " + reason + ".";
  }
  const std::string lost = losses(end);
  return text.empty() || lost.empty() ? text + lost : text + " " + lost;
}

std::string losses(const trace::End& end) {
  if (end.lost == 0) return {};
  return fmt::format("{} {} lost.", end.lost, end.lost == 1 ? "event was" : "events were");
}

}  // namespace view
