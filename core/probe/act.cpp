#include "core/probe/act.hpp"

#include <array>

namespace probe {
namespace {

constexpr std::array<std::string_view, 30> kNames = {
    "start", "print",  "fork", "wait",   "reap",   "exit",   "signal",    "sleep",
    "put",   "get",    "send", "recv",   "lock",   "unlock", "terminate", "task",
    "close", "block",  "wake", "output", "exec",   "kill",   "handle",    "open",
    "dup",   "thread", "stop", "resume", "notice", "fail"};
static_assert(kNames.size() == static_cast<std::size_t>(Kind::fail) + 1);

}  // namespace

std::string_view name_of(Kind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(ObjectType type) {
  constexpr std::array<std::string_view, kObjectTypes> kTypes = {
      "queue", "pipe", "value", "array", "lock", "semaphore", "event", "pool"};
  return kTypes[static_cast<std::size_t>(type)];
}

std::optional<Kind> kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Kind>(i);
  return std::nullopt;
}

void describe_end(Act& act, const os::ExitStatus& how) {
  if (how.was_killed()) {
    act.signal = how.signal();
  } else if (how.is_known()) {
    act.status = how.code();
  }
}

std::optional<os::ExitStatus> described_end(const Act& act) {
  if (act.signal) return os::ExitStatus::killed(*act.signal);
  if (act.status) return os::ExitStatus::exited(*act.status);
  return std::nullopt;
}

}  // namespace probe
