#include "app/session/shared_things.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "core/view/formatting/fit.hpp"
#include "core/view/formatting/harmless.hpp"
#include "core/view/model/words.hpp"

namespace app {
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
  index_.clear();
  changed_ = 0;
}

SharedThings::Thing& SharedThings::thing_of(const probe::Act& act) {
  const probe::ObjectRef which{act.object.type, act.object.number, ""};
  const auto [at, is_new] = index_.try_emplace(which, things_.size());
  if (is_new) things_.push_back({act.object.shown(), act.object.type});
  Thing& thing = things_[at->second];
  // The page may call it by its variable only later.
  thing.name = view::harmless(act.object.shown());
  return thing;
}

void SharedThings::event(const record::Event& event) {
  const probe::Act& act = event.act;
  if (is_remark(act.kind)) return;
  changed_ = 0;
  if (act.kind == Did::exit || act.kind == Did::signal) return release_all(event.name);
  const Type type = act.object.type;
  if (type != Type::value && !is_row(type) && !is_lock(type)) return;
  Thing& thing = thing_of(act);
  before_ = is_shown(thing) ? state_of(thing) : "";
  note(thing, event);
  if (is_shown(thing) && state_of(thing) != before_)
    changed_ = static_cast<std::size_t>(&thing - things_.data()) + 1;
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

/// What becomes of a lock whose holder is gone no event tells.
void SharedThings::release_all(const std::string& holder) {
  for (Thing& thing : things_) {
    const bool holds =
        std::find(thing.contents.begin(), thing.contents.end(), holder) != thing.contents.end();
    if (is_lock(thing.type) && holds) thing.is_known = false;
  }
}

bool SharedThings::is_shown(const Thing& thing) const {
  return thing.is_known && (thing.type != Type::value || !thing.contents.empty());
}

std::string SharedThings::state_of(const Thing& thing) const {
  if (thing.bytes > 0) return view::filled(words_.holds_bytes, thing.bytes);
  if (thing.contents.empty())
    return std::string(is_lock(thing.type) ? words_.is_free : words_.is_empty);
  const std::string first = view::harmless(thing.contents.front());
  if (is_lock(thing.type)) return view::filled(words_.is_held, first);
  std::string state;
  for (std::size_t i = 0; i < std::min(thing.contents.size(), kMostValues); ++i) {
    const std::string value = view::harmless(thing.contents[i]);
    state += (i == 0 ? "" : ", ") + view::cut_to(value, kWidestValue, ascii_ ? "..." : "…");
  }
  if (thing.contents.size() > kMostValues)
    state += fmt::format(" +{}", thing.contents.size() - kMostValues);
  return state;
}

std::string SharedThings::change() const {
  if (changed_ == 0) return {};
  const Thing& thing = things_[changed_ - 1];
  const std::string now = state_of(thing);
  if (before_.empty()) return fmt::format("{}: {}", thing.name, now);
  return fmt::format("{}: {} {} {}", thing.name, before_, ascii_ ? "->" : "→", now);
}

std::vector<std::string> SharedThings::others() const {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < things_.size(); ++i) {
    if (i + 1 != changed_ && is_shown(things_[i]))
      all.push_back(fmt::format("{}: {}", things_[i].name, state_of(things_[i])));
  }
  return all;
}

}  // namespace app
