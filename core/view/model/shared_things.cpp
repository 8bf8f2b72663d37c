#include "core/view/model/shared_things.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"

namespace view {
namespace {

using Type = probe::ObjectType;
using Did = probe::Kind;

/// How many of the values in a queue are shown.
constexpr std::size_t kMostValues = 4;
constexpr std::size_t kWidestValue = 16;

bool is_row(Type type) {
  return type == Type::queue || type == Type::pool || type == Type::pipe || type == Type::fifo;
}

bool is_lock(Type type) {
  return type == Type::lock || type == Type::rlock;
}

/// Only a mark in the record: nobody has done anything.
bool is_remark(Did kind) {
  return kind == Did::block || kind == Did::wake || kind == Did::start;
}

bool has(const std::vector<pid_t>& processes, pid_t process) {
  return std::find(processes.begin(), processes.end(), process) != processes.end();
}

void add(std::vector<pid_t>& processes, pid_t process) {
  if (!has(processes, process)) processes.push_back(process);
}

/// Of "5 bytes" the number; 0: it is none.
std::size_t bytes_in(const std::string& value) {
  std::size_t bytes = 0;
  const auto end = std::from_chars(value.data(), value.data() + value.size(), bytes).ptr;
  return std::string_view(end).starts_with(" byte") ? bytes : 0;
}

}  // namespace

void SharedThings::begin(const record::Run& run) {
  is_traced_ = record::is_traced(run);
  things_.clear();
  indexes_.clear();
  changed_.clear();
  names_.clear();
}

std::size_t SharedThings::index_of(const probe::Act& act) {
  const probe::ObjectRef which{act.object.type, act.object.number, ""};
  const auto [at, is_new] = indexes_.try_emplace(which, things_.size());
  if (is_new) things_.push_back({"", act.object.type});
  // The page may call it by its variable only later.
  things_[at->second].name = harmless(act.object.shown());
  return at->second;
}

void SharedThings::event(const record::Event& event) {
  const probe::Act& act = event.act;
  const std::string name = harmless(event.name);
  const bool is_renamed = std::exchange(names_[event.pid], name) != name;
  if (is_remark(act.kind)) return;
  changed_.clear();
  before_.clear();
  const bool is_end = act.kind == Did::exit || act.kind == Did::signal;
  if (is_end) release_all(event);
  if (act.kind == Did::fork) hand_on_ends(event);
  const Type type = act.object.type;
  if (type == Type::value || is_row(type) || is_lock(type)) {
    const std::size_t index = index_of(act);
    if (is_shown(things_[index])) before_ = contents_of(things_[index]);
    note(things_[index], event);
    look_for_change(index);
  }
  if (!is_renamed && !is_end && act.kind != Did::fork) return;
  for (std::size_t i = 0; i < things_.size(); ++i) look_for_change(i);
}

void SharedThings::look_for_change(std::size_t index) {
  Thing& thing = things_[index];
  std::string now = is_shown(thing) ? state_of(thing) : "";
  // That a queue is empty before it is used is no news.
  const bool is_news = !now.empty() || !thing.told.empty();
  if (!is_news || now == thing.told) return;
  thing.told = std::move(now);
  changed_.push_back(index);
}

void SharedThings::note(Thing& thing, const record::Event& event) const {
  const probe::Act& act = event.act;
  const bool adds = act.kind == Did::put || act.kind == Did::send;
  const bool takes = act.kind == Did::recv || (act.kind == Did::task && !act.status) ||
                     (act.kind == Did::get && thing.type != Type::pool);
  if (thing.type == Type::value) {
    if (adds || takes) thing.contents = {act.value};
  } else if (is_lock(thing.type)) {
    auto& holders = thing.contents;
    if (act.kind == Did::lock) holders.push_back(event.name);
    const auto one = std::find(holders.begin(), holders.end(), event.name);
    if (act.kind == Did::unlock && one != holders.end()) holders.erase(one);
  } else if (act.kind == Did::open || act.kind == Did::close) {
    if (is_traced_ && thing.type == Type::pipe) open(thing, event);
  } else if (is_traced_ && (thing.type == Type::pipe || thing.type == Type::fifo)) {
    const std::size_t bytes = bytes_in(act.value);
    if (adds) thing.bytes += bytes;
    // What was written before its event came, or by somebody who is not seen.
    if (takes && bytes > thing.bytes) thing.is_known = false;
    if (takes) thing.bytes -= std::min(bytes, thing.bytes);
    if ((adds || takes) && bytes == 0) thing.is_known = false;
  } else if (adds) {
    thing.contents.push_back(act.value);
  } else if (takes) {
    take_out(thing, act.value);
  }
}

void SharedThings::take_out(Thing& thing, const std::string& value) const {
  const auto found = std::find(thing.contents.begin(), thing.contents.end(), value);
  if (found == thing.contents.end())
    thing.is_known = false;
  else
    thing.contents.erase(found);
}

/// What becomes of a lock whose holder is gone no event tells. The kernel closes its pipes.
void SharedThings::release_all(const record::Event& holder) {
  for (Thing& thing : things_) {
    const auto& names = thing.contents;
    const bool holds = std::find(names.begin(), names.end(), holder.name) != names.end();
    if (is_lock(thing.type) && holds) thing.is_known = false;
    std::erase(thing.reading, holder.pid);
    std::erase(thing.writing, holder.pid);
  }
  names_.erase(holder.pid);
}

/// pipe(2) gives both ends. That an end is closed is told of the last descriptor of the process.
void SharedThings::open(Thing& thing, const record::Event& event) const {
  const probe::PipeEnd end = event.act.pipe_end;
  if (event.act.kind == Did::open) {
    thing.has_ends = true;
    if (end != probe::PipeEnd::writing) add(thing.reading, event.pid);
    if (end != probe::PipeEnd::reading) add(thing.writing, event.pid);
  } else {
    if (end == probe::PipeEnd::reading) std::erase(thing.reading, event.pid);
    if (end == probe::PipeEnd::writing) std::erase(thing.writing, event.pid);
  }
}

/// A child has what its parent has.
void SharedThings::hand_on_ends(const record::Event& event) {
  if (!event.act.peer) return;
  names_[*event.act.peer] = harmless(event.act.target());
  for (Thing& thing : things_) {
    if (has(thing.reading, event.pid)) add(thing.reading, *event.act.peer);
    if (has(thing.writing, event.pid)) add(thing.writing, *event.act.peer);
  }
}

bool SharedThings::is_shown(const Thing& thing) const {
  return thing.is_known && (thing.type != Type::value || !thing.contents.empty());
}

std::string SharedThings::contents_of(const Thing& thing) const {
  if (thing.bytes > 0) return filled(words_->holds_bytes, thing.bytes);
  if (thing.contents.empty())
    return std::string(is_lock(thing.type) ? words_->is_free : words_->is_empty);
  const std::string first = harmless(thing.contents.front());
  if (is_lock(thing.type)) return filled(words_->is_held, first);
  std::string state;
  for (std::size_t i = 0; i < std::min(thing.contents.size(), kMostValues); ++i) {
    const std::string value = harmless(thing.contents[i]);
    state += (i == 0 ? "" : ", ") + cut_to(value, kWidestValue, ascii_ ? "..." : "…");
  }
  if (thing.contents.size() > kMostValues)
    state += fmt::format(" +{}", thing.contents.size() - kMostValues);
  return state;
}

/// "empty (read: sort; write: parent, child-1)"
std::string SharedThings::state_of(const Thing& thing) const {
  std::string state = contents_of(thing);
  if (thing.has_ends)
    state += filled(words_->pipe_ends, names_of(thing.reading), names_of(thing.writing));
  return state;
}

std::string SharedThings::names_of(const std::vector<pid_t>& processes) const {
  if (processes.empty()) return std::string(words_->nobody);
  std::string all;
  for (const pid_t process : processes) {
    const auto name = names_.find(process);
    all += all.empty() ? "" : ", ";
    all += name == names_.end() ? fmt::to_string(process) : name->second;
  }
  return all;
}

std::string SharedThings::change() const {
  if (changed_.empty() || !is_shown(things_[changed_.front()])) return {};
  const Thing& thing = things_[changed_.front()];
  if (before_.empty() || before_ == contents_of(thing))
    return fmt::format("{}: {}", thing.name, state_of(thing));
  return fmt::format("{}: {} {} {}", thing.name, before_, ascii_ ? "->" : "→", state_of(thing));
}

std::vector<std::string> SharedThings::others(bool with_ends) const {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < things_.size(); ++i) {
    const bool is_told = !changed_.empty() && changed_.front() == i;
    const Thing& thing = things_[i];
    if (!is_told && is_shown(thing))
      all.push_back(
          fmt::format("{}: {}", thing.name, with_ends ? state_of(thing) : contents_of(thing)));
  }
  return all;
}

std::vector<SharedThings::Changed> SharedThings::changes() const {
  std::vector<Changed> all;
  for (const std::size_t index : changed_)
    all.push_back({index, things_[index].name, things_[index].told});
  return all;
}

}  // namespace view
