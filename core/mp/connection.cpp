#include "core/mp/connection.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <system_error>

#include "core/mp/detail/act_on.hpp"
#include "core/mp/process/handover.hpp"
#include "core/os/descriptors/message_socket.hpp"

namespace mp {
namespace detail {

Ends make_pipe() {
  auto [first, second] = os::message_socket_pair();
  return {std::move(first), std::move(second), probe::name_object(probe::ObjectType::pipe)};
}

}  // namespace detail

PipeEnd::PipeEnd(detail::Inbound& in) : state_("connection", nullptr) {
  os::Fd fd = in.descriptor();
  const auto ways = in.value<Ways>();
  state_ = {"connection", std::make_unique<State>(std::move(fd), ways, in.name())};
}

void PipeEnd::hand_over(detail::Outbound& out) const {
  out.descriptor(get());
  out.value(state_->ways);
  out.name(state_->name);
}

PipeEnd& PipeEnd::operator=(PipeEnd&& other) noexcept {
  // The old end closes as if it went out of scope, after `other` has taken its
  // place.
  std::swap(state_, other.state_);
  [[maybe_unused]] const PipeEnd old(std::move(other));
  return *this;
}

PipeEnd::~PipeEnd() {
  if (!state_ || !is_open()) return;
  // No line of a page does this. It is reported only so that the stage lets
  // processes that wait for this pipe try again.
  probe::perform_quietly([this] { return act(probe::Kind::close, probe::Place{}); },
                         [this] { release(); });
}

void PipeEnd::close(probe::Place place) {
  if (!is_open()) return;
  constexpr const char* kInUse =
      "another thread uses this end of a pipe: wait until it has sent or received, then close it";
  const auto no_sender = memory().sending.enter(kInUse);
  const auto no_receiver = memory().receiving.enter(kInUse);
  const auto attempt = [this] {
    release();
    return std::optional(true);
  };
  probe::perform([&] { return act(probe::Kind::close, place); }, std::nullopt, attempt,
                 [](probe::Deadline) {}, [](const probe::Act&, bool) {});
}

void PipeEnd::release() {
  state_->fd.reset();
  state_->memory.clear();
}

int PipeEnd::get() const {
  if (!is_open()) {
    throw Closed("handle is closed: this process has closed its end" +
                 (state_->name.empty() ? "" : " of " + state_->name.shown()));
  }
  return state_->fd.get();
}

void PipeEnd::require_receiving() const {
  get();
  if (state_->ways == Ways::send) throw Error("connection is write-only: receive at the other end");
}

detail::SoleUse::Entry PipeEnd::receive_alone() const {
  require_receiving();
  auto entry = memory().receiving.enter(
      "two threads receive from one end of a pipe at once: let one of them receive, or lock");
  get();  // another thread may have closed it until then
  return entry;
}

detail::SoleUse::Entry PipeEnd::send_alone() const {
  get();
  if (state_->ways == Ways::receive) throw Error("connection is read-only: send at the other end");
  auto entry = memory().sending.enter(
      "two threads send through one end of a pipe at once: let one of them send, or lock");
  get();  // another thread may have closed it until then
  return entry;
}

probe::Act PipeEnd::act(probe::Kind kind, probe::Place place) const {
  return act_on(state_->name, kind, place);
}

void PipeEnd::wait_to_receive(probe::Deadline deadline) const {
  os::wait_to_receive(get(), deadline);
}

void PipeEnd::wait_to_send(probe::Deadline deadline) const {
  os::wait_to_send(get(), deadline);
}

void PipeEnd::report_end() const {
  if (memory().unread.exchange(false)) {
    throw std::system_error(
        ECONNRESET, std::generic_category(),
        "the other end was closed with messages unread that this process had sent");
  }
  throw EndOfFile(
      fmt::format("the end of {}: every message is received, and the other end is closed in all "
                  "processes",
                  state_->name.empty() ? "a pipe" : state_->name.shown()));
}

bool PipeEnd::poll(probe::Place place) const {
  return wait_for_message(os::Stamp(0), place);
}

bool PipeEnd::poll_until(std::chrono::duration<double> limit, probe::Place place) const {
  // No clock can hold a time centuries away: that means forever.
  constexpr std::chrono::hours kForEver(24 * 365 * 100);
  if (limit > kForEver) return wait_for_message(std::nullopt, place);
  if (limit.count() <= 0) return wait_for_message(os::Stamp(0), place);
  return wait_for_message(probe::now() + std::chrono::duration_cast<os::Stamp>(limit), place);
}

/// Like receiving, but stops before the message is taken: it is held and blocks
/// like a receive, and then gives up.
bool PipeEnd::wait_for_message(probe::Deadline deadline, probe::Place place) const {
  require_receiving();
  probe::Watcher* seen = probe::watcher();
  const probe::Act looking = seen ? act(probe::Kind::recv, place) : probe::Act();
  if (seen) seen->hold(looking, deadline);
  for (;;) {
    const bool ready = os::wait_to_receive(get(), os::Stamp(0));
    if (ready || (deadline && probe::now() >= *deadline)) {
      probe::learned([&] { return ready ? "there is a message" : "there is none"; });
      if (seen) seen->gave_up(looking);
      return ready;
    }
    if (!seen || !seen->blocked(looking, deadline)) wait_to_receive(deadline);
  }
}

}  // namespace mp
