#include "core/record/notice.hpp"

#include <array>
#include <cstring>

namespace record {
namespace {

// Both ends are the same program on the same machine, so the fixed part
// travels as it lies in memory, and the texts follow it one after another.
struct Fixed {
  std::uint32_t magic;
  std::uint8_t phase;
  std::uint8_t kind;
  std::uint8_t has;  // of the Has bits
  std::uint8_t fork_mode;
  std::uint8_t object_type;
  std::array<std::uint8_t, 3> unused;
  std::int32_t object_number;
  std::int64_t stamp;
  std::int64_t forked_at;
  std::int64_t until;
  std::int64_t duration;
  std::int32_t pid, ppid, line, peer, status, signal, parent, grandparent, slot;
  std::array<std::uint32_t, 6> lengths;  // in the order of texts_of()
};

constexpr std::uint32_t kMagic = 0x6d706431;  // "mpd1"

enum Has : std::uint8_t {
  kPeer = 1,
  kStatus = 2,
  kSignal = 4,
  kOrigin = 8,
  kContinued = 16,
  kUntil = 32,
  kDuration = 64
};

template <typename Value>
void add(std::uint8_t& has, Has bit, std::int32_t& slot, const std::optional<Value>& value) {
  if (!value) return;
  has = static_cast<std::uint8_t>(has | bit);
  slot = *value;
}

template <typename Value>
void take(std::uint8_t has, Has bit, std::int32_t slot, std::optional<Value>& value) {
  if (has & bit) value = slot;
}

template <typename EventRef>
auto texts_of(EventRef& event) {
  return std::array{&event.name,      &event.act.text,      &event.act.object.name,
                    &event.act.value, &event.act.peer_name, &event.act.file};
}

}  // namespace

void encode(const Notice& notice, std::string& buffer) {
  const Event& event = notice.event;
  const probe::Act& act = event.act;
  Fixed fixed{};
  fixed.magic = kMagic;
  fixed.phase = static_cast<std::uint8_t>(notice.phase);
  fixed.kind = static_cast<std::uint8_t>(act.kind);
  fixed.stamp = event.t ? event.t->count() : 0;
  fixed.pid = event.pid;
  fixed.ppid = event.ppid;
  fixed.line = act.line;
  fixed.slot = notice.slot;
  add(fixed.has, kPeer, fixed.peer, act.peer);
  add(fixed.has, kStatus, fixed.status, act.status);
  add(fixed.has, kSignal, fixed.signal, act.signal);
  fixed.fork_mode = static_cast<std::uint8_t>(act.fork_mode);
  fixed.object_type = static_cast<std::uint8_t>(act.object.type);
  fixed.object_number = act.object.number;
  if (act.duration) {
    fixed.has |= kDuration;
    fixed.duration = act.duration->count();
  }
  if (notice.continued) fixed.has |= kContinued;
  if (notice.until) {
    fixed.has |= kUntil;
    fixed.until = notice.until->count();
  }
  if (notice.origin) {
    fixed.has |= kOrigin;
    fixed.parent = notice.origin->parent;
    fixed.grandparent = notice.origin->grandparent;
    fixed.forked_at = notice.origin->at.count();
  }
  const auto texts = texts_of(event);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    fixed.lengths[i] = static_cast<std::uint32_t>(texts[i]->size());
  }
  buffer.assign(reinterpret_cast<const char*>(&fixed), sizeof fixed);
  for (const std::string* text : texts) buffer += *text;
}

std::optional<Notice> decode(std::string_view message) {
  Fixed fixed{};
  if (message.size() < sizeof fixed) return std::nullopt;
  std::memcpy(&fixed, message.data(), sizeof fixed);
  message.remove_prefix(sizeof fixed);
  if (fixed.magic != kMagic || fixed.phase > static_cast<std::uint8_t>(Phase::learned) ||
      fixed.kind > static_cast<std::uint8_t>(probe::Kind::fail) ||
      fixed.fork_mode > static_cast<std::uint8_t>(probe::ForkMode::vfork) ||
      fixed.object_type > static_cast<std::uint8_t>(probe::ObjectType::other)) {
    return std::nullopt;
  }
  Notice notice;
  Event& event = notice.event;
  notice.phase = static_cast<Phase>(fixed.phase);
  event.act.kind = static_cast<probe::Kind>(fixed.kind);
  event.t = os::Stamp(fixed.stamp);
  event.pid = fixed.pid;
  event.ppid = fixed.ppid;
  event.act.line = fixed.line;
  notice.slot = fixed.slot;
  take(fixed.has, kPeer, fixed.peer, event.act.peer);
  take(fixed.has, kStatus, fixed.status, event.act.status);
  take(fixed.has, kSignal, fixed.signal, event.act.signal);
  event.act.fork_mode = static_cast<probe::ForkMode>(fixed.fork_mode);
  event.act.object.type = static_cast<probe::ObjectType>(fixed.object_type);
  event.act.object.number = fixed.object_number;
  if (fixed.has & kDuration) event.act.duration = os::Stamp(fixed.duration);
  notice.continued = (fixed.has & kContinued) != 0;
  if (fixed.has & kUntil) notice.until = os::Stamp(fixed.until);
  if (fixed.has & kOrigin) {
    notice.origin = Origin{fixed.parent, fixed.grandparent, os::Stamp(fixed.forked_at)};
  }
  const auto texts = texts_of(event);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (fixed.lengths[i] > message.size()) return std::nullopt;
    texts[i]->assign(message.substr(0, fixed.lengths[i]));
    message.remove_prefix(fixed.lengths[i]);
  }
  if (!message.empty()) return std::nullopt;
  return notice;
}

}  // namespace record
