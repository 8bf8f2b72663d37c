#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <utility>

#include "core/os/descriptors/message_socket.hpp"
#include "core/os/descriptors/pipe.hpp"
#include "core/os/process/process.hpp"
#include "core/os/ptrace/borrowed_thread.hpp"
#include "core/os/ptrace/injected_listener.hpp"
#include "core/os/ptrace/system_call_filter.hpp"
#include "core/os/ptrace/system_call_listener.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"

// Held calls of another process, and calls that it makes for us.

namespace {

os::SystemCallFilter filter_of(long number) {
  os::SystemCallFilter filter;
  filter.add(number);
  return filter.for_listener();
}

std::optional<os::SystemCallListener::Held> await_call(const os::SystemCallListener& listener) {
  std::optional<os::SystemCallListener::Held> held;
  support::eventually([&] { return (held = listener.next()).has_value(); });
  return held;
}

os::ExitStatus end_of(pid_t child) {
  os::await_end(child);
  return os::try_reap(child).value_or(os::ExitStatus::exited(99));
}

/// A child that ends with the number of bytes that it could read.
pid_t fork_reader(const os::Fd& pipe) {
  const pid_t child = os::fork();
  if (child == 0) {
    char byte = 0;
    os::exit_now(static_cast<int>(::read(pipe.get(), &byte, 1)));
  }
  support::eventually([child] { return os::is_at_rest(child); });
  return child;
}

/// Traces a process that waits in a call, and lets it stop there.
std::optional<os::BorrowedThread> borrow(pid_t process) {
  const os::Tracee tracee(process);
  REQUIRE(tracee.seize());
  tracee.interrupt();
  const auto stop = os::await_stop_of(process);
  REQUIRE(stop);
  REQUIRE(stop->why == os::Stop::Why::trapped);
  return os::BorrowedThread::borrow(process);
}

}  // namespace

TEST_CASE("a call is held until its listener lets it go, and nobody is left at the end") {
  const support::NothingLeft nothing_left;
  auto [ours, its] = os::message_socket_pair();
  const pid_t child = os::fork();
  if (child == 0) {
    auto filter = filter_of(SYS_getppid);
    const auto listener = filter.install_and_listen();
    if (!listener) os::exit_now(1);
    os::try_send_packet(its.get(), "listener", *listener);
    os::exit_now(::getppid() > 0 ? 7 : 2);
  }
  REQUIRE(os::wait_to_receive(ours.get(), os::now() + std::chrono::seconds(10)));
  std::array<char, 16> room{};
  auto packet = os::try_receive_packet(ours.get(), room);
  REQUIRE(packet);
  const os::SystemCallListener listener(std::move(packet->attached));
  const auto held = await_call(listener);
  REQUIRE(held);
  CHECK(held->call.number == SYS_getppid);
  CHECK(held->thread == child);
  CHECK(listener.still_waits(*held));
  CHECK_FALSE(listener.is_over());
  CHECK(listener.may_have_callers());
  listener.let_go(*held);
  CHECK(end_of(child) == os::ExitStatus::exited(7));
  CHECK(support::eventually([&] { return listener.is_over(); }));
  CHECK_FALSE(listener.may_have_callers());
}

#ifdef __x86_64__

TEST_CASE("a thread makes a call for its tracer, and waits on as if nothing had been") {
  const support::NothingLeft nothing_left;
  const auto [reader, writer] = os::make_pipe();
  const pid_t child = fork_reader(reader);
  auto borrowed = borrow(child);
  REQUIRE(borrowed);
  CHECK(borrowed->call(SYS_getpid, {}) == child);
  CHECK(borrowed->call(SYS_close, {12345}) == -EBADF);
  CHECK(borrowed->give_back());
  os::Tracee(child).detach();
  CHECK(support::eventually([child] { return os::is_at_rest(child); }));
  REQUIRE(::write(writer.get(), "x", 1) == 1);
  CHECK(end_of(child) == os::ExitStatus::exited(1));
}

TEST_CASE("a running process gets a filter, whose listener answers with a descriptor") {
  const support::NothingLeft nothing_left;
  const auto [reader, writer] = os::make_pipe();
  const auto [other_reader, other_writer] = os::make_pipe();
  const pid_t child = os::fork();
  if (child == 0) {
    char byte = 0;
    if (::read(reader.get(), &byte, 1) != 1) os::exit_now(1);
    const auto made = static_cast<int>(::syscall(SYS_memfd_create, "", 0));
    os::exit_now(::write(made, "y", 1) == 1 ? 8 : 2);
  }
  support::eventually([child] { return os::is_at_rest(child); });
  auto borrowed = borrow(child);
  REQUIRE(borrowed);
  const auto listener = os::inject_listener(child, *borrowed, filter_of(SYS_memfd_create));
  REQUIRE(listener);
  CHECK(borrowed->give_back());
  os::Tracee(child).detach();
  REQUIRE(::write(writer.get(), "x", 1) == 1);
  const auto held = await_call(*listener);
  REQUIRE(held);
  CHECK(listener->answer_with(*held, other_writer, true));
  CHECK(end_of(child) == os::ExitStatus::exited(8));
  char byte = 0;
  CHECK(::read(other_reader.get(), &byte, 1) == 1);
  CHECK(byte == 'y');
}

TEST_CASE("a thread that is killed while it makes a call is lost, and nothing hangs") {
  const support::NothingLeft nothing_left;
  const auto [reader, writer] = os::make_pipe();
  const pid_t child = fork_reader(reader);
  auto borrowed = borrow(child);
  REQUIRE(borrowed);
  REQUIRE(os::send_signal(child, 9));
  CHECK_FALSE(borrowed->call(SYS_getpid, {}));
  CHECK_FALSE(borrowed->give_back());
  REQUIRE(borrowed->lost());
  CHECK(borrowed->lost()->status == os::ExitStatus::killed(9));
}

#endif
