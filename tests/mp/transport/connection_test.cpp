#include "core/mp/connection.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <functional>

#include "core/mp/error.hpp"
#include "core/os/clock.hpp"
#include "core/os/memory/shared_memory.hpp"
#include "core/os/process/process.hpp"
#include "core/probe/process_body.hpp"
#include "tests/mp/children.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"

using namespace std::chrono_literals;
using mp::Connection;
using support::seconds_of;
using Strings = std::vector<std::string>;

namespace {

/// A child that does `work`; reaped by the end of the test.
pid_t start(const std::function<void()>& work) {
  const pid_t child = os::fork();
  if (child == 0) probe::run_and_exit(work);
  return child;
}

os::ExitStatus ending_of(pid_t child) {
  os::await_end(child);
  return *os::try_reap(child);
}

template <typename Call>
int error_number_of(Call call) {
  try {
    call();
  } catch (const std::system_error& error) {
    return error.code().value();
  }
  return 0;
}

/// Text of `size` bytes that shows where it was cut or mixed with another.
std::string pattern(std::size_t size, unsigned seed) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i < size; ++i) {
    seed = seed * 1664525 + 1013904223;
    text[i] = static_cast<char>(seed >> 24);
  }
  return text;
}

}  // namespace

TEST_CASE("C01: a duplex pipe carries both ways, also between processes") {
  support::NothingLeft nothing_left;
  auto [a, b] = mp::pipe<std::string>();
  a.send("there");
  CHECK(b.recv() == "there");
  b.send("and back");
  CHECK(a.recv() == "and back");

  Connection<std::string>& far = b;
  const pid_t child = start([&] { far.send(far.recv() + "!"); });
  a.send("hello");
  CHECK(a.recv() == "hello!");
  CHECK(ending_of(child).ok());
}

TEST_CASE("C01: the ends of a one-way pipe refuse the wrong way") {
  support::NothingLeft nothing_left;
  auto [reader, writer] = mp::one_way_pipe<int>();
  writer.send(1);
  CHECK(reader.recv() == 1);
  CHECK_THROWS_WITH(reader.send(1), StartsWith("connection is read-only"));
  CHECK_THROWS_WITH(writer.recv(), StartsWith("connection is write-only"));
  CHECK_THROWS_WITH(writer.try_recv(), StartsWith("connection is write-only"));
  CHECK_THROWS_WITH(writer.poll(), StartsWith("connection is write-only"));
  CHECK_THROWS_WITH(writer.poll_for(1s), StartsWith("connection is write-only"));
  CHECK_THROWS_AS(reader.send(1), mp::Error);
}

TEST_CASE("C01: values of every kind travel") {
  support::NothingLeft nothing_left;
  using Record = std::map<std::string, std::vector<std::optional<int>>>;
  auto [a, b] = mp::pipe<Record>();
  const Record record{{"a", {1, std::nullopt}}, {"", {}}};
  a.send(record);
  CHECK(b.recv() == record);
}

TEST_CASE("C01: an unreadable message is an error, and the next one is not") {
  support::NothingLeft nothing_left;
  auto [a, b] = mp::pipe<std::string>();
  auto other = mp::Connection<int>(os::Fd(::dup(b.get())), mp::Ways::both, probe::ObjectRef());
  a.send("no number");
  CHECK_THROWS_AS(other.recv(), mp::DecodeError);
  a.send("");
  CHECK(b.recv().empty());
}

TEST_CASE("C07: poll looks at once, waits as long as it may, and takes nothing") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  CHECK(seconds_of([&] { CHECK_FALSE(b.poll()); }) < 0.1);
  CHECK(seconds_of([&] { CHECK_FALSE(b.poll_for(-1s)); }) < 0.1);
  const double waited = seconds_of([&] { CHECK_FALSE(b.poll_for(200ms)); });
  CHECK(waited >= 0.2);
  CHECK(waited < 1);
  CHECK_FALSE(b.try_recv());

  a.send("");
  for (int i = 0; i < 3; ++i) {
    CHECK(b.poll());
    CHECK(b.poll_for(-1s));
    CHECK(b.poll_for(std::chrono::hours::max()));
  }
  CHECK(b.try_recv() == "");
  CHECK_FALSE(b.poll());
}

TEST_CASE("C07: a message without a single byte is a message, and not the end") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::tuple<>>();
  auto &a = ends.first, &b = ends.second;
  CHECK_FALSE(b.poll());
  a.send({});
  CHECK(b.poll());
  CHECK(b.poll_for(std::chrono::hours::max()));
  CHECK_NOTHROW(b.recv());
  CHECK_FALSE(b.try_recv());
  a.send({});
  a.close();
  CHECK_NOTHROW(b.recv());
  CHECK_THROWS_AS(b.recv(), mp::EndOfFile);
}

