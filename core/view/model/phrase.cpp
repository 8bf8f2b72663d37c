#include "core/view/model/phrase.hpp"

#include <fmt/format.h>
#include <signal.h>

#include "core/record/act_text.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/signal_name.hpp"
#include "core/view/model/told_again.hpp"
#include "core/view/model/words.hpp"

namespace view {
namespace {

using probe::Act;
using probe::Kind;
using probe::ObjectType;

/// "Tony into queue-1"; either part may be missing.
std::string handed(const Act& act, const Words::Handed& words) {
  std::string value = harmless(value_said(act));
  if (act.object.empty()) return value;
  const std::string object = harmless(act.object.shown());
  return value.empty() ? filled(words.alone, object) : filled(words.whole, value, object);
}

/// "sort", and how its streams are wired.
std::string executed(const Act& act, const Words& words) {
  const std::string command = harmless(act.value.empty() ? act.program : act.value);
  return act.aside.empty() ? command : command + std::string(words.colon) + harmless(act.aside);
}

std::string quoted_text(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  return harmless_lines(text);
}

/// Says what an act is, in one language. phrase_of() makes it for each event.
class PhraseWriter {
 public:
  PhraseWriter(Language language, const Mention& mention)
      : language_(language), words_(words(language)), mention_(mention) {}

  Phrase deed_of(const Act& act) const;

 private:
  std::string process_of(const Act& act) const {
    if (act.peer && *act.peer > 0) return mention_(*act.peer);
    return harmless(act.target());
  }

  /// "pipe-1", or one end of it.
  std::string end_of(const Act& act) const {
    std::string object = harmless(act.object.shown());
    const std::string ends = ends_of(act);
    return ends.empty() ? object : object.append(words_.colon).append(ends);
  }

  /// What an act says of ends of pipes.
  std::string ends_of(const Act& act) const {
    return harmless(told_again_of_ends(language_, record::value_text(act)));
  }

  std::string name_of(int signal) const { return signal_name(signal, language_); }

  std::string reaped(const Act& act) const {
    const std::string process = process_of(act);
    if (act.signal) return filled(words_.killed_child, process, name_of(*act.signal));
    if (act.status) return filled(words_.exited_child, process, *act.status);
    return filled(words_.lost_child, process);
  }

  /// The process, and the signal that is sent to it.
  std::string target_of(const Act& act) const {
    const std::string process = process_of(act);
    return act.signal ? filled(words_.with_signal, process, name_of(*act.signal)) : process;
  }

  std::string by_signal(const Act& act) const {
    return act.signal ? filled(words_.by, name_of(*act.signal)) : "";
  }

  Phrase ending(const Act& act) const {
    if (act.kind == Kind::signal && act.by_mpdemo)
      return {words_.is_ended, std::string(words_.by_mpdemo)};
    if (act.signal || act.kind == Kind::signal) return {words_.is_killed, by_signal(act)};
    if (act.status) return {words_.exits, filled(words_.with_code, *act.status)};
    return {words_.ends, std::string(words_.with_unknown_status)};
  }

  Phrase waiting(const Act& act) const {
    const std::string process = process_of(act);
    if (act.object.type == ObjectType::condition)
      return {words_.waits_for, filled(words_.a_notification, process)};
    if (act.object.type == ObjectType::barrier)
      return {words_.waits_for, filled(words_.the_others, process)};
    return {words_.waits_for, process.empty() ? std::string(words_.any_child) : process};
  }

  /// A process wakes others, or itself wakes.
  Phrase waking(const Act& act) const {
    const std::string woken = process_of(act);
    if (woken.empty()) return {words_.wakes_up, ""};
    return {words_.wakes, woken};
  }

  Phrase handling(const Act& act) const {
    const std::string signal = act.signal ? name_of(*act.signal) : std::string(words_.a_signal);
    return {words_.handles,
            act.peer ? filled(words_.signal_from, signal, process_of(act)) : signal};
  }

  Phrase noticing(const Act& act) const {
    const std::string process = process_of(act);
    const int signal = act.signal.value_or(0);
    if (signal == 0) return {words_.notices, process};
    const auto how = signal == SIGCONT ? words_.continued_by : words_.stopped_by;
    return {words_.notices, filled(how, process, name_of(signal))};
  }

  std::string_view forking(const Act& act) const {
    switch (act.fork_mode) {
      case probe::ForkMode::spawn:
        return words_.spawns;
      case probe::ForkMode::vfork:
        return words_.vforks;
      case probe::ForkMode::fork:
        break;
    }
    return words_.forks;
  }

  /// What a traced program has written or, if no call shows it, how much.
  std::string written(const Act& act) const {
    if (act.text.empty() && !act.value.empty()) return filled(words_.unseen_bytes, act.value);
    return quoted_text(act.text);
  }

  /// "notes.txt", or "notes.txt: EEXIST".
  static std::string with_error(const Act& act) {
    const std::string file = harmless(act.object.shown());
    return act.value.empty() ? file : file + ": " + harmless(act.value);
  }

  /// "gcc: ENOENT".
  static std::string failed(const Act& act) {
    const std::string program = harmless(act.program);
    return act.value.empty() ? program : program + ": " + harmless(act.value);
  }

  static Phrase doing(const Words::Deed& deed, const Act& act) {
    return {deed.verb, handed(act, deed.rest)};
  }

  Phrase locking(const Act& act) const {
    switch (act.object.type) {
      case ObjectType::event:
        return doing(words_.finds_set, act);
      case ObjectType::condition:
        return doing(words_.is_notified, act);
      case ObjectType::barrier:
        return doing(words_.passes, act);
      default:
        return {words_.locks, harmless(act.object.shown())};
    }
  }

