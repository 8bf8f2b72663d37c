#include "core/os/process/process.hpp"

#include <signal.h>
#include <unistd.h>

#include "core/os/process/pidfd.hpp"
#include "core/os/process/program_image.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/nothing_left.hpp"

namespace {

pid_t fork_ending_with(int code) {
  const pid_t child = os::fork();
  if (child == 0) os::exit_now(code);
  return child;
}

pid_t fork_sleeping() {
  const pid_t child = os::fork();
  if (child == 0) {
    for (;;) ::pause();
  }
  return child;
}

}  // namespace

TEST_CASE("a child that ends by itself is reaped with its code") {
  support::NothingLeft nothing_left;
  const pid_t child = fork_ending_with(7);
  os::await_end(child);
  CHECK(os::try_reap(child) == os::ExitStatus::exited(7));
  CHECK_THROWS_AS(os::try_reap(child), std::system_error);
}

TEST_CASE("a killed child is reaped with the signal, as a shell would put it 128 + n") {
  support::NothingLeft nothing_left;
  const pid_t child = fork_sleeping();
  CHECK_FALSE(os::try_reap(child));
  REQUIRE(os::send_signal(child, SIGKILL));
  os::await_end(child);
  const auto status = os::try_reap(child);
  REQUIRE(status);
  CHECK(status->was_killed());
  CHECK(status->code() == 137);
  CHECK(to_string(*status) == "was killed by SIGKILL (9)");
}

TEST_CASE("what /proc tells of a zombie is how it ended") {
  support::NothingLeft nothing_left;
  const pid_t child = fork_ending_with(3);
  os::await_end(child);
  const auto state = os::state_of(child);
  REQUIRE(state);
  CHECK(state->state == 'Z');
  CHECK(state->parent == ::getpid());
  CHECK(state->ended == os::ExitStatus::exited(3));
  os::try_reap(child);
  CHECK_FALSE(os::state_of(child));
}

TEST_CASE("who sleeps is at rest until a signal comes, which wakes it before kill returns") {
  support::NothingLeft nothing_left;
  const pid_t child = fork_sleeping();
  CHECK(support::eventually([=] { return os::is_at_rest(child); }));
  os::send_signal(child, SIGKILL);
  CHECK_FALSE(os::is_at_rest(child));
  os::await_end(child);
  CHECK_FALSE(os::is_at_rest(child));
  os::try_reap(child);
  CHECK_FALSE(os::is_at_rest(child));
}

TEST_CASE("a pidfd turns readable when its process has ended, reaped or not") {
  support::NothingLeft nothing_left;
  const pid_t child = fork_sleeping();
  const auto pidfd = os::Pidfd::open(child);
  REQUIRE(pidfd);
  CHECK_FALSE(pidfd->has_ended());
  os::send_signal(child, SIGKILL);
  os::await_end(child);
  CHECK(pidfd->has_ended());
  os::try_reap(child);
  CHECK(pidfd->has_ended());
  CHECK_FALSE(os::Pidfd::open(child));
}

TEST_CASE("children are listed whether they run or wait to be reaped") {
  support::NothingLeft nothing_left;
  CHECK_FALSE(os::has_children());
  const pid_t dead = fork_ending_with(0);
  os::await_end(dead);
  const pid_t alive = fork_sleeping();
  CHECK(os::children() == std::vector<pid_t>{dead, alive});
  os::send_signal(alive, SIGKILL);
}

TEST_CASE("small PIDs are skipped, so that none is taken for a number in a text") {
  support::NothingLeft nothing_left;
  os::leave_small_pids();
  const pid_t child = fork_ending_with(0);
  CHECK(child > 300);
}

TEST_CASE("a function of the program has a place in it, and data or rubbish has none") {
  const auto* function = reinterpret_cast<const void*>(&os::leave_small_pids);
  const auto offset = os::offset_in_image(function);
  REQUIRE(offset);
  CHECK(os::function_in_image(*offset) == function);
  const int local = 0;
  CHECK_FALSE(os::offset_in_image(&local));
  CHECK_FALSE(os::offset_in_image(nullptr));
  CHECK(os::function_in_image(~os::ImageOffset(0)) == nullptr);
}
