#include "core/probe/act.hpp"

#include <array>
#include <charconv>

namespace probe {
namespace {

constexpr std::array<std::string_view, 36> kNames = {
    "start", "print",  "fork", "wait",   "reap",   "exit",   "signal",    "sleep",
    "put",   "get",    "send", "recv",   "lock",   "unlock", "terminate", "task",
    "close", "block",  "wake", "output", "exec",   "kill",   "handle",    "open",
    "dup",   "thread", "stop", "resume", "notice", "fail",
    "look",  "read",   "write", "seek", "unlink", "rename"};
static_assert(kNames.size() == static_cast<std::size_t>(Kind::rename) + 1);

}  // namespace

std::string_view name_of(Kind kind) {
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(ObjectType type) {
  constexpr std::array<std::string_view, kObjectTypes> kTypes = {
      "queue", "pipe",  "value",     "array",   "lock", "semaphore", "event",
      "pool",  "rlock", "condition", "barrier", "fifo", "futex"};
  return type == ObjectType::other ? std::string_view() : kTypes[static_cast<std::size_t>(type)];
}

std::string_view name_of(ForkMode mode) {
  constexpr std::array<std::string_view, 3> kModes = {"fork", "spawn", "vfork"};
  return kModes[static_cast<std::size_t>(mode)];
}

std::string_view name_of(PipeEnd end) {
  constexpr std::array<std::string_view, 5> kEnds = {"", "reading end", "writing end", "first end",
                                                     "second end"};
  return kEnds[static_cast<std::size_t>(end)];
}

ObjectRef ObjectRef::parse(std::string_view text) {
  const auto dash = text.rfind('-');
  const std::string_view digits = dash == text.npos ? std::string_view() : text.substr(dash + 1);
  if (digits.empty() || digits.front() < '1') return called(std::string(text));
  int number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  for (std::size_t i = 0; i < kObjectTypes && error == std::errc() && stop == end; ++i) {
    const auto type = static_cast<ObjectType>(i);
    if (name_of(type) == text.substr(0, dash)) return {type, number, {}};
  }
  return called(std::string(text));
}

std::string ObjectRef::to_string() const {
  if (type == ObjectType::other) return name;
  return std::string(name_of(type)) + '-' + std::to_string(number);
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