  Phrase unlocking(const Act& act) const {
    switch (act.object.type) {
      case ObjectType::event:
        return doing(words_.sets, act);
      case ObjectType::condition:
        return doing(words_.notifies, act);
      case ObjectType::barrier:
        return doing(words_.arrives, act);
      case ObjectType::futex:
        return doing(words_.wakes_at, act);
      default:
        return {words_.unlocks, handed(act, words_.unlocked)};
    }
  }

  Phrase closing(const Act& act) const {
    switch (act.object.type) {
      case ObjectType::event:
        return doing(words_.clears, act);
      case ObjectType::barrier:
        return doing(act.value.empty() ? words_.breaks : words_.resets, act);
      default:
        return {words_.closes, end_of(act)};
    }
  }

  /// A task with a status is done.
  Phrase working(const Act& act) const {
    if (act.status) return {words_.finishes, handed(act, words_.of)};
    return {words_.takes, handed(act, words_.from)};
  }

  Language language_;
  const Words& words_;
  const Mention& mention_;
};

Phrase PhraseWriter::deed_of(const Act& act) const {
  const bool is_file = act.object.type == ObjectType::other;
  switch (act.kind) {
    case Kind::start:
      return {words_.starts, ends_of(act)};
    case Kind::print:
      return {words_.prints, quoted_text(act.text), true};
    case Kind::output:
      return {act.stream == probe::Stream::error ? words_.writes_error : words_.writes,
              written(act), true};
    case Kind::fork:
      return {forking(act), process_of(act)};
    case Kind::wait:
    case Kind::block:
      return waiting(act);
    case Kind::reap:
      return {words_.reaps, reaped(act)};
    case Kind::exit:
    case Kind::signal:
      return ending(act);
    case Kind::sleep:
      return {words_.sleeps, harmless(record::value_text(act))};
    case Kind::put:
      return {words_.puts, handed(act, words_.into)};
    case Kind::get:
      return {words_.gets, handed(act, words_.from)};
    case Kind::send:
      return {words_.sends, handed(act, words_.through)};
    case Kind::recv:
      return {words_.receives, handed(act, words_.from)};
    case Kind::lock:
      return locking(act);
    case Kind::unlock:
      return unlocking(act);
    case Kind::terminate:
      return {words_.terminates, target_of(act)};
    case Kind::task:
      return working(act);
    case Kind::close:
      return closing(act);
    case Kind::exec:
      return {words_.executes, executed(act, words_)};
    case Kind::kill:
      return {words_.signals, target_of(act)};
    case Kind::handle:
      return handling(act);
    case Kind::open:
      return {words_.opens, is_file ? with_error(act) : end_of(act)};
    case Kind::dup:
      return {words_.duplicates, end_of(act)};
    case Kind::thread:
      return {act.ends ? words_.ends : words_.starts, harmless(act.peer_name)};
    case Kind::stop:
      return {words_.stops, by_signal(act)};
    case Kind::resume:
      return {words_.resumes, {}};
    case Kind::notice:
      return noticing(act);
    case Kind::fail:
      return {words_.fails, filled(words_.to_execute, failed(act))};
    case Kind::look:
      return {words_.looks_at, act.peer ? target_of(act) : with_error(act)};
    case Kind::read:
      return {words_.reads, handed(act, words_.from)};
    case Kind::write:
      return {words_.writes, handed(act, words_.into)};
    case Kind::seek:
      return {words_.seeks_in, with_error(act)};
    case Kind::unlink:
      return {words_.removes, with_error(act)};
    case Kind::rename:
      return {words_.renames,
              filled(words_.renamed_to, harmless(act.object.shown()), harmless(act.value))};
    case Kind::wake:
      return waking(act);
  }
  return {words_.acts, {}};
}

}  // namespace

std::string sender_of(const record::Event& event, const Mention& mention, Language language) {
  const Act& act = event.act;
  if (act.kind != Kind::recv || !act.peer) return {};
  return filled(words(language).sent_by, mention(*act.peer));
}

const std::string& value_said(const probe::Act& act) {
  const bool is_handed_over = act.kind == Kind::send || act.kind == Kind::recv;
  return is_handed_over && !act.aside.empty() ? act.aside : act.value;
}

Phrase phrase_of(const record::Event& event, const Mention& mention, Language language) {
  const Words& said = words(language);
  Phrase phrase = PhraseWriter(language, mention).deed_of(event.act);
  if (event.act.thread.empty()) return phrase;
  const std::string thread = filled(said.in_thread, harmless(event.act.thread));
  phrase.rest = phrase.rest.empty() ? thread : joined(language, phrase.rest, thread);
  return phrase;
}

std::string in_words(const Phrase& phrase, Language language) {
  return phrase.rest.empty() ? std::string(phrase.verb)
                             : joined(language, phrase.verb, phrase.rest);
}

std::string verdict(const record::End& end, Language language) {
  const Words& said = words(language);
  std::string text;
  if (end.status != "ok") {
    text = end.status == "failed"        ? std::string(said.failed)
           : end.status == "hung"        ? std::string(said.hung)
           : end.status == "deadlock"    ? std::string(said.in_deadlock)
           : end.status == "interrupted" ? std::string(said.interrupted)
                                         : filled(said.ended_otherwise, harmless(end.status));
    std::string reason = harmless(told_again(language, end.reason));
    if (!reason.empty() && reason.back() == '.') reason.pop_back();
    if (!reason.empty()) text.append(said.colon).append(reason);
    text += said.stop;
  }
  const std::string lost = losses(end, language);
  return text.empty() || lost.empty() ? text + lost : joined(language, text, lost);
}

std::string losses(const record::End& end, Language language) {
  if (end.lost == 0) return {};
  const Words& said = words(language);
  return filled(end.lost == 1 ? said.lost_one : said.lost, end.lost);
}

}  // namespace view
