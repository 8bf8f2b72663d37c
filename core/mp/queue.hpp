#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "core/mp/act_on.hpp"
#include "core/mp/codec.hpp"
#include "core/mp/describe.hpp"
#include "core/mp/limit.hpp"
#include "core/mp/transport/message_queue.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// Hands values from any process to any other, first in, first out. Made before
/// the fork, it is one and the same in all processes that come of it, and lives
/// as long as the last of them; any of them may put and get, from any thread. See
/// Python's multiprocessing.Queue.
///
/// A value that was put is taken once, or, if its taker is killed at that
/// moment, not at all; the others go on. A message has at most a gigabyte, or
/// what the queue was given less 64 KiB.
template <typename T>
class Queue {
 public:
  static constexpr std::size_t kUnbounded = MessageQueue::kUnbounded;

  /// Holds at most `capacity` values, from 1. Throws mp::Error when that is 0,
  /// and std::system_error when there is no memory to share.
  explicit Queue(std::size_t capacity = kUnbounded) : messages_(capacity) {}
  /// The same in `bytes` of memory, from 128 KiB to 16 GiB, instead of a gigabyte,
  /// or a sixteenth of the address space that a limit leaves (ulimit -v). They
  /// count against that limit at once, but take memory only as they are used.
  Queue(std::size_t capacity, std::size_t bytes) : messages_(capacity, bytes) {}
  Queue(Queue&&) noexcept = default;

  /// Waits for room. Throws Closed after close(), and std::length_error when
  /// the value is larger than the queue. So do the two below.
  void put(const T& value, probe::Place place = probe::Place::here()) {
    put_until(value, std::nullopt, place);
  }
  /// False: there is no room now.
  bool try_put(const T& value, probe::Place place = probe::Place::here()) {
    return put_until(value, probe::now(), place);
  }
  /// False: there was no room until the limit, which may be nothing.
  bool put_for(const T& value, Limit limit, probe::Place place = probe::Place::here()) {
    return put_until(value, limit.deadline(), place);
  }

  /// Waits for a value. Throws Closed when none will come any more, DecodeError
  /// when a value cannot be read, and Error when there is no memory for it; that
  /// one is gone then. So do the two below.
  T get(probe::Place place = probe::Place::here()) { return *get_until(std::nullopt, place); }
  /// Empty: there is none now.
  std::optional<T> try_get(probe::Place place = probe::Place::here()) {
    return get_until(probe::now(), place);
  }
  /// Empty: none came until the limit, which may be nothing.
  std::optional<T> get_for(Limit limit, probe::Place place = probe::Place::here()) {
    return get_until(limit.deadline(), place);
  }

  /// How many values are in it: a moment ago, when others use it.
  std::size_t size() const {
    const std::size_t size = messages_.size();
    probe::learned([&] { return fmt::format("{} in {}", size, name_); });
    return size;
  }
  bool empty() const { return size() == 0; }
  bool full() const { return size() >= messages_.capacity(); }

  /// For all processes: put throws Closed from now on, and get once the queue
  /// is empty. Twice is fine.
  void close(probe::Place place = probe::Place::here()) {
    const auto close_it = [&] { return messages_.close(), std::optional(true); };
    probe::perform([&] { return act_on(name_, probe::Kind::close, place); }, std::nullopt, close_it,
                   [](probe::Deadline) {}, kNothingToAdd);
  }

 private:
  /// What a call that must not wait still does: others may have their turn.
  static constexpr std::chrono::milliseconds kTurn{50};
  /// Buffers are used again, unless one message was larger than most.
  static constexpr std::size_t kKeptBuffer = std::size_t{4} << 20;

  bool put_until(const T& value, probe::Deadline deadline, probe::Place place) {
    std::string& message = buffer();
    encode_into(message, value);
    const auto make_act = [&] {
      probe::Act act = act_on(name_, probe::Kind::put, place);
      act.value = describe(value);
      return act;
    };
    const auto attempt = [&] {
      return messages_.try_push(message, patience(deadline)) ? std::optional(true) : std::nullopt;
    };
    const auto wait = [&](probe::Deadline limit) {
      messages_.wait_for_room(limit, message.size());
    };
    const auto done = probe::perform(make_act, deadline, attempt, wait, kNothingToAdd);
    trim(message);
    return done.has_value();
  }

  std::optional<T> get_until(probe::Deadline deadline, probe::Place place) {
    const auto make_act = [&] { return act_on(name_, probe::Kind::get, place); };
    const auto attempt = [&]() -> std::optional<T> {
      std::string& message = buffer();
      if (!messages_.try_pop(message, patience(deadline))) return std::nullopt;
      T value = decode_or_drop<T>(message);
      trim(message);
      return value;
    };
    const auto wait = [&](probe::Deadline limit) { messages_.wait_for_message(limit); };
    return probe::perform(make_act, deadline, attempt, wait,
                          [](probe::Act& act, const T& value) { act.value = describe(value); });
  }

  static probe::Deadline patience(probe::Deadline deadline) {
    if (!deadline) return std::nullopt;
    return std::max(*deadline, os::now() + kTurn);
  }

  static std::string& buffer() {
    thread_local std::string bytes;
    return bytes;
  }
  static void trim(std::string& bytes) {
    if (bytes.capacity() > kKeptBuffer) std::string().swap(bytes);
  }

  std::string name_ = probe::name_object(probe::ObjectType::queue);
  MessageQueue messages_;
};

}  // namespace mp
