#include <signal.h>

#include <atomic>

#include "core/mp/connection.hpp"
#include "core/mp/event.hpp"
#include "core/mp/lock.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/semaphore.hpp"
#include "core/mp/sleep.hpp"
#include "core/mp/value.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/nothing_left.hpp"

// A signal that is handled interrupts system calls. No operation of mp may end
// early because of that, fail, or wait too long.

using namespace std::chrono_literals;

namespace {

/// Whether a child in `wait` survives signals until `let_go` ends the wait, and
/// then ends well, having handled some.
bool outlasts_signals(const std::function<void()>& wait, const std::function<void()>& let_go) {
  support::Shared<std::atomic<int>> ready, handled;
  const pid_t child = support::child_that([&] {
    support::handle_usr1();
    *ready = 1;
    wait();
    *handled = support::g_handled.load();
  });
  if (!support::eventually([&] { return *ready == 1; }, 5)) return false;
  // Each finds it asleep: before the last of them it was interrupted in there.
  for (int i = 0; i < 20; ++i) {
    const auto is_asleep = [&] {
      const auto state = os::state_of(child);
      return state && state->state == 'S';
    };
    if (!support::eventually(is_asleep, 5)) return false;
    os::send_signal(child, SIGUSR1);
  }
  let_go();
  return support::ends_well(child) && *handled > 0;
}

}  // namespace

TEST_CASE("C15: a handled signal interrupts neither a get nor a put that waits") {
  support::NothingLeft nothing_left;
  mp::Queue<int> empty, full(1);
  full.put(1);
  CHECK(outlasts_signals(
      [&] {
        if (empty.get() != 7) throw mp::Error("another value");
      },
      [&] { empty.put(7); }));
  CHECK(outlasts_signals([&] { full.put(2); }, [&] { full.get(); }));
  CHECK(full.get() == 2);
}

TEST_CASE("C15: a handled signal interrupts no wait for a lock, a permit, an event or a value") {
  support::NothingLeft nothing_left;
  mp::Lock lock;
  lock.lock();
  CHECK(outlasts_signals([&] { lock.lock(), lock.unlock(); }, [&] { lock.unlock(); }));
  mp::Semaphore semaphore(0);
  CHECK(outlasts_signals([&] { semaphore.acquire(); }, [&] { semaphore.release(); }));
  mp::Event event;
  CHECK(outlasts_signals([&] { event.wait(); }, [&] { event.set(); }));
  mp::Value<int> value;
  auto guard = value.lock();
  CHECK(outlasts_signals([&] { value.set(1); }, [&] { guard.unlock(); }));
  CHECK(value.get() == 1);
}

TEST_CASE("C15: a handled signal interrupts neither poll nor a message larger than the socket") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  CHECK(outlasts_signals(
      [&] {
        if (!b.poll_for(1h)) throw mp::Error("gave up too early");
      },
      [&] { a.send("x"); }));
  CHECK(b.recv() == "x");
  // A large message leaves at once; so many of them do not fit.
  const std::string large(1'000'000, 'y');
  constexpr int kMany = 40;
  int equal = 0;
  CHECK(outlasts_signals(
      [&] {
        for (int i = 0; i < kMany; ++i) b.send(large);
      },
      [&] {
        for (int i = 0; i < kMany; ++i) equal += a.recv() == large;
      }));
  CHECK(equal == kMany);
}

TEST_CASE("C15: a handled signal interrupts neither a join nor a wait for a result nor a sleep") {
  support::NothingLeft nothing_left;
  mp::Event go;
  const auto wait_for_go = [&] { go.wait(); };
  CHECK(outlasts_signals(
      [&] {
        mp::Process process{wait_for_go};
        process.start();
        process.join();
        if (!process.exit_status()->ok()) throw mp::Error("it did not end well");
      },
      [&] { go.set(); }));
  go.clear();
  CHECK(outlasts_signals(
      [&] {
        mp::Process process{wait_for_go};
        process.start();
        if (!process.join_for(1h)) throw mp::Error("gave up too early");
      },
      [&] { go.set(); }));
  go.clear();
  const auto address = reinterpret_cast<std::uintptr_t>(&go);
  CHECK(outlasts_signals(
      [&] {
        mp::Pool pool{1};
        auto future = pool.apply_async(
            [](std::uintptr_t event) {
              reinterpret_cast<mp::Event*>(event)->wait();
              return 5;
            },
            address);
        if (future.get() != 5) throw mp::Error("another result");
      },
      [&] { go.set(); }));
  const double slept =
      support::seconds_of([&] { CHECK(outlasts_signals([&] { mp::sleep_for(300ms); }, [] {})); });
  CHECK(slept >= 0.3);
}
