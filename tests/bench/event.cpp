#include <poll.h>

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/mp/process.hpp"
#include "core/mp/say.hpp"
#include "core/os/descriptors/signed_socket.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/process/process.hpp"
#include "core/stage/stage.hpp"
#include "tests/bench/measure.hpp"

// The cost of an event for the acting process: say() on a stage, and, as its
// peer, a bare send() of a message of that size to a reader that only receives.
// Also the total cost with many writers, without losses.

namespace {

constexpr std::size_t kMessage = 128;

class Counter : public record::Consumer {
 public:
  void begin(const record::Run&) override {}
  void event(const record::Event& event) override {
    if (event.act.kind == probe::Kind::print) ++prints;
  }
  void end(const record::End&) override {}

  long prints = 0;
};

/// Runs it on a stage, and checks that all prints were recorded.
void run_staged(long prints, const std::function<void()>& body) {
  Counter counter;
  choice::Audience audience;
  stage::run({"bench", "event", {}, body}, {}, counter, audience);
  if (counter.prints != prints) {
    throw std::runtime_error("of " + std::to_string(prints) + " events " +
                             std::to_string(counter.prints) + " arrived: some were lost");
  }
}

/// A measurement of another process, in shared memory.
class Shared {
 public:
  double& value() { return *static_cast<double*>(memory_.data()); }

 private:
  os::SharedMemory memory_{sizeof(double)};
};

double event(const bench::Numbers& numbers) {
  Shared result;
  run_staged(numbers[0], [&] {
    result.value() = bench::seconds_of([&] {
      for (long i = 0; i < numbers[0]; ++i) mp::say("{}", i);
    });
  });
  return result.value() / static_cast<double>(numbers[0]);
}

/// From the first event to the last, including the stage and its timeline.
double writers(const bench::Numbers& numbers) {
  const long writers = numbers[0], events = numbers[1];
  const double taken = bench::seconds_of([&] {
    run_staged(writers * events, [&] {
      std::vector<mp::Process> children;  // joined where they end
      for (long i = 0; i < writers; ++i) {
        children.emplace_back([&] {
          for (long n = 0; n < events; ++n) mp::say("{}", n);
        });
      }
      for (mp::Process& child : children) child.start();
    });
  });
  return taken / static_cast<double>(writers * events);
}

double bare(const bench::Numbers& numbers) {
  Shared result;
  // Not structured bindings: a lambda cannot capture those with clang 14.
  auto ends = os::signed_socket_pair(os::SocketKind::messages);
  auto& receiving = ends.first;
  auto& sending = ends.second;
  bench::Children sender;
  sender.add([&] {
    receiving.reset();
    const std::string message(kMessage, 'x');
    result.value() = bench::seconds_of([&] {
      for (long i = 0; i < numbers[0]; ++i) os::send_message(sending, message);
    });
  });
  sender.go();
  sending.reset();
  os::SignedReceiver receiver(std::move(receiving));
  while (!receiver.at_end()) {
    pollfd entry{receiver.get(), POLLIN, 0};
    ::poll(&entry, 1, -1);
    receiver.drain([](os::SignedBytes) {});
  }
  sender.join(1);
  return result.value() / static_cast<double>(numbers[0]);
}

}  // namespace

int main(int argc, char** argv) {
  return bench::run(argc, argv,
                    {{"event", "EVENTS", event},
                     {"writers", "WRITERS EVENTS", writers},
                     {"bare", "EVENTS", bare}});
}
