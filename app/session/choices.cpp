#include "app/session/choices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>

#include "core/record/act_text.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/formatting/signal_name.hpp"
#include "core/view/model/words.hpp"

namespace app {
namespace {

using view::filled;

constexpr std::size_t kMostLines = 12;
constexpr std::size_t kMostNames = 50;
constexpr int kMostKeys = 9;

/// A name or value from the demo, cut to fit the one line of a prompt.
std::string shown(std::string_view bytes) {
  constexpr std::size_t kMostBytes = 32;
  std::string text = view::harmless(bytes);
  if (text.size() <= kMostBytes) return text;
  std::size_t end = kMostBytes - 3;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

/// What the tracer names in English, as the object has no name of its own.
std::string in_language(const std::string& object, const Wording& words) {
  const Wording& english = wording(Language::english);
  if (object == english.kernel) return std::string(words.kernel);
  if (object == english.process_group) return std::string(words.process_group);
  if (object == english.everybody) return std::string(words.everybody);
  if (object == english.any_child) return std::string(words.any_child);
  return shown(object);
}

std::string target_of(const probe::Act& act, bool pids, const Wording& words) {
  const std::string name =
      act.target().empty() ? std::string(words.unnamed) : in_language(act.target(), words);
  const bool has_pid = act.peer && (pids || act.target().empty());
  return has_pid ? fmt::format("{} {}", name, *act.peer) : name;
}

/// Chinese has no space between two of its characters, though there is one beside a name:
/// `piece` is what a sentence was filled with.
std::string closed_up(const std::string& sentence, const std::string& piece) {
  const auto at = sentence.find(piece);
  if (at == sentence.npos) return sentence;
  const auto joined = [](std::string_view left, std::string_view right) {
    return view::joined(Language::traditional_chinese, left, right);
  };
  const std::string before = sentence.substr(0, at);
  const std::string after = sentence.substr(at + piece.size());
  const std::string text =
      before.ends_with(' ') ? joined(before.substr(0, before.size() - 1), piece) : before + piece;
  return after.starts_with(' ') ? joined(text, after.substr(1)) : text + after;
}

/// With the name of the file, if processes are in several.
std::string place_of(const probe::Act& act, bool with_file, const Wording& words) {
  if (act.line == 0) return "";
  if (!with_file) return filled(words.line_place, act.line);
  return filled(words.file_place, shown(act.file.substr(act.file.rfind('/') + 1)), act.line);
}

std::string_view unlocking(const probe::Act& act, const Wording& words) {
  switch (act.object.type) {
    case probe::ObjectType::event:
      return words.to_set;
    case probe::ObjectType::condition:
      return words.to_notify;
    case probe::ObjectType::barrier:
      return words.to_arrive;
    case probe::ObjectType::futex:
      return words.to_wake_at;
    default:
      return act.value.empty() ? words.to_unlock : words.to_unlock_and_wait;
  }
}

std::string_view closing(const probe::Act& act, const Wording& words) {
  switch (act.object.type) {
    case probe::ObjectType::event:
      return words.to_clear;
    case probe::ObjectType::barrier:
      return act.value.empty() ? words.to_break : words.to_reset;
    default:
      return words.to_close;
  }
}

}  // namespace

std::string intent_of(const probe::Act& act, bool pids, const Wording& words) {
  using probe::Kind;
  const std::string object = shown(act.object.shown());
  const std::string value = shown(record::value_text(act));
  const std::string target = target_of(act, pids, words);
  switch (act.kind) {
    case Kind::print:
      return std::string(words.to_print);
    case Kind::fork:
      return value.empty() ? std::string(words.to_fork) : filled(words.to_fork_as, value);
    case Kind::output:
      return act.stream == probe::Stream::output
                 ? filled(words.to_write, shown(act.text))
                 : filled(words.to_write_to, shown(act.text), record::object_text(act));
    case Kind::exec:
      return filled(words.to_execute, value);
    case Kind::kill:
      return closed_up(filled(words.to_signal, target, view::signal_name(act.signal.value_or(0))),
                       target);
    case Kind::wait:
      return closed_up(filled(words.to_wait_for, target), target);
    case Kind::block:
      return filled(words.to_wait_for, object);
    case Kind::reap:
      return closed_up(filled(words.to_reap, target), target);
    case Kind::terminate:
      return closed_up(filled(words.to_terminate, target), target);
    case Kind::exit:
      return filled(words.to_exit, act.status.value_or(0));
    case Kind::sleep:
      return filled(words.to_sleep, value);
    case Kind::put:
      return filled(words.to_put, value, object);
    case Kind::get:
      return filled(words.to_get, object);
    case Kind::send:
      return filled(words.to_send, value, object);
    case Kind::recv:
      return filled(words.to_receive, object);
    case Kind::task:
      return act.status ? filled(words.to_finish, value, object) : filled(words.to_take, object);
    case Kind::lock:
      return filled(probe::can_be_held(act.object.type) ? words.to_lock : words.to_wait_for,
                    object);
    case Kind::unlock:
      return filled(unlocking(act, words), object);
    case Kind::close:
      return filled(closing(act, words), object);
    case Kind::open:
      return filled(words.to_open, object);
    case Kind::look:
      return filled(words.to_look_at, object);
    case Kind::read:
      return filled(words.to_read, object);
    case Kind::write:
      return filled(words.to_write_into, object);
    case Kind::seek:
      return filled(words.to_seek, object);
    case Kind::unlink:
      return filled(words.to_remove, object);
    case Kind::rename:
      return filled(words.to_rename, object, value);
    case Kind::handle:
      return filled(words.to_handle, view::signal_name(act.signal.value_or(0)));
    default:
      return filled(words.to_act, probe::name_of(act.kind), object);
  }
}

std::string name_of(const choice::Role& role, bool pids, const Wording& words) {
  std::string name = shown(role.name);
  const std::string_view thread_of = wording(Language::english).thread_of;
  const std::string_view prefix = thread_of.substr(0, thread_of.find('{'));
  if (name.starts_with(prefix)) name = filled(words.thread_of, name.substr(prefix.size()));
  return pids ? fmt::format("{} {}", name, role.own_pid != 0 ? role.own_pid : role.pid) : name;
}

bool wakes_next(const choice::Role& role) {
  const bool time_has_come = role.standing == choice::Standing::ready && role.gives_up;
  return role.standing == choice::Standing::asleep ||
         (time_has_come && role.next.kind == probe::Kind::sleep);
}

Choices::Choices(const choice::Point& point, bool pids, const Wording& words, std::size_t turned)
    : point_(point), pids_(pids), words_(words) {
  for (std::size_t i = 0; i < point.roles.size(); ++i) {
    const choice::Role& role = point.roles[i];
    if (role.may_act) numbered_.push_back(i);
    const std::string& file = point.roles.front().next.file;
    has_files_ = has_files_ || (role.next.line > 0 && role.next.file != file && !file.empty());
  }
  const std::size_t pages = (numbered_.size() + kMostKeys - 1) / kMostKeys;
  if (pages > 0) first_ = turned % pages * kMostKeys;
}

bool Choices::has_more() const {
  return count() > kMostKeys;
}

int Choices::number_of(std::size_t index) const {
  const bool has_number = index >= first_ && index < first_ + kMostKeys;
  return has_number ? static_cast<int>(index - first_) + 1 : 0;
}

std::optional<std::size_t> Choices::role_numbered(int number) const {
  const std::size_t index = first_ + static_cast<std::size_t>(number) - 1;
  if (number < 1 || number > kMostKeys || index >= numbered_.size()) return std::nullopt;
  return numbered_[index];
}

std::string Choices::name_of(const choice::Role& role) const {
  return app::name_of(role, pids_, words_);
}

std::string Choices::name_of(pid_t pid) const {
  for (const auto& role : point_.roles) {
    if (role.pid == pid) return name_of(role);
  }
  return std::string(words_.a_process);
}

std::string Choices::proposed() const {
  return name_of(point_.roles[point_.proposed]);
}

std::string Choices::intent() const {
  const choice::Role& role = point_.roles[point_.proposed];
  const bool acts = role.standing == choice::Standing::ready && !wakes_next(role);
  return acts ? intent_of(role.next, pids_, words_) : std::string(words_.to_wake);
}

int Choices::proposed_number() const {
  if (count() < 2) return 0;
  const auto found = std::find(numbered_.begin(), numbered_.end(), point_.proposed);
  return number_of(static_cast<std::size_t>(found - numbered_.begin()));
}

std::string Choices::describe(const choice::Role& role) const {
  if (role.standing == choice::Standing::ready) {
    if (wakes_next(role)) return filled(words_.is_about, words_.to_wake);
    return filled(words_.is_about, intent_of(role.next, pids_, words_)) +
           place_of(role.next, has_files_, words_);
  }
  if (role.standing == choice::Standing::busy) return std::string(words_.computes);
  if (role.standing == choice::Standing::asleep) {
    const std::chrono::duration<double> left = *role.until - point_.clock;
    return filled(words_.sleeps_more, left.count());
  }
  choice::Wait wait;
  wait.pid = role.pid;
  wait.process = role.next.peer;
  wait.object = target_of(role.next, pids_, words_);
  wait.type = role.next.object.type;
  wait.line = role.next.line;
  wait.held_by = role.held_by;
  const choice::Mention mention = [&](pid_t pid) {
    return role.next.peer == pid ? target_of(role.next, pids_, words_) : name_of(pid);
  };
  const std::string_view limit = role.until ? words_.not_for_ever : "";
  const std::string text = closed_up(description(wait, words_.waits, mention), wait.object);
  return fmt::format("{}{}", text, limit);
}

std::vector<std::string> Choices::others() const {
  std::vector<Candidate> others = all();
  if (point_.proposed < others.size())
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(point_.proposed));
  // Who has a number is in sight.
  if (first_ > 0) {
    std::stable_partition(others.begin(), others.end(),
                          [](const Candidate& one) { return one.number > 0; });
  }
  // Processes that only wait are left out first.
  const auto acting = static_cast<std::size_t>(std::count_if(
      others.begin(), others.end(), [](const Candidate& one) { return one.may_act; }));
  std::size_t waiting = kMostLines - std::min(acting, kMostLines);
  std::size_t left_out = 0;
  std::vector<std::string> lines;
  std::vector<std::string> names;
  for (const Candidate& one : others) {
    if (!one.may_act && waiting == 0) {
      ++left_out;
    } else if (lines.size() == kMostLines) {
      names.push_back(one.brief);
    } else {
      const std::string key = one.number > 0 ? std::to_string(one.number) : " ";
      const std::string line = fmt::format("{} {} {}", key, one.name, one.what);
      lines.push_back(one.leaves.empty() ? line : filled(words_.what_leaves, line, one.leaves));
      if (!one.may_act) --waiting;
    }
  }
  if (!names.empty()) {
    const std::size_t more = names.size() - std::min(names.size(), kMostNames);
    names.resize(names.size() - more);
    lines.push_back(filled(words_.also, fmt::join(names, ", ")));
    if (more > 0) lines.back() += filled(words_.and_more, more);
  }
  if (left_out > 0) lines.push_back(filled(words_.more_wait, left_out));
  return lines;
}

std::vector<Candidate> Choices::all() const {
  std::vector<Candidate> all;
  std::size_t acting = 0;
  for (std::size_t i = 0; i < point_.roles.size(); ++i) {
    const choice::Role& role = point_.roles[i];
    const int number = role.may_act ? number_of(acting++) : 0;
    all.push_back({number, role.number, name_of(role), describe(role),
                   role.may_act && i == point_.proposed, role.may_act, shown(role.name),
                   leaves_of(i)});
  }
  return all;
}

std::string Choices::keys() const {
  std::string keys = "Enter";
  for (int number = 1; role_numbered(number); ++number) {
    if (number != proposed_number() && count() > 1) keys += fmt::format(" {}", number);
  }
  return keys;
}

}  // namespace app
