#pragma once

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "core/mp/codec.hpp"
#include "core/mp/detail/act_on.hpp"
#include "core/mp/detail/inside.hpp"
#include "core/mp/limit.hpp"
#include "core/mp/transport/message_queue.hpp"
#include "core/mp/values/describe.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

/// Carries values from any process to any other, first in, first out. Made before
/// the fork, it is the same object in all processes that descend from it, and
/// lives as long as the last of them; any of them may put and get, from any
/// thread. See Python's multiprocessing.Queue.
///
/// A value is taken once or, if its taker is killed at that moment, not at all;
/// the others go on. A message has at most a gigabyte, or the queue's memory
/// minus 64 KiB.
template <typename T>
class Queue {
 public:
  static constexpr std::size_t kUnbounded = MessageQueue::kUnbounded;

  /// Holds at most `capacity` values (1 or more). Throws mp::Error when that is
  /// 0, and std::system_error when there is no memory to share.
  explicit Queue(std::size_t capacity = kUnbounded, probe::Place place = probe::Place::here())
      : state_("queue", std::make_unique<State>(place, capacity)) {}
  /// The same in `bytes` of memory, from 128 KiB to 16 GiB. The default is a
  /// gigabyte, or a sixteenth of the address space that a limit leaves (ulimit
  /// -v). They count against that limit at once, but take memory only as they are
  /// used.
  Queue(std::size_t capacity, std::size_t bytes, probe::Place place = probe::Place::here())
      : state_("queue", std::make_unique<State>(place, capacity, bytes)) {}
  Queue(Queue&&) noexcept = default;

  // For Process: what a spawned process is handed.
  explicit Queue(detail::Inbound& in) : state_("queue", std::make_unique<State>(in)) {}
  void hand_over(detail::Outbound& out) const {
    out.name(state_->name);
    state_->messages.hand_over(out);
  }

  /// Waits for room. Throws Closed after close(), and mp::Error when the value is
  /// larger than the queue: before it is copied, if it is one piece, as a text is. So do
  /// the two below.
  void put(const T& value, probe::Place place = probe::Place::here()) {
    put_until(value, std::nullopt, place);
  }
  /// False: there is no room now.
  bool try_put(const T& value, probe::Place place = probe::Place::here()) {
    return put_until(value, probe::now(), place);
  }
  /// False: there was no room within the limit, which may be zero.
  bool put_for(const T& value, Limit limit, probe::Place place = probe::Place::here()) {
    return put_until(value, limit.deadline(), place);
  }

  /// Waits for a value. Throws Closed when none will come any more, DecodeError
  /// when a value cannot be read, and Error when there is no memory for it; the
  /// value is lost then. So do the two below.
  T get(probe::Place place = probe::Place::here()) { return *get_until(std::nullopt, place); }
  /// Empty: there is no value now.
  std::optional<T> try_get(probe::Place place = probe::Place::here()) {
    return get_until(probe::now(), place);
  }
  /// Empty: none came within the limit, which may be zero.
  std::optional<T> get_for(Limit limit, probe::Place place = probe::Place::here()) {
    return get_until(limit.deadline(), place);
  }

  /// How many values are in it; already out of date if other processes use it.
  std::size_t size() const {
    return probe::look(
        [&] { return state_->name; }, [&]() -> std::size_t { return state_->messages.size(); },
        [&](std::size_t size) { return fmt::format("{} in {}", size, state_->name.to_string()); });
  }
  bool empty() const { return size() == 0; }
  bool full() const { return size() >= state_->messages.capacity(); }

  /// For all processes: put throws Closed from now on, and get once the queue
  /// is empty. Twice is fine.
  void close(probe::Place place = probe::Place::here()) {
    State& state = *state_;
    const auto close_it = [&] { return state.messages.close(), std::optional(true); };
    probe::perform([&] { return act_on(state.name, probe::Kind::close, place); }, std::nullopt,
                   close_it, [](probe::Deadline) {}, kNothingToAdd);
  }

 private:
  friend class Waitable;

  struct State {
    template <typename... Size>
    explicit State(probe::Place place, Size... size)
        : name(probe::name_object(probe::ObjectType::queue, place)), messages(size...) {}

    explicit State(detail::Inbound& in) : name(in.name()), messages(in) {}

    probe::ObjectRef name;
    MessageQueue messages;
  };

  /// The bytes of one message. The thread's next message reuses the memory, unless
  /// it is unusually large.
  class Buffer {
   public:
    Buffer() = default;
    Buffer(const Buffer&) = delete;
    Buffer& operator=(const Buffer&) = delete;
    ~Buffer() {
      if (bytes_.capacity() > kMostKept) std::string().swap(bytes_);
    }
    std::string& bytes() { return bytes_; }

   private:
    static constexpr std::size_t kMostKept = std::size_t{4} << 20;
    static std::string& kept() {
      thread_local std::string bytes;
      return bytes;
    }

    std::string& bytes_ = kept();
  };

  /// Refuses a message larger than the queue as soon as that is known.
  class TooLarge : public Overflow {
   public:
    explicit TooLarge(std::size_t most) : most_(most) {}
    void take(std::string_view) override { MessageQueue::refuse(most_); }

   private:
    std::size_t most_;
  };

  /// How long even a call that must not wait may wait for the turns of others.
  static constexpr std::chrono::milliseconds kTurn{50};

  bool put_until(const T& value, probe::Deadline deadline, probe::Place place) {
    State& state = *state_;
    Buffer buffer;
    std::string& message = buffer.bytes();
    message.clear();
    TooLarge too_large(state.messages.most_in_message());
    Writer(message, state.messages.most_in_message(), too_large).value(value);
    const auto make_act = [&] {
      probe::Act act = act_on(state.name, probe::Kind::put, place);
      act.value = describe(value);
      return act;
    };
    const auto attempt = [&] {
      return state.messages.try_push(message, patience(deadline)) ? std::optional(true)
                                                                  : std::nullopt;
    };
    const auto wait = [&](probe::Deadline limit) {
      state.messages.wait_for_room(limit, message.size());
    };
    return probe::perform(make_act, deadline, attempt, wait, kNothingToAdd).has_value();
  }

  std::optional<T> get_until(probe::Deadline deadline, probe::Place place) {
    State& state = *state_;
    const auto make_act = [&] { return act_on(state.name, probe::Kind::get, place); };
    const auto attempt = [&]() -> std::optional<T> {
      Buffer buffer;
      if (!state.messages.try_pop(buffer.bytes(), patience(deadline))) return std::nullopt;
      return decode_or_drop<T>(buffer.bytes());
    };
    const auto wait = [&](probe::Deadline limit) { state.messages.wait_for_message(limit); };
    return probe::perform(make_act, deadline, attempt, wait,
                          [](probe::Act& act, const T& value) { act.value = describe(value); });
  }

  static probe::Deadline patience(probe::Deadline deadline) {
    if (!deadline) return std::nullopt;
    return std::max(*deadline, os::now() + kTurn);
  }

  detail::Inside<std::unique_ptr<State>> state_;
};

}  // namespace mp
