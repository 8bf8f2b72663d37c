#include <fmt/core.h>
#include <poll.h>

#include <cstdlib>
#include <string>

#include "core/mp/say.hpp"
#include "core/os/clock.hpp"
#include "core/os/process.hpp"
#include "core/os/shared_memory.hpp"
#include "core/os/signed_socket.hpp"
#include "core/stage/stage.hpp"

// What an event costs the process that acts, in nanoseconds: say() under a
// stage, and, as its peer, a bare send() of a message of that size to a reader
// that does nothing but receive. Prints both as one line of JSON.

namespace {

constexpr int kEvents = 100'000;
constexpr std::size_t kMessage = 128;

class Nobody : public trace::Consumer {
  void begin(const trace::Run&) override {}
  void event(const trace::Event&) override {}
  void end(const trace::End&) override {}
};

/// Nanoseconds that one of kEvents calls takes here.
template <typename Call>
double cost_of(Call call) {
  const os::Stamp from = os::now();
  for (int i = 0; i < kEvents; ++i) call(i);
  return static_cast<double>((os::now() - from).count()) / kEvents;
}

double staged_event(double& result) {
  Nobody nobody;
  stage::Audience audience;
  stage::run({"bench", "event", {}, [&] { result = cost_of([](int i) { mp::say("{}", i); }); }}, {},
             nobody, audience);
  return result;
}

double bare_message(double& result) {
  // Not structured bindings: a lambda cannot capture those with clang 14.
  auto ends = os::signed_socket_pair(os::SocketKind::messages);
  auto& receiving = ends.first;
  auto& sending = ends.second;
  const pid_t child = os::fork();
  if (child == 0) {
    receiving.reset();
    const std::string message(kMessage, 'x');
    result = cost_of([&](int) { os::send_message(sending, message); });
    os::exit_now(0);
  }
  sending.reset();
  os::SignedReceiver receiver(std::move(receiving));
  while (!receiver.at_end()) {
    pollfd entry{receiver.get(), POLLIN, 0};
    ::poll(&entry, 1, -1);
    receiver.drain([](os::SignedBytes) {});
  }
  os::await_end(child);
  os::try_reap(child);
  return result;
}

}  // namespace

int main() {
  const os::SharedMemory memory(2 * sizeof(double));
  auto* results = static_cast<double*>(memory.data());
  fmt::print("{{\"event\": {:.0f}, \"bare\": {:.0f}}}\n", staged_event(results[0]),
             bare_message(results[1]));
}
