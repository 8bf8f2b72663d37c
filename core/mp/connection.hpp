#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/mp/codec.hpp"
#include "core/mp/detail/inside.hpp"
#include "core/mp/transport/message.hpp"
#include "core/os/descriptors/fd.hpp"
#include "core/probe/watcher.hpp"

namespace mp {

namespace detail {
class Inbound;
class Outbound;
}  // namespace detail

/// In which directions a connection carries messages.
enum class Ways : std::uint8_t { both, receive, send };

/// One end of a pipe: Connection without its message type. Programs use it as a
/// Connection. After a fork each process has its own copy and closes it for
/// itself; an end is gone when all copies are closed.
class PipeEnd {
 public:
  PipeEnd(os::Fd fd, Ways ways, probe::ObjectRef name)
      : state_("connection", std::make_unique<State>(std::move(fd), ways, std::move(name))) {}
  PipeEnd(PipeEnd&&) noexcept = default;
  PipeEnd& operator=(PipeEnd&& other) noexcept;
  /// Closes it in this process.
  ~PipeEnd();

  // For Process: what a spawned process is handed, a copy as after a fork.
  explicit PipeEnd(detail::Inbound& in);
  void hand_over(detail::Outbound& out) const;

  /// Whether recv() would return, or throw EndOfFile, at once. Takes nothing.
  /// Throws Closed after close(), and Error on an end that only sends.
  bool poll(probe::Place place = probe::Place::here()) const;

  /// The same, waiting up to `limit`; with a limit below zero it does not wait.
  template <typename Rep, typename Period>
  bool poll_for(std::chrono::duration<Rep, Period> limit,
                probe::Place place = probe::Place::here()) const {
    return poll_until(limit, place);
  }

  /// From now on every call except close() and is_open() throws Closed.
  /// Messages that were sent can still be received at the other end.
  void close(probe::Place place = probe::Place::here());
  bool is_open() const { return state_->fd.is_open(); }

  /// The descriptor, for poll(2): readable when poll() is true.
  int get() const;

 protected:
  /// Only this thread receives, or sends, as long as the result lives.
  [[nodiscard]] detail::SoleUse::Entry receive_alone() const;
  [[nodiscard]] detail::SoleUse::Entry send_alone() const;
  probe::Act act(probe::Kind kind, probe::Place place) const;
  void wait_to_receive(probe::Deadline deadline) const;
  void wait_to_send(probe::Deadline deadline) const;
  [[noreturn]] void report_end() const;
  MessageMemory& memory() const { return state_->memory; }

 private:
  friend class Waitable;

  struct State {
    State(os::Fd end, Ways which, probe::ObjectRef called)
        : fd(std::move(end)), ways(which), name(std::move(called)) {}

    os::Fd fd;
    MessageMemory memory;
    Ways ways;
    probe::ObjectRef name;  // the same at both ends
  };

  std::string name() const { return state_->name.shown(); }
  int receiving_descriptor() const { return require_receiving(), get(); }
  void require_receiving() const;
  void release();
  bool poll_until(std::chrono::duration<double> limit, probe::Place place) const;
  bool wait_for_message(probe::Deadline deadline, probe::Place place) const;

  detail::Inside<std::unique_ptr<State>> state_;
};

/// One end of a pipe for messages of type T, made by pipe() or one_way_pipe().
/// Several processes may send and receive through copies of one end: each
/// message goes whole to one of them, even if others are killed meanwhile. See
/// multiprocessing.connection.Connection in CPython.
///
/// In one process, one thread may send while another receives, and any may poll.
/// If two threads send at once, or receive at once, or one closes it meanwhile,
/// the second gets Error, and nothing is lost.
template <typename T>
class Connection : public PipeEnd {
 public:
  using PipeEnd::PipeEnd;

  /// Sends a message of any size; waits while too many are unread. Throws
  /// std::system_error with EPIPE when the other end is closed everywhere,
  /// Closed after close(), and Error on an end that only receives.
  void send(const T& value, probe::Place place = probe::Place::here());

  /// Waits for the next message and takes it. Throws EndOfFile when no message and
  /// no sender is left; before that, once, std::system_error with ECONNRESET when
  /// the other end was closed with unread messages of ours. Throws DecodeError
  /// when the message is no T (it is removed anyway), Closed after close(), and
  /// Error on an end that only sends.
  T recv(probe::Place place = probe::Place::here());

  /// The same without waiting: empty when there is no message.
  std::optional<T> try_recv(probe::Place place = probe::Place::here());

 private:
  std::optional<T> take() const;
  std::optional<T> receive(probe::Deadline deadline, probe::Place place) const;
};

template <typename T>
void Connection<T>::send(const T& value, probe::Place place) {
  const auto alone = send_alone();
  Outgoing message(memory(), value);
  const auto send_act = [&] {
    probe::Act sending = act(probe::Kind::send, place);
    sending.value = describe(value);
    return sending;
  };
  const auto attempt = [&] { return message.try_send(get()) ? std::optional(true) : std::nullopt; };
  probe::perform(
      send_act, std::nullopt, attempt, [this](probe::Deadline until) { wait_to_send(until); },
      [](const probe::Act&, bool) {});
}

template <typename T>
std::optional<T> Connection<T>::take() const {
  const Incoming message(memory(), get());
  if (!message.arrived()) return std::nullopt;
  if (message.at_end()) report_end();
  return decode_or_drop<T>(message.bytes());
}

template <typename T>
std::optional<T> Connection<T>::receive(probe::Deadline deadline, probe::Place place) const {
  const auto alone = receive_alone();
  return probe::perform([&] { return act(probe::Kind::recv, place); }, deadline,
                        [this] { return take(); },
                        [this](probe::Deadline until) { wait_to_receive(until); },
                        [](probe::Act& done, const T& value) { done.value = describe(value); });
}

template <typename T>
T Connection<T>::recv(probe::Place place) {
  return *receive(std::nullopt, place);
}

template <typename T>
std::optional<T> Connection<T>::try_recv(probe::Place place) {
  return receive(os::Stamp(0), place);
}

namespace detail {
struct Ends {
  os::Fd first, second;
  probe::ObjectRef name;
};
/// Throws std::system_error when the kernel refuses because there are too few
/// descriptors.
Ends make_pipe();
}  // namespace detail

/// A pipe whose ends both send and receive.
template <typename T>
std::pair<Connection<T>, Connection<T>> pipe() {
  detail::Ends ends = detail::make_pipe();
  return {Connection<T>(std::move(ends.first), Ways::both, ends.name),
          Connection<T>(std::move(ends.second), Ways::both, ends.name)};
}

/// A pipe for one direction: the end that receives, and the one that sends.
template <typename T>
std::pair<Connection<T>, Connection<T>> one_way_pipe() {
  detail::Ends ends = detail::make_pipe();
  return {Connection<T>(std::move(ends.first), Ways::receive, ends.name),
          Connection<T>(std::move(ends.second), Ways::send, ends.name)};
}

}  // namespace mp