TEST_CASE("C08: messages sent back to back stay separate") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  for (const char* text : {"a", "b", "cd"}) a.send(text);
  const pid_t audience = start([&] {
    for (int i = 0; i < 10; ++i) {
      if (!b.poll()) os::exit_now(3);
    }
  });
  CHECK(ending_of(audience).ok());
  CHECK(b.poll());
  CHECK(b.recv() == "a");
  CHECK(b.poll());
  CHECK(b.recv() == "b");
  CHECK(b.poll());
  CHECK(b.recv() == "cd");
  CHECK_FALSE(b.poll());
}

TEST_CASE("C09: when the other end is closed, poll is true, recv ends and send fails") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  b.send("last words");
  a.send("never read");
  b.close();
  CHECK(a.poll());
  CHECK(a.recv() == "last words");
  CHECK(a.poll());
  CHECK(error_number_of([&] { a.recv(); }) == ECONNRESET);  // of "never read"
  CHECK_THROWS_AS(a.recv(), mp::EndOfFile);
  CHECK_THROWS_AS(a.try_recv(), mp::EndOfFile);
  CHECK(error_number_of([&] { a.send("x"); }) == EPIPE);
  const std::string large(1'000'000, 'x');
  CHECK(error_number_of([&] { a.send(large); }) == EPIPE);
  CHECK_THROWS_WITH(a.send("x"), ContainsSubstring("the other end is closed in all processes"));
}

TEST_CASE("C09: when the other process has ended, what it sent comes, and then the end") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  const pid_t child = start([&] { b.send("last words"); });
  b.close();
  CHECK(ending_of(child).ok());
  CHECK(a.poll_for(5s));
  CHECK(a.recv() == "last words");
  CHECK(a.poll());
  CHECK_THROWS_AS(a.recv(), mp::EndOfFile);
  CHECK(error_number_of([&] { a.send("x"); }) == EPIPE);
}

TEST_CASE("C09: a sender that waits for room learns that nobody is left") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  const pid_t child = start([&] {
    b.close();
    const std::string text(1000, 'x');
    const int error = error_number_of([&] {
      for (;;) a.send(text);
    });
    os::exit_now(error == EPIPE ? 0 : 1);
  });
  a.close();
  CHECK(b.recv().size() == 1000);
  b.close();
  CHECK(ending_of(child).ok());
}

TEST_CASE("C12: a message of 16 MB, and one of 64 MiB, come back equal") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  const pid_t child = start([&] {
    for (int i = 0; i < 7; ++i) b.send(b.recv());
  });
  b.close();
  constexpr std::size_t kKiB = 1024, kMiB = kKiB * 1024, kLength = 8;
  // Around each size at which a message takes another way, too.
  const std::array sizes = {
      std::size_t{16'000'000}, 64 * kMiB,          32 * kKiB - kLength - 1, 32 * kKiB - kLength,
      32 * kKiB - kLength + 1, 4 * kMiB - kLength, 4 * kMiB - kLength + 1};
  for (const std::size_t size : sizes) {
    const std::string text = pattern(size, 1);
    a.send(text);
    CHECK(a.recv() == text);
  }
  CHECK(ending_of(child).ok());
}

TEST_CASE("C12: large messages made of many small items travel whole") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<Strings>();
  auto &a = ends.first, &b = ends.second;
  for (const std::size_t count : {std::size_t{1'000}, std::size_t{100'000}, std::size_t{500'000}}) {
    const Strings items(count, "item");
    a.send(items);
    CHECK(b.recv() == items);
  }
}

TEST_CASE("C12: both ends may send large messages at the same time") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  const std::string text(16'000'000, 'x');
  a.send(text);
  b.send(text);
  CHECK(a.recv() == text);
  CHECK(b.recv() == text);
}

TEST_CASE("C12: after close every call says so, and close may be repeated") {
  support::NothingLeft nothing_left;
  auto ends = mp::pipe<int>();
  auto& a = ends.first;
  CHECK(a.is_open());
  a.close();
  a.close();
  CHECK_FALSE(a.is_open());
  CHECK_THROWS_AS(a.recv(), mp::Closed);
  CHECK_THROWS_WITH(a.send(1), StartsWith("handle is closed"));
  CHECK_THROWS_WITH(a.recv(), StartsWith("handle is closed"));
  CHECK_THROWS_WITH(a.try_recv(), StartsWith("handle is closed"));
  CHECK_THROWS_WITH(a.poll(), StartsWith("handle is closed"));
  CHECK_THROWS_WITH(a.poll_for(1s), StartsWith("handle is closed"));
  CHECK_THROWS_WITH(a.get(), StartsWith("handle is closed"));
}

