#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "core/mp/connection.hpp"
#include "core/mp/pool.hpp"
#include "core/mp/process.hpp"
#include "core/mp/queue.hpp"
#include "core/mp/transport/blocks.hpp"
#include "core/mp/transport/message_queue.hpp"
#include "core/os/descriptors/message_socket.hpp"
#include "tests/mp/children.hpp"
#include "tests/mp/tasks.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using support::child_that;
using support::ends_well;
using support::square;

// What mp does where the kernel grants little: memory, files, descriptors; and
// what it says of a callable or a peer that it cannot serve.

namespace {

void set_limit(int which, rlim_t soft) {
  rlimit limit{};
  ::getrlimit(static_cast<__rlimit_resource>(which), &limit);
  limit.rlim_cur = soft;
  ::setrlimit(static_cast<__rlimit_resource>(which), &limit);
}

template <typename Failure, typename Call>
std::string text_of(Call call) {
  try {
    call();
  } catch (const Failure& failure) {
    return failure.what();
  }
  throw mp::Error("nothing was thrown");
}

bool has(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

TEST_CASE("queues and pools are made under a limit of the address space, and work") {
  support::NothingLeft nothing_left;
  CHECK(ends_well(child_that([] {
    set_limit(RLIMIT_AS, 1000U << 20);
    std::vector<mp::Queue<std::string>> queues;
    for (int i = 0; i < 8; ++i) queues.emplace_back(4);
    for (auto& queue : queues) {
      queue.put(std::string(1 << 20, 'x'));
      support::require(queue.get().size() == 1 << 20);
    }
    mp::Pool pool{2};
    support::require(pool.map(square, support::numbers(100)).back() == 99 * 99);
    mp::Queue<int> small{10, 128 << 10};
    small.put(3);
    support::require(small.get() == 3);
  })));
}

TEST_CASE("a queued message that its reader has no memory for is dropped, and the next one comes") {
  support::NothingLeft nothing_left;
  mp::Queue<std::string> queue;
  queue.put(std::string(300 << 20, 'x'));
  queue.put("next");
  CHECK(ends_well(child_that([&] {
    set_limit(RLIMIT_DATA, 100U << 20);
    set_limit(RLIMIT_AS, 1400U << 20);
    const auto said = text_of<mp::Error>([&] { queue.get(); });
    support::require(has(said, "is lost: this process has no memory for it"));
    support::require(queue.get() == "next");
  })));
  CHECK(queue.empty());
  CHECK_FALSE(queue.try_get());
}

#endif

TEST_CASE("a queue of a given size takes what fits, and names its limit for what never will") {
  support::NothingLeft nothing_left;
  mp::Queue<std::string> queue{mp::Queue<std::string>::kUnbounded, 256 << 10};
  CHECK_THROWS_WITH(queue.put(std::string(256 << 10, 'x')), ContainsSubstring("196600 bytes"));
  queue.put(std::string((192 << 10) - 16, 'x'));
  CHECK_FALSE(queue.try_put(std::string(64 << 10, 'x')));
  CHECK(queue.get().size() == (192 << 10) - 16);
  CHECK_THROWS_AS((mp::Queue<int>{4, 1000}), mp::Error);
}

TEST_CASE("blocks that a killed process was giving back are given back by the next one") {
  mp::Blocks blocks(600);
  std::vector<mp::Blocks::Index> taken;
  for (int i = 0; i < 600; ++i) taken.push_back(blocks.take());
  CHECK(blocks.take() == mp::Blocks::kNone);
  for (std::size_t i = 0; i + 1 < taken.size(); ++i) blocks.set_next(taken[i], taken[i + 1]);
  const pid_t giver = child_that([&] {
    blocks.note(taken[0], taken[500], 7);
    blocks.give_noted(6);  // another one: nothing
    ::raise(SIGKILL);
  });
  os::await_end(giver);
  os::try_reap(giver);
  CHECK(blocks.free() == 0);
  blocks.give_noted(7);
  CHECK(blocks.free() == 500);
  blocks.give_noted(7);
  CHECK(blocks.free() == 500);
  std::vector<bool> seen(600);
  for (int i = 0; i < 500; ++i) {
    const auto block = blocks.take();
    REQUIRE(block < 500);
    CHECK_FALSE(seen[block]);
    seen[block] = true;
  }
  CHECK(blocks.take() == mp::Blocks::kNone);
}

TEST_CASE("consumers killed while they get large messages leave a queue all of its room") {
  support::NothingLeft nothing_left;
  constexpr std::size_t kMemory = std::size_t{32} << 20;
  mp::MessageQueue queue{mp::MessageQueue::kUnbounded, kMemory};
  const std::string message(kMemory - (1 << 20), 'x');
  std::mt19937 random(7);
  for (int round = 0; round < 12; ++round) {
    REQUIRE(queue.try_push(message));
    support::Shared<std::atomic<long>> progress;
    const pid_t consumer = child_that([&] {
      std::string got;
      got.reserve(message.size());
      ++*progress;
      queue.try_pop(got);
      for (;;) ::pause();
    });
    REQUIRE(support::eventually([&] { return *progress > 0; }, 5));
    // Copying takes about ten milliseconds, and so does giving back.
    const auto until = os::now() + std::chrono::microseconds(random() % 40'000);
    while (os::now() < until) ::sched_yield();
    support::kill_now(consumer);
    std::string rest;
    queue.try_pop(rest);
    CHECK(queue.size() == 0);
  }
  CHECK(queue.try_push(message));
}

TEST_CASE("under a limit of file sizes a pipe carries what fits, and says why the rest does not") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto& a = ends.first;
  auto& b = ends.second;
  CHECK(ends_well(child_that([&] {
    set_limit(RLIMIT_FSIZE, 100'000);
    for (const std::size_t size :
         std::initializer_list<std::size_t>{10, 32 * 1024, 64 * 1024, 99'000}) {
      a.send(std::string(size, 'x'));
      support::require(b.recv().size() == size);
    }
    const auto too_large = [&] { a.send(std::string(200'000, 'x')); };
    support::require(has(text_of<std::system_error>(too_large), "ulimit -f"));
    a.send("after that");
    support::require(b.recv() == "after that");
  })));
}

TEST_CASE("a pipe tells that its peer closed with messages unread before it tells of the end") {
  support::NothingLeft nothing_left;
  auto [a, b] = mp::pipe<std::string>();
  b.send("from there");
  a.send("never received");
  b.close();
  CHECK(a.recv() == "from there");
  CHECK(a.poll());
  CHECK_THROWS_WITH(a.recv(), ContainsSubstring("with messages unread"));
  CHECK_THROWS_AS(a.recv(), mp::EndOfFile);

  auto [c, d] = mp::pipe<std::string>();
  c.send("never received");
  d.close();
  CHECK_THROWS_AS(c.send("nor this"), std::system_error);  // the kernel has told this one
  try {
    c.recv();
    FAIL("nothing was thrown");
  } catch (const std::system_error& error) {
    CHECK(error.code().value() == ECONNRESET);
  }
  CHECK_THROWS_AS(c.recv(), mp::EndOfFile);
}

TEST_CASE("a packet that send has not written is no lack of descriptors") {
  support::NothingLeft nothing_left;
  auto [a, b] = mp::pipe<int>();
  for (const std::string packet : {"\1", "\2", "\3 and more", "\1 label without a slab"}) {
    REQUIRE(os::try_send_packet(a.get(), packet));
    CHECK_THROWS_AS(b.recv(), mp::DecodeError);
  }
  a.send(3);
  CHECK(b.recv() == 3);
}

TEST_CASE("a pipe made while standard streams are closed is none of them") {
  support::NothingLeft nothing_left;
  CHECK(ends_well(child_that([] {
    for (int number = 0; number < 3; ++number) ::close(number);
    auto [a, b] = mp::pipe<std::string>();
    support::require(a.get() > 2 && b.get() > 2);
    std::printf("to nowhere\n");
    std::fflush(stdout);
    a.send("to b");
    support::require(b.recv() == "to b");
  })));
}

TEST_CASE("K: a pool is terminated although a callback throws, and no other task is affected") {
  support::NothingLeft nothing_left;
  for (const bool terminates : {true, false}) {
    mp::Pool pool{2};
    auto first = pool.apply_async(square, 2);
    first.on_result([](int) { throw mp::Error("by a callback, on purpose"); });
    auto second = pool.apply_async(square, 3);
    second.wait_for(5s);
    CHECK(second.get_for(5s) == 9);
    CHECK(first.get_for(5s) == 4);
    auto third = pool.apply_async(square, 4);
    third.on_result([](int) { throw 1; });
    if (terminates) pool.terminate();
  }
  CHECK(support::no_process_left_within(1));
}

TEST_CASE("K: what an initializer throws reaches the tasks, and is written once") {
  support::NothingLeft nothing_left;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t program = child_that([&] {
    ::dup2(ends[1], 2);
    mp::Pool pool{2, mp::Pool::Options{[] { throw std::runtime_error("no such database"); }, {}}};
    auto future = pool.apply_async(square, 1);
    const auto said = text_of<mp::Error>([&] { future.get_for(10s); });
    support::require(has(said, "its initializer failed: std::runtime_error: no such database"));
    support::require(has(said, "died at once"));
  });
  ::close(ends[1]);
  CHECK(ends_well(program, 10));
  std::string written;
  std::vector<char> some(4096);
  for (ssize_t size = 0; (size = ::read(ends[0], some.data(), some.size())) > 0;)
    written.append(some.data(), static_cast<std::size_t>(size));
  ::close(ends[0]);
  CHECK_THAT(written, ContainsSubstring("workers failed: std::runtime_error: no such database"));
  CHECK(std::count(written.begin(), written.end(), '\n') == 1);
}

namespace {

[[gnu::noinline, maybe_unused]] int sum_later(mp::Pool& pool, int first) {
  const std::vector<int> addends{first};
  return pool.apply([&addends](int i) { return addends.front() + i; }, 1);
}

[[gnu::noinline, maybe_unused]] std::vector<int> map_later(mp::Pool& pool, int factor) {
  return pool.map([&factor](int i) { return factor * i; }, support::numbers(3));
}

}  // namespace

#ifndef __SANITIZE_ADDRESS__  // which keeps locals off the stack
TEST_CASE("K: a callable that refers to what was made after the pool is refused") {
  support::NothingLeft nothing_left;
  std::vector<int> before{5};
  int counted = 0;
  mp::Pool pool{2};
  CHECK_THROWS_WITH(sum_later(pool, 1), ContainsSubstring("made after the pool"));
  CHECK_THROWS_WITH(map_later(pool, 3), ContainsSubstring("made after the pool"));
  CHECK(pool.apply([&before](int i) { return before.front() + i; }, 1) == 6);
  CHECK(pool.apply([counted](int i) { return counted + i; }, 1) == 1);
  pool.apply_async(square, 1).on_result([&](int one) { counted = one; }).get_for(5s);
  CHECK(counted == 1);
}
#endif

#ifndef __SANITIZE_ADDRESS__  // which opens pipes to check objects
TEST_CASE("a process is joined within a limit although no descriptor is left") {
  support::NothingLeft nothing_left;
  CHECK(ends_well(child_that([] {
    mp::Process process{[] { ::pause(); }};
    process.start();
    mp::Pool pool{2};
    set_limit(RLIMIT_NOFILE, 0);
    support::require(!process.join_for(50ms));
    process.kill();
    support::require(process.join_for(5s));
    support::require(pool.apply(square, 3) == 9);
    for (const pid_t worker : pool.workers()) os::send_signal(worker, SIGKILL);
    support::require(pool.apply(square, 4) == 16);  // by one that is held without a descriptor
    pool.terminate();
    support::require(!os::has_children());
  })));
}
#endif