TEST_CASE("C12: an end is closed where its scope ends, and where another is moved in") {
  support::NothingLeft nothing_left;
  std::optional<Connection<int>> kept;
  {
    auto ends = mp::pipe<int>();
    auto &a = ends.first, &b = ends.second;
    CHECK((::fcntl(a.get(), F_GETFD) & FD_CLOEXEC) != 0);
    CHECK((::fcntl(b.get(), F_GETFD) & FD_CLOEXEC) != 0);
    kept = std::move(a);
    CHECK_THROWS_AS(a.is_open(), mp::Error);
    CHECK_FALSE(kept->poll());
  }
  CHECK_THROWS_AS(kept->recv(), mp::EndOfFile);
  auto [c, d] = mp::pipe<int>();
  *kept = std::move(c);
  d.send(5);
  CHECK(kept->recv() == 5);
}

TEST_CASE("C13: the end comes when the last copy of the other end is closed") {
  support::NothingLeft nothing_left;
  auto ends = mp::one_way_pipe<int>();
  auto &reader = ends.first, &writer = ends.second;
  const pid_t child = start([&] {
    writer.send(1);
    writer.close();
  });
  CHECK(reader.recv() == 1);
  CHECK(ending_of(child).ok());
  const double waited = seconds_of([&] { CHECK_FALSE(reader.poll_for(1s)); });
  CHECK(waited >= 1);
  writer.close();
  CHECK_THROWS_AS(reader.recv(), mp::EndOfFile);
}

TEST_CASE("C15: a signal that is handled interrupts neither recv nor send") {
  support::NothingLeft nothing_left;
  const os::SharedMemory memory(2 * sizeof(std::atomic<int>));
  auto* handled = static_cast<std::atomic<int>*>(memory.data());
  auto ends = mp::pipe<std::string>();
  auto &a = ends.first, &b = ends.second;
  constexpr int kMany = 2000;  // more than a socket holds
  const pid_t child = start([&] {
    support::handle_usr1();
    b.send("ready");
    const std::string text = b.recv();
    handled[0] = support::g_handled.load();
    for (int i = 0; i < kMany; ++i) b.send(text);
    handled[1] = support::g_handled.load();
  });
  b.close();
  const auto blocked = [&] {
    os::send_signal(child, SIGUSR1);
    const auto state = os::state_of(child);
    return state && state->state == 'S';
  };
  CHECK(a.recv() == "ready");
  for (int i = 0; i < 5; ++i) CHECK(support::eventually(blocked));
  const std::string text = pattern(1000, 2);
  a.send(text);
  for (int i = 0; i < 5; ++i) CHECK(support::eventually(blocked));
  int equal = 0;
  for (int i = 0; i < kMany; ++i) equal += a.recv() == text;
  CHECK(equal == kMany);
  CHECK(ending_of(child).ok());
  CHECK(handled[0] > 0);
  CHECK(handled[1] > handled[0]);
}

TEST_CASE("C08: many processes send and receive at one end, and no messages mix") {
  support::NothingLeft nothing_left;
  constexpr unsigned kSenders = 4, kEach = 200;
  const os::SharedMemory memory(sizeof(std::atomic<unsigned>));
  auto& good = *static_cast<std::atomic<unsigned>*>(memory.data());
  auto ends = mp::one_way_pipe<std::pair<unsigned, std::string>>();
  auto &reader = ends.first, &writer = ends.second;
  const auto size_of = [](unsigned i) { return i % 10 == 0 ? 300'000u : i % 100; };
  std::vector<pid_t> children;
  for (unsigned s = 0; s < kSenders; ++s) {
    children.push_back(start([&, s] {
      for (unsigned i = 0; i < kEach; ++i) writer.send({s * kEach + i, pattern(size_of(i), s + i)});
    }));
    children.push_back(start([&] {
      writer.close();
      try {
        for (;;) {
          const auto [number, text] = reader.recv();
          const unsigned i = number % kEach;
          if (text == pattern(size_of(i), number / kEach + i)) ++good;
        }
      } catch (const mp::EndOfFile&) {
      }
    }));
  }
  writer.close();
  for (const pid_t child : children) CHECK(ending_of(child).ok());
  CHECK(good == kSenders * kEach);
}
